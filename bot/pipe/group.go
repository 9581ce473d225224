package pipe

import (
	"encoding/json"
	"io"
	"time"

	"newshound/sources"
	"newshound/sources/text"
	"newshound/sources/text/story"
)

type grouped struct {
	ID        json.RawMessage `json:"id"`
	Title     string          `json:"title"`
	Text      string          `json:"text"`
	URL       string          `json:"url"`
	Lang      string          `json:"lang"`
	Source    string          `json:"source"`
	Published moment          `json:"published"`
}

type verdict struct {
	ID          json.RawMessage   `json:"id"`
	Story       json.RawMessage   `json:"story"`
	DuplicateOf json.RawMessage   `json:"duplicate_of,omitempty"`
	Also        []json.RawMessage `json:"also"`
	Related     []json.RawMessage `json:"related"`
}

// Group says of each article which story it belongs to, from what came before
// it only. An article without a time is as old as the one before it, and one
// too short to tell its language is in the language of most.
func Group(in io.Reader, out, errs io.Writer) error {
	g := story.New(story.Options{})
	names := map[int64]json.RawMessage{} // what the input calls an article
	publishers := map[string]int64{"": 0}
	last := time.Unix(0, 0)
	var usual languages
	var count int64
	named := func(ids []int64) []json.RawMessage {
		list := []json.RawMessage{}
		for _, id := range ids {
			list = append(list, names[id])
		}
		return list
	}
	return serial(in, out, errs, func(line []byte) (any, error) {
		a, err := decode[grouped](line)
		if err != nil {
			return nil, err
		}
		count++
		names[count] = a.ID
		if _, ok := publishers[a.Source]; !ok {
			publishers[a.Source] = int64(len(publishers))
		}
		if !a.Published.IsZero() {
			last = a.Published.Time
		}
		v := g.Add(story.Article{
			ID: count, Source: publishers[a.Source], Canonical: canonical(a.URL), Title: a.Title, Text: a.Text,
			Lang: usual.of(a.Title+"\n"+a.Text, a.Lang), Time: last,
		})
		return verdict{a.ID, names[v.Story], names[v.DuplicateOf], named(v.Also), named(v.Related)}, nil
	})
}

// languages counts how many articles are in each language for certain.
type languages struct {
	count map[string]int
	most  string
}

// of is the language of a text, or the one of most texts if it is too short to
// tell.
func (l *languages) of(s, hint string) string {
	lang := text.Language(s, hint)
	if lang == "" {
		return text.Language(s, l.most)
	}
	if l.count == nil {
		l.count = map[string]int{}
	}
	if l.count[lang]++; l.count[lang] > l.count[l.most] {
		l.most = lang
	}
	return lang
}

func canonical(url string) string {
	if url == "" {
		return ""
	}
	return sources.Canonical(url)
}
