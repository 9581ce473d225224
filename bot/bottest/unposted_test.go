package bottest

import (
	"encoding/json"
	"testing"
	"time"

	"newshound/commands"
	"newshound/sources"
	"newshound/storage"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// A lone is a database with two articles of one story, the second of which a
// channel may have been told of or not.
type lone struct {
	*storage.Tx
	t             *testing.T
	first, second sources.Article
}

func (l *lone) must(err error) {
	l.t.Helper()
	if err != nil {
		l.t.Fatal(err)
	}
}

func (l *lone) article(source int64, key string, story int64) sources.Article {
	l.t.Helper()
	a := sources.Article{Source: source, Key: key, Title: key, URL: "https://example.com/" + key, Seen: noon, Story: story}
	l.must(l.AddArticle(l.t.Context(), &a))
	if story == 0 {
		a.Story = a.ID
	}
	l.must(l.GroupArticle(l.t.Context(), a))
	return a
}

func (l *lone) follow(at time.Time) {
	l.t.Helper()
	l.must(l.PutFollow(l.t.Context(), &storage.Follow{Place: "here", Channel: "c", Source: l.second.Source, Created: at}))
}

func (l *lone) alert(why storage.Why) {
	l.t.Helper()
	a := storage.Alert{Place: "here", Person: "ann", Query: "second", Channel: "c", Created: noon}
	l.must(l.AddAlert(l.t.Context(), &a))
	l.must(l.AddMatch(l.t.Context(), storage.Match{Alert: a.ID, Article: l.second.ID, At: noon, Why: why}))
}

// post owes the channel a post about an article, with a card, and tells of the
// second by it.
func (l *lone) post(a sources.Article, state storage.State, card commands.Card) {
	l.t.Helper()
	body, err := json.Marshal(commands.Reply{Cards: []commands.Card{card}})
	l.must(err)
	p := storage.Post{Key: a.Key, Place: "here", Channel: "c", Story: a.Story, Article: a.ID, State: state, Body: body}
	_, err = l.Owe(l.t.Context(), &p)
	l.must(err)
	l.must(l.Tell(l.t.Context(), p, l.second.ID))
}

func TestUnposted(t *testing.T) {
	named := commands.Card{Also: []commands.Link{{URL: "https://example.com/second"}}}
	for _, c := range []struct {
		name string
		do   func(*lone)
		lost int
	}{
		{"nobody wants it", func(*lone) {}, 0},
		{"followed", func(l *lone) { l.follow(noon) }, 1},
		{"followed later", func(l *lone) { l.follow(noon.Add(time.Minute)) }, 0},
		{"an alert fired", func(l *lone) { l.alert("") }, 1},
		{"a muted alert fired", func(l *lone) { l.alert(storage.MutedWord) }, 0},
		{"withheld", func(l *lone) {
			l.follow(noon)
			l.second.Withheld = sources.TooOld
			l.must(l.GroupArticle(l.t.Context(), l.second))
		}, 0},
		{"posted", func(l *lone) { l.follow(noon); l.post(l.second, storage.Owed, commands.Card{}) }, 0},
		{"held", func(l *lone) { l.follow(noon); l.post(l.second, storage.Held, commands.Card{}) }, 0},
		{"dropped for a post that does not name it", func(l *lone) {
			l.follow(noon)
			l.post(l.first, storage.Sent, commands.Card{})
			l.post(l.second, storage.Told, commands.Card{})
		}, 1},
		{"dropped for a post that names it", func(l *lone) {
			l.follow(noon)
			l.post(l.first, storage.Sent, named)
			l.post(l.second, storage.Told, commands.Card{})
		}, 0},
		{"not named", func(l *lone) { l.follow(noon); l.post(l.first, storage.Sent, commands.Card{}) }, 1},
		{"named", func(l *lone) { l.follow(noon); l.post(l.first, storage.Sent, named) }, 0},
		{"counted", func(l *lone) {
			l.follow(noon)
			l.post(l.first, storage.Sent, commands.Card{AlsoMore: commands.Say("and %v more", 1)})
		}, 0},
		{"among many", func(l *lone) { l.follow(noon); l.post(sources.Article{Key: "many"}, storage.Sent, commands.Card{}) }, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			db, err := storage.Open(t.Context(), ":memory:")
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			err = db.Tx(t.Context(), func(tx *storage.Tx) error {
				l := &lone{Tx: tx, t: t}
				var ids []int64
				for _, name := range []string{"post", "wire"} {
					src := sources.Source{URL: "https://" + name + ".example/feed", Title: name}
					l.must(tx.AddSource(t.Context(), "here", "ann", &src, noon))
					ids = append(ids, src.ID)
				}
				l.first = l.article(ids[0], "first", 0)
				l.second = l.article(ids[1], "second", l.first.ID)
				c.do(l)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			lost, err := Unposted(t.Context(), db)
			if err != nil || len(lost) != c.lost {
				t.Errorf("%v, %q are lost, want %d", err, lost, c.lost)
			}
		})
	}
}
