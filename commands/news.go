package commands

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"newshound/sources"
	"newshound/sources/text/match"
	"newshound/sources/text/summary"
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
	Options: []Option{{Name: "story", Help: "Its number, a link, or words from it.", Required: true}},
}}

const (
	newsPage = 5
	newsDays = 2  // how far the latest stories go back
	newsMost = 50 // stories, or hits, that can be paged through
	timeline = 10 // articles of one story
)

func newsLatest(ctx context.Context, d *Desk, req Request) (Reply, error) {
	stories, err := storiesSince(ctx, d.DB.Reads, req.Place, d.Now().AddDate(0, 0, -newsDays), 0)
	if err != nil {
		return Reply{}, err
	}
	if len(stories) == 0 {
		return Reply{Text: Say("No news in the last two days. /source list shows what is read here.")}, nil
	}
	stories = stories[:min(newsMost, len(stories))]
	page, turn := turn(req, len(stories), newsPage)
	reply := Reply{Text: Say("The latest stories:"), Buttons: turn}
	for _, s := range stories[page.Start:page.End] {
		c, err := CardOf(ctx, d.DB.Reads, req.Place, s.lead(), match.Query{})
		if err != nil {
			return Reply{}, err
		}
		reply.Cards = append(reply.Cards, small(c))
	}
	return reply, nil
}

// small is a card as one of several.
func small(c Card) Card {
	c.Image, c.Related = "", nil
	return c
}

func newsSearch(ctx context.Context, d *Desk, req Request) (Reply, error) {
	q, err := query(req.Options["query"])
	if err != nil {
		return Reply{}, err
	}
	hits, err := search(ctx, d.DB.Reads, req.Place, q, time.Time{}, newsMost)
	if err != nil {
		return Reply{}, err
	}
	if len(hits) == 0 {
		return Reply{Text: Say("Nothing that was read here matches %v. Try fewer words.", bold(q.String()))}, nil
	}
	limited := len(hits) == newsMost
	hits = onePerStory(hits)
	page, turn := turn(req, len(hits), newsPage)
	reply := Reply{Text: Say("%v for %v:", plural(len(hits), "story", "stories"), bold(q.String())), Buttons: turn}
	if limited {
		reply.Text = Say("The newest %v for %v:", plural(len(hits), "story", "stories"), bold(q.String()))
	}
	for _, hit := range hits[page.Start:page.End] {
		c, err := CardOf(ctx, d.DB.Reads, req.Place, hit.article, q)
		if err != nil {
			return Reply{}, err
		}
		reply.Cards = append(reply.Cards, small(c))
	}
	return reply, nil
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
	articles, err := storyNamed(ctx, d, req)
	if err != nil {
		return Reply{}, err
	}
	inTime(articles)
	reply := Reply{Text: Say("Reported by %v since %v:", plural(countSources(articles), "source", "sources"), date(articles[0].Time()))}
	articles = articles[:min(timeline, len(articles))]
	added := whatEachAdded(articles)
	related := false // shown, which once is enough
	for i, a := range articles {
		c, err := CardOf(ctx, d.DB.Reads, req.Place, a, match.Query{})
		if err != nil {
			return Reply{}, err
		}
		c.Summary, c.Also, c.Buttons = added[i], nil, nil
		if i > 0 {
			c.Image, c.Hashtags = "", nil
		}
		if related {
			c.Related = nil
		}
		related = related || len(c.Related) > 0
		reply.Cards = append(reply.Cards, c)
	}
	return reply, nil
}

// whatEachAdded are the sentences of each article that say what those before
// it did not. One in another language than the first says what it says.
func whatEachAdded(articles []sources.Article) [][]Text {
	const sentences = 2 // an article
	out := make([][]Text, len(articles))
	var texts []summary.Article
	for i, a := range articles {
		texts = append(texts, summary.Article{Title: a.Title, Text: a.Text, Lang: a.Lang})
		if a.Lang != articles[0].Lang || len(articles) == 1 {
			out[i] = summarize(a, match.Query{})
		}
	}
	if len(articles) == 1 {
		return out
	}
	s := summary.OfStory(texts, summary.Options{Sentences: sentences * len(articles)})
	for k, sentence := range s.Sentences {
		i := s.Article[k]
		out[i] = append(out[i], Say("%v", sentence))
	}
	return out
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

// storyNamed is the story that somebody means: by its number, by the address
// of one of its articles, or by words of one.
func storyNamed(ctx context.Context, d *Desk, req Request) ([]sources.Article, error) {
	named := req.Options["story"]
	id, err := strconv.ParseInt(named, 10, 64)
	if err != nil {
		if id, err = storyWith(ctx, d, req.Place, named); err != nil {
			return nil, err
		}
	}
	articles, err := d.DB.Story(ctx, req.Place, id)
	if err == nil && len(articles) == 0 {
		err = NewMistake("There is no story %v here. /news latest shows the latest ones.", bold(named))
	}
	return articles, err
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
