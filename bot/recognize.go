package bot

import (
	"context"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"newshound/sources"
)

// A recognition finds which items of an arrival are articles that are stored
// already. No two items become one article.
type recognition struct {
	found   []sources.Article
	olds    map[int]sources.Article // by place in found
	names   map[string]sources.Article
	claimed map[int64]bool
	inFeed  held            // what the source's last document held
	freed   map[string]bool // keys that now stand for another article than the stored one
}

// recognize tries the names of an item from the surest to the weakest: its
// key, its other names, its address, and last its title, for sites that have
// moved.
func (b *Bot) recognize(ctx context.Context, r reading) (*recognition, error) {
	rec := &recognition{
		found: r.arrival.Articles, olds: map[int]sources.Article{}, claimed: map[int64]bool{},
		inFeed: readHeld(r.src.Held), freed: map[string]bool{},
	}
	var names []string
	for _, a := range rec.found {
		names = append(append(names, a.Key), a.Aliases...)
	}
	var err error
	if rec.names, err = b.db.ArticlesByKey(ctx, r.src.ID, names); err != nil {
		return nil, err
	}
	rec.byName()
	canonicals := rec.unknown(func(a sources.Article) string { return a.Canonical })
	byURL, err := b.db.ArticlesByCanonical(ctx, r.src.ID, slices.DeleteFunc(canonicals, func(at string) bool { return !tells(at) }))
	if err != nil {
		return nil, err
	}
	rec.each(func(a sources.Article) []sources.Article { return one(byURL, a.Canonical) }, sameItem)
	byTitle, err := b.db.ArticlesByTitle(ctx, r.src.ID, rec.unknown(func(a sources.Article) string { return a.Title }))
	if err != nil {
		return nil, err
	}
	constant := constants(rec.found)
	rec.each(func(a sources.Article) []sources.Article { return byTitle[a.Title] },
		func(old, a sources.Article) bool { return reissued(old, a, constant) })
	return rec, nil
}

func one(from map[string]sources.Article, name string) []sources.Article {
	if a, ok := from[name]; ok {
		return []sources.Article{a}
	}
	return nil
}

// byName claims what goes by the same key, then what goes by another name of
// an item: first where the words are the same as well.
func (r *recognition) byName() {
	for i, a := range r.found {
		old, ok := r.names[a.Key]
		if ok && !contradicts(old, a) {
			r.claim(i, old)
		} else if ok {
			r.freed[a.Key] = true
		}
	}
	aliases := func(a sources.Article) (olds []sources.Article) {
		for _, name := range a.Aliases {
			olds = append(olds, one(r.names, name)...)
		}
		return olds
	}
	r.each(aliases, func(old, a sources.Article) bool { return old.Mark == a.Mark && sameItem(old, a) })
	r.each(aliases, sameItem)
}

// each claims for each unknown item the first of its candidates that is the
// same article and that no other item stands for.
func (r *recognition) each(candidates func(sources.Article) []sources.Article, same func(old, a sources.Article) bool) {
	for i, a := range r.found {
		for _, old := range candidates(a) {
			if _, known := r.olds[i]; !known && !r.stands(old) && same(old, a) {
				r.claim(i, old)
			}
		}
	}
}

func (r *recognition) claim(i int, old sources.Article) {
	r.olds[i], r.claimed[old.ID] = old, true
}

// stands reports whether an item of the document is a stored article already.
func (r *recognition) stands(old sources.Article) bool {
	return r.claimed[old.ID] || r.inFeed.holds(old.Key) && !r.freed[old.Key]
}

// unknown is what the items that are not recognized yet have of something.
func (r *recognition) unknown(of func(sources.Article) string) (out []string) {
	for i, a := range r.found {
		if _, known := r.olds[i]; !known && of(a) != "" {
			out = append(out, of(a))
		}
	}
	return out
}

// newKey is the first name of a new article that no other has: its key may be
// that of an article that it is not.
func (r *recognition) newKey(a sources.Article) string {
	for _, name := range append([]string{a.Key}, a.Aliases...) {
		_, stored := r.names[name]
		if !stored && (name == a.Key || !slices.ContainsFunc(r.found, func(other sources.Article) bool { return other.Key == name })) {
			return name
		}
	}
	return a.Key // stored, so it is the same article after all
}

// tells reports whether a canonical URL tells an article from others: a home
// page does not.
func tells(canonical string) bool {
	u, err := url.Parse(canonical)
	return err == nil && (u.Path != "" || u.RawQuery != "" || u.Fragment != "")
}

// A likeness is how something of two items compares.
type likeness int

const (
	unsaid likeness = iota // by one of them at least
	equal
	different
)

func alike(same, said bool) likeness {
	switch {
	case !said:
		return unsaid
	case same:
		return equal
	}
	return different
}

// addresses compares where two items lead, with fragments.
func addresses(old, a sources.Article) likeness {
	return alike(sources.Name(old.URL) == sources.Name(a.URL), old.Canonical != "" && a.Canonical != "")
}

