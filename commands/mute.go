package commands

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"newshound/sources"
	"newshound/storage"
)

var muteCommands = []Command{{
	Name: "mute article", Help: "Choose what your alerts leave out of what an article is about.", Example: "/mute article url:example.com/article",
	Private: true, run: muteArticle,
	Options: []Option{{Name: "url", Help: "The article's address.", Required: true}},
}, {
	Name: "mute source", Help: "Have your alerts leave out a source.", Example: "/mute source source:Example", Private: true, run: muteSource,
	Options: []Option{oneSource},
}, {
	Name: "mute word", Help: "Have your alerts leave out what has a word, or answers a query.", Example: "/mute word word:football",
	Private: true, run: muteWord,
	Options: []Option{{Name: "word", Help: "The word, or a query as alerts take it.", Required: true}},
}, {
	Name: "mute story", Help: "Have your alerts say no more of a story.", Example: "/mute story story:ferry", Private: true, run: muteStory,
	Options: []Option{oneStory},
}, {
	Name: "mute list", Help: "Show what your alerts leave out, and end some of it.", Example: "/mute list", Private: true, run: muteList,
	Options: []Option{onePage},
}, {
	Name: "mute off", Help: "Let your alerts tell of something again.", Example: "/mute off mute:1", Private: true, run: muteOff,
	Options: []Option{{Name: "mute", Help: "Which of what you have muted.", Required: true, Complete: completeMute}, withoutAsking},
}}

const mostMutes = 200 // of a person

func muteArticle(ctx context.Context, d *Desk, req Request) (Reply, error) {
	a, _, err := articleNamed(ctx, d, req, req.Options["url"])
	if err != nil {
		return Reply{}, err
	}
	src, err := d.DB.Source(ctx, a.Source)
	if err != nil {
		return Reply{}, err
	}
	menu := Menu{Label: "Choose what to leave out", Buttons: []Button{
		{Label: "This story", Line: Line("mute story", "story", strconv.FormatInt(a.Story, 10))},
		{Label: "This source", Line: Line("mute source", "source", strconv.FormatInt(src.ID, 10))},
	}}
	for _, word := range wordsOf(a) {
		menu.Buttons = append(menu.Buttons, Button{Label: Sentence(word), Line: Line("mute word", "word", word)})
	}
	return Reply{
		Text: Say("What shall your alerts leave out from now on: this story, all of %v, or a word? It holds for your own alerts alone.", bold(src.Name())),
		Menu: menu, Buttons: []Button{{Label: "Another word…", Line: Line("mute word"), Ask: []string{"word"}}},
	}, nil
}

// wordsOf are a few words that an article is about, to mute as phrases.
func wordsOf(a sources.Article) []string {
	const most = 5
	var out []string
	for _, phrase := range a.Keyphrases {
		word := fmt.Sprintf("%q", strings.ToLower(strings.ReplaceAll(phrase, `"`, "")))
		if q, err := query(word); err == nil && !slices.Contains(out, q.String()) && len(out) < most {
			out = append(out, q.String())
		}
	}
	return out
}

func muteSource(ctx context.Context, d *Desk, req Request) (Reply, error) {
	src, err := sourceWithin(ctx, d, req, req.Options["source"])
	if err != nil {
		return Reply{}, err
	}
	return mute(ctx, d, req, storage.Mute{Kind: storage.MutedSource, Value: strconv.FormatInt(src.ID, 10), Name: src.Name()})
}

func muteWord(ctx context.Context, d *Desk, req Request) (Reply, error) {
	q, err := query(req.Options["word"])
	if err != nil {
		return Reply{}, err
	}
	return mute(ctx, d, req, storage.Mute{Kind: storage.MutedWord, Value: q.String(), Name: q.String()})
}

func muteStory(ctx context.Context, d *Desk, req Request) (Reply, error) {
	places, err := within(ctx, d, req)
	if err != nil {
		return Reply{}, err
	}
	var articles []sources.Article
	for _, place := range places {
		at := req
		at.Place = place
		if _, articles, err = storyNamed(ctx, d, at); err == nil {
			break
		}
	}
	if err != nil {
		return Reply{}, err
	}
	inTime(articles)
	return mute(ctx, d, req, storage.Mute{Kind: storage.MutedStory, Value: strconv.FormatInt(articles[0].Story, 10), Name: articles[0].Title})
}

