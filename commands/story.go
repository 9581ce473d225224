package commands

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"newshound/sources"
	"newshound/sources/text/summary"
	"newshound/storage"
)

var oneStory = Option{Name: "story", Help: "Its number, a link, or words from it.", Required: true, Complete: completeStory}

// followedStory is one that somebody follows.
var followedStory = Option{Name: "story", Help: oneStory.Help, Required: true, Complete: completeFollowed}

var storyCommands = []Command{{
	Name: "story follow", Help: "Tell me when something new is said of a story.", Example: "/story follow story:ferry",
	Private: true, run: storyFollow,
	Options: []Option{oneStory, {Name: "to", Help: "Where to: here, dm, or a channel; dm if you leave it out.", Complete: completeTo}},
}, {
	Name: "story unfollow", Help: "Stop telling me of a story.", Example: "/story unfollow story:ferry",
	Private: true, run: storyUnfollow, Options: []Option{followedStory, withoutAsking},
}, {
	Name: "story list", Help: "Show the stories that you follow.", Example: "/story list", Private: true, run: storyList,
}}

const (
	// FollowDays is how long a story may be without news until those who
	// follow it do so no more.
	FollowDays  = 7
	mostStories = 25 // that one follows in a place: as many as a menu shows
)

func storyFollow(ctx context.Context, d *Desk, req Request) (Reply, error) {
	place, articles, err := storyNamed(ctx, d, req)
	if err != nil {
		return Reply{}, err
	}
	if req.Options["to"] == "" {
		req.Options["to"] = "dm"
	}
	f := storage.StoryFollow{Place: place, Person: req.Person, Story: articles[0].Story, Created: d.Now()}
	if f.Channel, err = channelToPost(ctx, d, req, req.Options["to"]); err != nil {
		return Reply{}, err
	}
	had, err := d.DB.StoryFollows(ctx, place, req.Person)
	if err != nil {
		return Reply{}, err
	}
	if len(had) >= mostStories && !slices.ContainsFunc(had, func(h storage.StoryFollow) bool { return h.Story == f.Story }) {
		return Reply{}, NewMistake("You follow %v already, which is all there is room for. /story list shows them; leave one first.",
			plural(len(had), "story", "stories"))
	}
	if err := d.DB.Tx(ctx, func(tx *storage.Tx) error { return tx.FollowStory(ctx, f) }); err != nil {
		return Reply{}, err
	}
	return Reply{
		Text: Say("You follow this story: %v. When something new is said, it comes to %v. That ends by itself %v days after the last news of it.",
			bold(story(articles).lead(req.Lang).Title), destination(req, f.Channel), FollowDays),
		Buttons: []Button{{Label: "Unfollow", Line: storyLine("story unfollow", f.Story)}},
	}, nil
}

// storyLine is a command line that names a story.
func storyLine(command string, story int64) string {
	return Line(command, "story", strconv.FormatInt(story, 10))
}

func storyUnfollow(ctx context.Context, d *Desk, req Request) (Reply, error) {
	place, articles, err := storyNamed(ctx, d, req)
	if err != nil {
		return Reply{}, err
	}
	title := bold(story(articles).lead(req.Lang).Title)
	f, err := d.DB.StoryFollow(ctx, place, req.Person, articles[0].Story)
	if errors.Is(err, storage.ErrNotFound) {
		return Reply{}, NewMistake("You do not follow this story: %v. /story list shows those that you follow.", title)
	}
	if err != nil {
		return Reply{}, err
	}
	if ask, asks := first(req, "Unfollow", Say("Stop following this story: %v?", title)); asks {
		return ask, nil
	}
	var back Button
	err = d.DB.Tx(ctx, func(tx *storage.Tx) (err error) {
		back, err = undoable(ctx, tx, d, req, numbered("story", f.Story), Button{Label: "Stories that I follow", Line: Line("story list")},
			rowsOf("story_follows", "place", place, "person", req.Person, "story_id", f.Story))
		if err != nil {
			return err
		}
		return tx.UnfollowStory(ctx, place, req.Person, f.Story)
	})
	return Reply{Text: Say("You follow this story no more: %v.", title), Buttons: []Button{back}}, err
}