func dates(old, a sources.Article) likeness {
	return alike(old.Published.Equal(a.Published), !old.Published.IsZero() && !a.Published.IsZero())
}

// contradicts reports whether all else denies that two items of one key are
// one article: some sources number the places in their feed, or write the same
// guid into every item.
func contradicts(old, a sources.Article) bool {
	return addresses(old, a) == different && dates(old, a) != equal && !similarTitles(old.Title, a.Title)
}

// sameItem reports whether two items that share a lesser name or an address
// are one article. At one address, another title with another date is another
// article: comments on a page, or a page that is rewritten each day.
func sameItem(old, a sources.Article) bool {
	const day = 24 * time.Hour
	date := dates(old, a)
	if addresses(old, a) == different {
		return old.Title == a.Title && date == equal
	}
	if addresses(old, a) == unsaid {
		return old.Title == a.Title && (date != different || old.Published.Sub(a.Published).Abs() < day)
	}
	return old.Title == a.Title || date != different || similarTitles(old.Title, a.Title) && old.Published.Sub(a.Published).Abs() < day
}

// reissued reports whether an item repeats an article of its title under new
// names, as all do when a site moves. constant are the parameters that tell no
// items of the document apart.
func reissued(old, a sources.Article, constant map[string]string) bool {
	switch dates(old, a) {
	case equal:
		if !onlyDay(a.Published) {
			return true
		}
	case unsaid:
		if old.Mark == a.Mark && sameBut(old.URL, a.URL, constant) {
			return true
		}
	}
	nameless := a.URL == "" && old.URL == "" // its date may be that of the poll
	return (nameless || !a.Published.After(old.Time())) && nearText(old.Text, a.Text)
}

// onlyDay reports whether a date says no time of day, so that all of a day's
// items have it.
func onlyDay(t time.Time) bool { return t.Truncate(24 * time.Hour).Equal(t) }

// similarTitles reports whether one title may be an edit of another: most
// words are the same, and all numbers.
func similarTitles(a, b string) bool {
	as, bs := wordSet(a), wordSet(b)
	shared := 0
	for w := range as {
		if bs[w] {
			shared++
		}
	}
	return 2*shared >= max(len(as), len(bs)) && numbersIn(as, bs) && numbersIn(bs, as)
}

// nearText reports whether the shorter of two texts stands in the other, but
// for a few words and no number.
func nearText(a, b string) bool {
	const fewWords, most = 8, 0.9
	if len(a) > len(b) {
		a, b = b, a
	}
	as, bs := wordSet(a), wordSet(b)
	if len(as) < fewWords || !numbersIn(as, bs) {
		return a == b && a != ""
	}
	pairs := map[[2]string]bool{}
	for pair := range wordPairs(b) {
		pairs[pair] = true
	}
	all, shared := 0, 0
	for pair := range wordPairs(a) {
		all++
		if pairs[pair] {
			shared++
		}
	}
	return float64(shared) >= most*float64(all)
}

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(strings.ToLower(s)) {
		set[strings.Trim(w, ".,;:!?()\"'")] = true
	}
	return set
}

// numbersIn reports whether all words of a with a digit are in b.
func numbersIn(a, b map[string]bool) bool {
	for w := range a {
		if strings.ContainsAny(w, "0123456789") && !b[w] {
			return false
		}
	}
	return true
}

func wordPairs(s string) func(yield func([2]string) bool) {
	return func(yield func([2]string) bool) {
		last := ""
		for w := range strings.FieldsSeq(strings.ToLower(s)) {
			if !yield([2]string{last, w}) {
				return
			}
			last = w
		}
	}
}

// constants are the parameters that have one value in the addresses of all
// items, where there are several. One that is another in the next document is
// a session.
func constants(found []sources.Article) map[string]string {
	var same map[string]string
	for _, a := range found {
		_, params := parameters(a.URL)
		if same == nil {
			same = params
		}
		maps.DeleteFunc(same, func(name, value string) bool { return params[name] != value })
	}
	if len(found) < 2 {
		return nil
	}
	return same
}

// sameBut reports whether two addresses are the same but for the values of
// some parameters.
func sameBut(a, b string, some map[string]string) bool {
	at, in := parameters(a)
	bt, ib := parameters(b)
	without := func(name, _ string) bool { return some[name] != "" }
	maps.DeleteFunc(in, without)
	maps.DeleteFunc(ib, without)
	return at != "" && at == bt && maps.Equal(in, ib)
}

// parameters are those of an address, in its query and in its path, and what
// is left of it without them.
func parameters(address string) (string, map[string]string) {
	parts := strings.FieldsFunc(address, func(r rune) bool { return strings.ContainsRune("?&;", r) })
	params := map[string]string{}
	if len(parts) == 0 {
		return "", params
	}
	for _, part := range parts[1:] {
		name, value, _ := strings.Cut(part, "=")
		params[name] = value
	}
	return parts[0], params
}
