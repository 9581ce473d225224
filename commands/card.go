package commands

import (
	"cmp"
	"context"
	"slices"

	"newshound/sources"
	"newshound/sources/text/match"
	"newshound/sources/text/summary"
	"newshound/storage"
)

// How much a card says.
const (
	cardSentences = 3
	cardWords     = 70
	mostAlso      = 5
	mostTopics    = 20
)

// CardOf is the card of an article as a place sees it: of the story's other
// articles only those of the place's own sources. With a query the summary
// answers it, its words in bold. The buttons name the story by the article, so
// that they tell the card from others and still lead to the right story when
// the article moves to another.
func CardOf(ctx context.Context, r storage.Reads, place string, a sources.Article, q match.Query) (Card, error) {
	src, err := r.Source(ctx, a.Source)
	if err != nil {
		return Card{}, err
	}
	sentences, err := summarize(ctx, r, a, q)
	if err != nil {
		return Card{}, err
	}
	c := Card{
		Title: a.Title, URL: a.URL, Source: src.Name(), Icon: src.Icon, Time: a.Time(),
		Summary: sentences, Hashtags: a.Hashtags, Image: a.Image,
		Buttons: []Button{{Label: "More", Line: storyLine("news story", a.ID)}, {Label: "Follow story", Line: storyLine("story follow", a.ID)}},
	}
	return c, c.AlsoCovered(ctx, r, place, "", a, bestBeside(a))
}

// AlsoCovered makes a card name the other articles of an article's story that a
// place has, in an order: one of each other source, and the later ones of its
// own source, but for those that its channel has as posts of their own. There is room for
// a few; the rest are counted. The hashtags of all are its topics.
func (c *Card) AlsoCovered(ctx context.Context, r storage.Reads, place, channel string, a sources.Article, order func(a, b sources.Article) int) error {
	others, err := r.Story(ctx, place, a.Story)
	if err != nil {
		return err
	}
	apart, err := r.PostedApart(ctx, channel, a.Story, a.Source)
	if err != nil {
		return err
	}
	slices.SortStableFunc(others, order)
	c.Topics = nil
	for _, o := range others {
		for _, tag := range o.Hashtags {
			if len(c.Topics) < mostTopics && !slices.Contains(c.Topics, tag) && !slices.Contains(c.Hashtags, tag) {
				c.Topics = append(c.Topics, tag)
			}
		}
	}
	others = slices.DeleteFunc(others, func(o sources.Article) bool {
		return slices.Contains(apart, o.ID) || o.Source == a.Source && (o.ID <= a.ID || o.DuplicateOf != 0)
	})
	shown := oneOfEach(a.Source, others)
	shown = shown[:min(mostAlso, len(shown))]
	c.AlsoMore = nil
	if more := len(others) - len(shown); more > 0 {
		c.AlsoMore = Say("and %v more", more)
	}
	if c.Also, err = Links(ctx, r, shown); err != nil {
		return err
	}
	for i, o := range shown {
		if o.Source == a.Source { // its title says more than the card's own source again
			c.Also[i].Source = o.Title
		}
	}
	return nil
}

// oneOfEach are articles of one source, and the first of each other one.
func oneOfEach(source int64, articles []sources.Article) (out []sources.Article) {
	seen := map[int64]bool{}
	for _, a := range articles {
		if !seen[a.Source] || a.Source == source {
			out = append(out, a)
		}
		seen[a.Source] = true
	}
	return out
}

// UpdateOn says on a card which earlier article it continues, by a link to it or
// to the message that told of it.
func UpdateOn(title, url string) Text { return Say("Update on: %v", link(title, url)) }

// NewestFirst orders articles by when they appeared.
func NewestFirst(a, b sources.Article) int { return b.Time().Compare(a.Time()) }

// bestBeside orders other articles of an article's story: what was written
// before what was copied, its own language before others, a text before a
// headline alone, and what was first before what came later.
func bestBeside(a sources.Article) func(x, y sources.Article) int {
	less := func(b bool) int {
		if b {
			return 1
		}
		return 0
	}
	return func(x, y sources.Article) int {
		return cmp.Or(
			cmp.Compare(less(x.DuplicateOf != 0), less(y.DuplicateOf != 0)),
			cmp.Compare(less(x.Lang != a.Lang), less(y.Lang != a.Lang)),
			cmp.Compare(less(len(x.Summary) == 0), less(len(y.Summary) == 0)),
			x.Time().Compare(y.Time()),
		)
	}
}

// cardWithRelated is the card of an article, with what came before.
func (d *Desk) cardWithRelated(ctx context.Context, place string, a sources.Article) (Card, error) {
	c, err := CardOf(ctx, d.DB.Reads, place, a, match.Query{})
	if err == nil {
		c.Related, err = d.relatedLinks(ctx, place, a)
	}
	return c, err
}

func (d *Desk) relatedLinks(ctx context.Context, place string, a sources.Article) ([]Link, error) {
	related, err := d.Related(ctx, place, a)
	if err != nil {
		return nil, err
	}
	return Links(ctx, d.DB.Reads, related)
}

// Links are links to articles.
func Links(ctx context.Context, r storage.Reads, articles []sources.Article) ([]Link, error) {
	var out []Link
	for _, a := range articles {
		src, err := r.Source(ctx, a.Source)
		if err != nil {
			return nil, err
		}
		out = append(out, Link{a.Title, a.URL, src.Name(), a.Time()})
	}
	return out, nil
}

// summarize is what a card says of an article: its summary, or with a query
// the sentences that answer it, without those that the source repeats.
func summarize(ctx context.Context, r storage.Reads, a sources.Article, q match.Query) ([]Text, error) {
	sentences := a.Summary
	if !q.Empty() && a.Text != "" {
		habits, err := r.Habits(ctx, a.Source)
		if err != nil {
			return nil, err
		}
		sentences = summary.Of(a.Title, habits.Without(a.Text, a.Lang), a.Lang, summary.Options{
			Sentences: cardSentences, Words: cardWords,
			Query: func(sentence string) bool { return len(q.Mark(sentence, a.Lang)) > 0 },
		}).Sentences
	}
	return marked(sentences, a.Lang, q), nil
}

// marked is sentences with the words of a query in bold.
func marked(sentences []string, lang string, q match.Query) (out []Text) {
	for _, s := range sentences {
		out = append(out, highlight(s, q.Mark(s, lang)))
	}
	return out
}
