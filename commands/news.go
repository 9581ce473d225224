package commands

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"newshound/sources"
	"newshound/sources/text/match"
	"newshound/storage"
)

var newsCommands = []Command{{
	Name: "news latest", Help: "Show the latest stories.", Example: "/news latest", Anywhere: true, run: newsLatest,
	Options: []Option{{Name: "page", Help: "Which page.", Kind: Number}},
}, {
	Name: "news search", Help: "Search everything that was read here.", Example: "/news search query:ferry -strike", Anywhere: true, run: newsSearch,
	Options: []Option{
		{Name: "query", Help: "What to look for, as in an alert.", Required: true},
		{Name: "page", Help: "Which page.", Kind: Number},
	},
}, {
	Name: "news story", Help: "Show one story: who reported it, when, and what each added.", Example: "/news story story:ferry",
	Private: true, Anywhere: true, run: newsStory,
	Options: []Option{oneStory, {Name: "page", Help: "Which page.", Kind: Number}},
}}

const (
	newsPage = 5
	newsDays = 2   // how far the latest stories go back
	newsMost = 50  // stories that can be paged through
	newsHits = 500 // articles of them that are found
	timeline = 10  // articles of one story

	newsLater = time.Hour // from which on the last news of a story are later than its first
)

func newsLatest(ctx context.Context, d *Desk, req Request) (Reply, error) {
	heads, err := d.DB.StoryHeads(ctx, req.Place, d.Now().AddDate(0, 0, -newsDays), 0, 0)
	if err != nil {
		return Reply{}, err
	}
	if len(heads) == 0 {
		return Reply{Text: Say("No news in the last two days. /source list shows what is read here.")}, nil
	}
	heads = heads[:min(newsMost, len(heads))]
	page, turn := turn(req, len(heads), newsPage)
	reply := Reply{Text: Say("The latest stories:"), Buttons: turn}
	for _, h := range heads[page.Start:page.End] {
		articles, err := d.DB.Story(ctx, req.Place, h.ID)
		if err != nil {
			return Reply{}, err
		}
		lead := story(articles).lead(req.Lang)
		c, err := CardOf(ctx, d.DB.Reads, req.Place, lead, match.Query{})
		if err != nil {
			return Reply{}, err
		}
		if c = small(c); h.Latest.Sub(lead.Time()) >= newsLater {
			c.Note = Say("Last news %v", age(h.Latest))
		}
		reply.Cards = append(reply.Cards, c)
	}
	return reply, nil
}

// small is a card as one of several, which leads to more.
func small(c Card) Card {
	c.Image, c.Related = "", nil
	c.Buttons = slices.DeleteFunc(slices.Clone(c.Buttons), func(b Button) bool { return b.Label != "More" })
	return c
}

func newsSearch(ctx context.Context, d *Desk, req Request) (Reply, error) {
	q, err := query(req.Options["query"])
	if err != nil {
		return Reply{}, err
	}
	hits, more, err := searchMost(ctx, d.DB.Reads, req.Place, q, time.Time{}, newsHits)
	if err != nil {
		return Reply{}, err
	}
	stories := byStory(hits, req.Lang)
	if len(stories) == 0 {
		return nothingFound(ctx, d, req, q, more)
	}
	more = more || len(stories) > newsMost
	stories = stories[:min(newsMost, len(stories))]
	page, turn := turn(req, len(stories), newsPage)
	reply := Reply{Text: Say("%v for %v:", plural(len(stories), "story", "stories"), bold(q.String())), Buttons: turn}
	if more {
		reply.Text = Say("The newest %v for %v:", plural(len(stories), "story", "stories"), bold(q.String()))
	}
	for _, hits := range stories[page.Start:page.End] {
		a := hits[0].article
		c, err := CardOf(ctx, d.DB.Reads, req.Place, a, q)
		if err != nil {
			return Reply{}, err
		}
		if c = shows(small(c), hits[0], q); len(hits) > 1 {
			c.Note = Say("%v of this story match.", plural(len(hits), "article", "articles"))
		}
		reply.Cards = append(reply.Cards, c)
	}
	return reply, nil
}

// nothingFound says that nothing matches, and what to do.
func nothingFound(ctx context.Context, d *Desk, req Request, q match.Query, more bool) (Reply, error) {
	names, err := d.DB.SourceNames(ctx, req.Place)
	switch {
	case err != nil:
		return Reply{}, err
	case len(names) == 0:
		return Reply{Text: Say("No sources are read here yet, so there is nothing to search. /source add reads one, /start sets some up.")}, nil
	case more:
		return Reply{Text: Say("Nothing in the newest %v articles matches %v. Add a word that must be in the text.", mostLooked, bold(q.String()))}, nil
	}
	return Reply{
		Text:    Say("Nothing that was read here matches %v. Try fewer words.", bold(q.String())),
		Buttons: []Button{{Label: "Save as an alert", Line: Line("alert add", "query", q.String())}},
	}, nil
}