func mute(ctx context.Context, d *Desk, req Request, m storage.Mute) (Reply, error) {
	m.Person, m.Created = req.Person, d.Now()
	had, err := d.DB.Mutes(ctx, req.Person)
	if err != nil {
		return Reply{}, err
	}
	if len(had) >= mostMutes {
		return Reply{}, NewMistake("You have muted %v already, which is all there is room for. /mute list shows them; end one first.",
			plural(len(had), "thing", "things"))
	}
	var back Button
	err = d.DB.Tx(ctx, func(tx *storage.Tx) (err error) {
		if back, err = undoableMute(ctx, tx, d, req, m); err != nil {
			return err
		}
		return tx.AddMute(ctx, &m)
	})
	return Reply{
		Text:    Say("Your alerts leave out %v from now on. /alert held shows what that keeps from you.", mutedOf(m)),
		Buttons: []Button{back, mutesButton},
	}, err
}

var mutesButton = Button{Label: "All I have muted", Line: "/mute list"}

// undoableMute has a mute be there, or not, as it is, once that is undone which
// is done to it.
func undoableMute(ctx context.Context, tx *storage.Tx, d *Desk, req Request, m storage.Mute) (Button, error) {
	return undoable(ctx, tx, d, req, "mute of "+string(m.Kind)+" "+m.Value, mutesButton,
		rowsOf("mutes", "person", req.Person, "kind", string(m.Kind), "value", m.Value))
}

// mutedOf says what a mute leaves out.
func mutedOf(m storage.Mute) Text {
	switch m.Kind {
	case storage.MutedSource:
		return Say("the source %v", bold(m.Name))
	case storage.MutedStory:
		return Say("the story %v", bold(short(m.Name, 100)))
	}
	return Say("what matches %v", bold(m.Name))
}

func muteList(ctx context.Context, d *Desk, req Request) (Reply, error) {
	all, err := d.DB.Mutes(ctx, req.Person)
	if err != nil {
		return Reply{}, err
	}
	if len(all) == 0 {
		return Reply{Text: Say("Your alerts leave nothing out. The button Mute… under an alert's post, or %v, has them do so.", strong(Text{typed("/mute word word:football")}))}, nil
	}
	page, turn := turn(req, len(all), alertsPage)
	out := []Text{Say("Your alerts leave out:")}
	menu := Menu{Label: "Choose one to end"}
	for _, m := range all[page.Start:page.End] {
		out = append(out, Say("• %v, since %v", mutedOf(m), date(m.Created)))
		menu.Buttons = append(menu.Buttons, Button{Label: Sentence(short(m.Name, 70)), Line: Line("mute off", "mute", strconv.FormatInt(m.ID, 10))})
	}
	return Reply{Text: lines(out...), Buttons: turn, Menu: menu}, nil
}

func muteOff(ctx context.Context, d *Desk, req Request) (Reply, error) {
	all, err := d.DB.Mutes(ctx, req.Person)
	if err != nil {
		return Reply{}, err
	}
	named := req.Options["mute"]
	i := slices.IndexFunc(all, func(m storage.Mute) bool {
		return named == strconv.FormatInt(m.ID, 10) || strings.EqualFold(named, m.Name)
	})
	if i < 0 {
		return Reply{}, NewMistake("You have muted no %v. /mute list shows what you have.", bold(named))
	}
	m := all[i]
	if ask, asks := first(req, "Tell of it again", Say("Have your alerts tell of %v again?", mutedOf(m))); asks {
		return ask, nil
	}
	var back Button
	err = d.DB.Tx(ctx, func(tx *storage.Tx) (err error) {
		if back, err = undoableMute(ctx, tx, d, req, m); err != nil {
			return err
		}
		return tx.RemoveMute(ctx, m.Person, m.ID)
	})
	return Reply{Text: Say("Your alerts tell of %v again.", mutedOf(m)), Buttons: []Button{back, mutesButton}}, err
}

func completeMute(ctx context.Context, d *Desk, req Request) ([]Choice, error) {
	all, err := d.DB.Mutes(ctx, req.Person)
	var out []Choice
	for _, m := range all {
		out = append(out, Choice{m.Name, strconv.FormatInt(m.ID, 10)})
	}
	return out, err
}