func storyList(ctx context.Context, d *Desk, req Request) (Reply, error) {
	all, err := d.DB.StoryFollows(ctx, req.Place, req.Person)
	if err != nil {
		return Reply{}, err
	}
	out := []Text{Say("You follow %v:", plural(len(all), "story", "stories"))}
	menu := Menu{Label: "Unfollow a story"}
	for _, f := range all {
		articles, err := d.DB.Story(ctx, req.Place, f.Story)
		if err != nil {
			return Reply{}, err
		}
		if len(articles) == 0 {
			continue // its sources were removed here
		}
		lead, latest := story(articles).lead(req.Lang), story(articles).latest()
		out = append(out, Say("• %v, last news %v", link(lead.Title, lead.URL), age(latest)))
		menu.Buttons = append(menu.Buttons, Button{Label: Sentence(lead.Title), Line: storyLine("story unfollow", f.Story)})
	}
	if len(menu.Buttons) == 0 {
		return Reply{Text: Say("You follow no stories here. Press Follow story on a card, or use /story follow.")}, nil
	}
	return Reply{Text: lines(out...), Menu: menu}, nil
}

const (
	newsAtOnce   = 3  // articles that one update shows
	newSentences = 2  // of each
	mostKnown    = 30 // earlier articles that one is held against
)

// StoryNews is what somebody who follows a story is told: what its articles
// say that those they know of did not, and the newest that was looked at. It
// has no cards when there is nothing to say.
func StoryNews(ctx context.Context, r storage.Reads, f storage.StoryFollow) (reply Reply, newest int64, err error) {
	articles, err := r.Story(ctx, f.Place, f.Story)
	if err != nil || len(articles) == 0 {
		return Reply{}, 0, err
	}
	lang, err := LangOf(ctx, r, f.Place, f.Person, "")
	if err != nil {
		return Reply{}, 0, err
	}
	reply.Text = Say("New in a story that you follow: %v", bold(story(articles).lead(lang).Title))
	for i, a := range articles {
		newest = a.ID
		if a.ID <= f.Told {
			continue
		}
		sentences, isNew := newIn(a, articles[:i])
		if !isNew {
			continue
		}
		src, err := r.Source(ctx, a.Source)
		if err != nil {
			return Reply{}, 0, err
		}
		reply.Cards = append(reply.Cards, Card{Title: a.Title, URL: a.URL, Source: src.Name(), Time: a.Time(), Summary: sentences})
		if len(reply.Cards) == newsAtOnce {
			break // the rest comes next time
		}
	}
	reply.Buttons = []Button{
		{Label: "More", Line: storyLine("news story", f.Story)},
		{Label: "Unfollow", Line: storyLine("story unfollow", f.Story)},
	}
	return reply, newest, nil
}

// newIn is what an article adds to those before it, if it is anything, for
// whoever has read them. Of one without a text the headline may be new. In a
// language of its own it adds nothing that can be told from what they know.
func newIn(a sources.Article, before []sources.Article) (sentences []Text, isNew bool) {
	if !slices.ContainsFunc(before, func(b sources.Article) bool { return b.Lang == a.Lang }) {
		return nil, false
	}
	if a.Text == "" {
		return nil, len(added(sources.Article{Text: a.Title, Lang: a.Lang}, before)) > 0
	}
	sentences = added(a, before)
	return sentences, len(sentences) > 0
}

// added are the sentences of an article that say what those before it did not.
func added(a sources.Article, before []sources.Article) []Text {
	var known []summary.Article
	for _, b := range before[max(0, len(before)-mostKnown):] {
		known = append(known, inShort(b))
	}
	var out []Text
	for _, s := range summary.Added(inShort(a), known, summary.Options{Sentences: newSentences}).Sentences {
		out = append(out, Say("%v", s))
	}
	return out
}

func inShort(a sources.Article) summary.Article {
	return summary.Article{Title: a.Title, Text: a.Text, Lang: a.Lang}
}

// completeStory offers the latest stories of the place.
func completeStory(ctx context.Context, d *Desk, req Request) ([]Choice, error) {
	const most = 50 // stories, among which to look for what is being typed
	heads, err := d.DB.StoryHeads(ctx, req.Place, d.Now().AddDate(0, 0, -newsDays), 0, 0)
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, h := range heads[:min(most, len(heads))] {
		ids = append(ids, h.ID)
	}
	return storyChoices(ctx, d, req.Place, req.Lang, ids)
}

// completeFollowed offers the stories that somebody follows.
func completeFollowed(ctx context.Context, d *Desk, req Request) ([]Choice, error) {
	all, err := d.DB.StoryFollows(ctx, req.Place, req.Person)
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, f := range all {
		ids = append(ids, f.Story)
	}
	return storyChoices(ctx, d, req.Place, req.Lang, ids)
}

func storyChoices(ctx context.Context, d *Desk, place, lang string, ids []int64) ([]Choice, error) {
	var out []Choice
	for _, id := range ids {
		articles, err := d.DB.Story(ctx, place, id)
		if err != nil {
			return nil, err
		}
		if len(articles) > 0 {
			out = append(out, Choice{story(articles).lead(lang).Title, strconv.FormatInt(id, 10)})
		}
	}
	return out, nil
}