// byStory groups hits by story, the story with the newest article first. Of
// each the reader's language comes first, then what is newest.
func byStory(hits []found, lang string) (out [][]found) {
	at := map[int64]int{}
	slices.SortStableFunc(hits, func(a, b found) int { return NewestFirst(a.article, b.article) })
	for _, h := range hits {
		i, known := at[h.article.Story]
		if !known {
			i = len(out)
			at[h.article.Story], out = i, append(out, nil)
		}
		out[i] = append(out[i], h)
	}
	for _, story := range out {
		slices.SortStableFunc(story, func(a, b found) int {
			return cmp.Compare(foreign(a.article, lang), foreign(b.article, lang))
		})
	}
	return out
}

// foreign is 0 of an article in a language, and 1 of others.
func foreign(a sources.Article, lang string) int {
	if a.Lang == cmp.Or(lang, English) {
		return 0
	}
	return 1
}

// onePerStory keeps the newest hit of each story.
func onePerStory(hits []found) []found {
	seen := map[int64]bool{}
	return slices.DeleteFunc(hits, func(f found) bool {
		was := seen[f.article.Story]
		seen[f.article.Story] = true
		return was
	})
}

func newsStory(ctx context.Context, d *Desk, req Request) (Reply, error) {
	place, articles, err := storyNamed(ctx, d, req)
	if err != nil {
		return Reply{}, err
	}
	inTime(articles)
	page, turn := turn(req, len(articles), timeline)
	reply := Reply{
		Text:    Say("Reported by %v since %v:", plural(countSources(articles), "source", "sources"), date(articles[0].Time())),
		Buttons: append(turn, Button{Label: "Follow story", Line: storyLine("story follow", articles[0].Story)}),
	}
	for i := page.Start; i < page.End; i++ {
		c, err := CardOf(ctx, d.DB.Reads, place, articles[i], match.Query{})
		if err == nil && i == page.Start {
			c.Related, err = d.relatedLinks(ctx, place, articles[i])
		}
		if err != nil {
			return Reply{}, err
		}
		c.Summary, c.Also, c.Buttons = added(articles[i], articles[:i]), nil, nil
		if i > 0 {
			c.Image, c.Hashtags = "", nil
			if len(c.Summary) == 0 && articles[i].Text != "" {
				c.Note = Say("Adds nothing new.")
			}
		}
		reply.Cards = append(reply.Cards, c)
	}
	return reply, nil
}

// inTime sorts articles by when they appeared.
func inTime(articles []sources.Article) {
	slices.SortStableFunc(articles, func(a, b sources.Article) int { return a.Time().Compare(b.Time()) })
}

func countSources(articles []sources.Article) int {
	seen := map[int64]bool{}
	for _, a := range articles {
		seen[a.Source] = true
	}
	return len(seen)
}

// storyNamed is the story that somebody means, as a place sees it: by its
// number, by the address of one of its articles, or by words of one. In direct
// messages it may be one that they were told of in another place.
func storyNamed(ctx context.Context, d *Desk, req Request) (place string, articles []sources.Article, err error) {
	named := req.Options["story"]
	id, err := strconv.ParseInt(named, 10, 64)
	if err != nil {
		if id, err = storyWith(ctx, d, req.Place, named); err != nil {
			return "", nil, err
		}
	}
	if id, err = d.DB.StoryNow(ctx, id); err != nil {
		return "", nil, err
	}
	place = req.Place
	articles, err = d.DB.Story(ctx, place, id)
	if err == nil && len(articles) == 0 && place == Direct(req.Person) {
		if place, err = d.DB.ToldOf(ctx, req.Person, id); err == nil {
			articles, err = d.DB.Story(ctx, place, id)
		} else if errors.Is(err, storage.ErrNotFound) {
			err = nil
		}
	}
	if err == nil && len(articles) == 0 {
		err = NewMistake("There is no story %v here. /news latest shows the latest ones.", bold(named))
	}
	return place, articles, err
}

// storyWith is the story that an address or words lead to, or 0.
func storyWith(ctx context.Context, d *Desk, place, named string) (int64, error) {
	a, err := d.DB.ArticleAt(ctx, place, sources.Canonical(named))
	if err == nil {
		return a.Story, nil
	}
	if !errors.Is(err, storage.ErrNotFound) {
		return 0, err
	}
	q, err := match.Parse(named)
	if err != nil { // a title, as it stands, need not be a query
		q, err = match.Parse(`"` + strings.ReplaceAll(named, `"`, " ") + `"`)
	}
	if err != nil {
		return 0, nil
	}
	hits, err := search(ctx, d.DB.Reads, place, q, time.Time{}, 1)
	if err != nil || len(hits) == 0 {
		return 0, err
	}
	return hits[0].article.Story, nil
}
