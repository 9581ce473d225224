package story

import (
	"cmp"
	"math/rand/v2"
	"strings"
	"testing"

	"newshound/sources/text"
)

// A form is how much of an article a stream carries.
type form int

const (
	asHeadline form = iota
	asTeaser        // headline and two sentences
	asText
)

func (f form) String() string { return [...]string{"headlines", "teasers", "texts"}[f] }

// cut returns an article in a form. Where it has no title, its first line or
// sentence is taken for one.
func (f form) cut(title, body string) (string, string) {
	if title == "" {
		title, body = headline(body)
	}
	switch f {
	case asHeadline:
		return title, ""
	case asTeaser:
		var two []string
		for _, s := range text.Sentences(body, "en") {
			if sentence := strings.TrimSpace(body[s.Start:s.End]); len(strings.Fields(sentence)) >= 5 && len(two) < 2 {
				two = append(two, sentence)
			}
		}
		return title, strings.Join(two, " ")
	}
	return title, body
}

// A corpus is what streams are made of.
type corpus struct {
	uci, ecb  []sample
	strangers map[string][]sample // by set
}

func readCorpus(t testing.TB) corpus {
	c := corpus{uciHeadlines(t, false), ecbPlus(t), map[string][]sample{}}
	days, i := map[string]bool{}, 0
	evalLines(t, "headlines.jsonl.gz", func(l struct {
		Title     string
		FirstSeen string `json:"first_seen"`
	}) {
		day := l.FirstSeen[:len("2006-01-02")]
		if heldOut(i) && !days[day] && text.Language(l.Title, "", "en") == "en" {
			days[day] = true
			c.strangers["days"] = append(c.strangers["days"], sample{Article: Article{Title: l.Title}})
		}
		i++
	})
	had := map[string]bool{} // the sets hold some articles twice
	for name, file := range map[string]string{"bbc": "summary-bbc.jsonl.gz", "cnndm": "summary-cnndm.jsonl.gz", "keys": "keyphrases.jsonl.gz"} {
		evalLines(t, file, func(l struct{ Title, Text, Lang string }) {
			opening := strings.Join(strings.Fields(cmp.Or(l.Title, l.Text[:min(len(l.Text), 80)])), " ")
			if (l.Lang == "" || l.Lang == "en") && !had[opening] {
				had[opening] = true
				c.strangers[name] = append(c.strangers[name], sample{Article: Article{Title: l.Title, Text: l.Text}})
			}
		})
	}
	return c
}

// part is every other story of a set, and every other stranger.
func (c corpus) part(k int) corpus {
	out := corpus{strangers: map[string][]sample{}}
	half := func(samples []sample) (out []sample) {
		number := map[string]int{}
		for _, s := range samples {
			key := s.topic
			if key == "" {
				key = s.story
			}
			if _, ok := number[key]; !ok {
				number[key] = len(number)
			}
			if number[key]%2 == k {
				out = append(out, s)
			}
		}
		return out
	}
	out.uci, out.ecb = half(c.uci), half(c.ecb)
	for name, samples := range c.strangers {
		for i, s := range samples {
			if i%2 == k {
				out.strangers[name] = append(out.strangers[name], s)
			}
		}
	}
	return out
}

// open is an open stream: told articles of a form, at most so many a story,
// among strangers, three times as many, in a random order.
func (c corpus) open(f form, told, most int, seed uint64) (out []sample) {
	from, sets := c.ecb, []string{"bbc", "cnndm"}
	if f == asHeadline {
		from, sets = c.uci, []string{"days", "bbc"}
	}
	of := map[string]int{}
	for _, s := range shuffled(from, seed) {
		if of[s.story]++; of[s.story] <= most && len(out) < told {
			out = append(out, s)
		}
	}
	var others []sample
	for _, name := range sets {
		others = append(others, c.strangers[name]...)
	}
	others = shuffled(others, seed+1)
	out = append(out, others[:min(len(others), 3*len(out))]...)
	out = shuffled(out, seed+2)
	for i := range out {
		out[i].Title, out[i].Text = f.cut(out[i].Title, out[i].Text)
		out[i].Lang = text.Language(out[i].Title+"\n"+out[i].Text, "", "en")
		out[i].ID, out[i].Time, out[i].Canonical = int64(i+1), day, ""
	}
	return out
}

// unrelated are n strangers of a form.
func (c corpus) unrelated(f form, n int, r *rand.Rand) (out []sample) {
	set := c.strangers["bbc"]
	if f == asHeadline && r.IntN(2) == 0 {
		set = c.strangers["days"]
	}
	for _, i := range r.Perm(len(set))[:min(n, len(set))] {
		s := set[i]
		s.Title, s.Text = f.cut(s.Title, s.Text)
		s.Lang, s.ID, s.Time = "en", int64(len(out)+1), day
		out = append(out, s)
	}
	return out
}

// A score says how a stream was grouped.
type score struct {
	company float64 // share of the strangers that are not alone
	p, r, f float64 // B-cubed of the told stories
	all     float64 // B-cubed F1 of all articles
}

func scoreOf(samples []sample, got []int64) (s score) {
	size := map[int64]int{}
	labelled := make([]sample, len(samples))
	strangers, inCompany := 0, 0
	for i, a := range samples {
		size[got[i]]++
		labelled[i] = a
		if a.story == "" {
			labelled[i].story = "stranger " + a.Title + a.Text
		}
	}
	for i, a := range samples {
		if a.story == "" {
			strangers++
			if size[got[i]] > 1 {
				inCompany++
			}
		}
	}
	s.company = float64(inCompany) / float64(max(1, strangers))
	s.p, s.r, s.f = crowdedBCubed(samples, got)
	_, _, s.all = bCubed(labelled, got)
	return s
}

// crowdedBCubed is bCubed over the samples that have a story: what else is
// grouped with them counts against precision.
func crowdedBCubed(samples []sample, got []int64) (p, r, f float64) {
	size := map[int64]float64{}
	var told []sample
	var in []int64
	for i, s := range samples {
		size[got[i]]++
		if s.story != "" {
			told, in = append(told, s), append(in, got[i])
		}
	}
	_, r, _ = bCubed(told, in)
	both := map[int64]map[string]float64{}
	for i, s := range told {
		if both[in[i]] == nil {
			both[in[i]] = map[string]float64{}
		}
		both[in[i]][s.story]++
	}
	for g, of := range both {
		for _, n := range of {
			p += n * n / size[g] / float64(len(told))
		}
	}
	return p, r, 2 * p * r / (p + r)
}
