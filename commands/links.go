package commands

import (
	"cmp"
	"context"
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sync/errgroup"

	"newshound/sources"
	"newshound/sources/text/match"
	"newshound/storage"
)

var linksCommands = []Command{{
	Name: "summarize", Help: "Summarize a web page.", Example: "/summarize url:example.com/article", Anywhere: true, run: summarizePage,
	Options: []Option{{Name: "url", Help: "The page's address.", Required: true}},
}, {
	Name: "links", Help: "Summarize what a text links to, with related coverage.", Example: "/links text:see https://example.com/article",
	Private: true, Anywhere: true, Menu: "Summarize links", run: summarizeLinks,
	Options: []Option{{Name: "text", Help: "The text with the links.", Required: true}},
}}

const mostLinks = 5 // of one text

func summarizePage(ctx context.Context, d *Desk, req Request) (Reply, error) {
	c, err := pageCard(ctx, d, req.Place, req.Options["url"])
	return Reply{Cards: []Card{c}}, err
}

func summarizeLinks(ctx context.Context, d *Desk, req Request) (Reply, error) {
	found := linksIn(req.Options["text"])
	if len(found) == 0 {
		return Reply{}, NewMistake("There are no links in it.")
	}
	cards, failed := make([]Card, min(mostLinks, len(found))), make([]error, min(mostLinks, len(found)))
	var reading errgroup.Group
	for i := range cards {
		reading.Go(func() error {
			cards[i], failed[i] = pageCard(ctx, d, req.Place, found[i])
			if failed[i] != nil && !errors.As(failed[i], new(Mistake)) {
				return failed[i]
			}
			return nil
		})
	}
	if err := reading.Wait(); err != nil {
		return Reply{}, err
	}
	var reply Reply
	var said []Text
	for i, c := range cards {
		if failed[i] != nil {
			said = append(said, Say("• %v: %v", sources.Host(found[i]), failed[i]))
		} else {
			reply.Cards = append(reply.Cards, c)
		}
	}
	if n := len(found) - len(cards); n > 0 {
		said = append(said, Say("%v left out.", plural(n, "more link is", "more links are")))
	}
	reply.Text = lines(said...)
	return reply, nil
}

// pageCard is the card of a page as a place sees it: with who else covers the
// event, and what came before. Its error is a Mistake when the page cannot be
// read.
func pageCard(ctx context.Context, d *Desk, place, url string) (Card, error) {
	known, err := d.DB.ArticleAt(ctx, place, sources.Canonical(url))
	if err == nil && len(known.Summary) > 0 {
		return d.cardWithRelated(ctx, place, known)
	}
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return Card{}, err
	}
	a, err := d.Read(ctx, url)
	if err != nil {
		return Card{}, NewMistake("%v", err)
	}
	c := Card{
		Title: cmp.Or(a.Title, sources.Host(a.URL)), URL: a.URL, Source: cmp.Or(a.Author, sources.Host(a.URL)), Time: a.Published,
		Summary: marked(a.Summary, a.Lang, match.Query{}), Hashtags: a.Hashtags, Image: a.Image,
	}
	if len(c.Summary) == 0 {
		c.Note = Say("I found no text to read on that page.")
		return c, nil
	}
	return c, d.cover(ctx, place, a, &c)
}

// cover has a page's card say who else covers the event, and what came
// before, of what the place has read.
func (d *Desk) cover(ctx context.Context, place string, a sources.Article, c *Card) error {
	same, err := d.Coverage(ctx, a)
	if err != nil {
		return err
	}
	also, err := d.DB.Articles(ctx, place, same)
	if err != nil {
		return err
	}
	if len(also) > 0 {
		a.Story = also[0].Story
		c.Buttons = []Button{{Label: "More", Line: Line("news story", "story", strconv.FormatInt(also[0].Story, 10))}}
	}
	if c.Also, err = Links(ctx, d.DB.Reads, onePerSource(also)); err != nil {
		return err
	}
	c.Related, err = d.relatedLinks(ctx, place, a)
	return err
}

// onePerSource keeps the first article of each source.
func onePerSource(articles []sources.Article) []sources.Article {
	seen := map[int64]bool{}
	articles = slices.DeleteFunc(articles, func(a sources.Article) bool {
		was := seen[a.Source]
		seen[a.Source] = true
		return was
	})
	return articles[:min(mostAlso, len(articles))]
}

var linkPattern = regexp.MustCompile(`https?://[^\s<>"]+`)

// linksIn are the addresses in a text, each once. Those of the chat itself are
// left out.
func linksIn(text string) []string {
	var out []string
	seen := map[string]bool{}
	for _, s := range linkPattern.FindAllString(text, -1) {
		s = strings.TrimRight(s, ".,;:!?'*_|~")
		if strings.Count(s, ")") > strings.Count(s, "(") { // of a link's markup
			s = s[:strings.LastIndexByte(s, ')')]
		}
		host, key := sources.Host(s), sources.Canonical(s)
		if host == "" || host == "discord.com" || strings.HasSuffix(host, ".discordapp.com") || host == "discord.gg" || seen[key] {
			continue
		}
		seen[key] = true
		out = append(out, s)
	}
	return out
}
