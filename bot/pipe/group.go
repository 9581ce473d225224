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

// Group says of each article which story it belongs to, from what came
// before it only. One without a time is as old as the one before it.
func Group(in io.Reader, out, errs io.Writer) error {
	g := story.New(story.Options{})
	names := map[int64]json.RawMessage{} // what the input calls an article
	publishers := map[string]int64{"": 0}
	last := time.Unix(0, 0)
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
			Lang: text.Language(a.Title+"\n"+a.Text, a.Lang), Time: last,
		})
		return verdict{a.ID, names[v.Story], names[v.DuplicateOf], named(v.Also), named(v.Related)}, nil
	})
}

func canonical(url string) string {
	if url == "" {
		return ""
	}
	return sources.Canonical(url)
}
