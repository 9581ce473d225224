package commands

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

var discussCommands = []Command{{
	Name: "discuss", Help: "Open a thread on a post.", Example: "/discuss story:1", Private: true, Pressed: true, run: discuss,
	Options: []Option{{Name: "story", Help: "Its number.", Required: true}},
}}

// discuss opens a thread on the post whose button was pressed.
func discuss(ctx context.Context, d *Desk, req Request) (Reply, error) {
	if d.Thread == nil || req.Message == "" || req.Channel == Direct(req.Person) {
		return Reply{}, NewMistake("There are threads only on posts in a server's channels.")
	}
	_, articles, err := storyNamed(ctx, d, req)
	if err != nil {
		return Reply{}, err
	}
	inTime(articles)
	thread, err := d.Thread(ctx, req.Channel, req.Message, story(articles).lead(req.Lang).Title)
	return Reply{Text: Say("Discuss it in %v.", inChannel(thread))}, err
}

// InOrder sorts a post's buttons: why it came, what to hear more or less of,
// and last what shows the rest.
func InOrder(buttons []Button) []Button {
	order := []string{"/alert why", "/story follow", "/mute", "/discuss", "/news story"}
	rank := func(b Button) int {
		return slices.IndexFunc(order, func(name string) bool { return strings.HasPrefix(b.Line, name) })
	}
	buttons = slices.Clone(buttons)
	slices.SortStableFunc(buttons, func(a, b Button) int { return cmp.Compare(rank(a), rank(b)) })
	return buttons
}

// PostButtons are the buttons that a post in a channel has beside those of its
// card.
func PostButtons(channel string, article int64) []Button {
	if strings.HasPrefix(channel, Direct("")) {
		return nil
	}
	return []Button{{Label: "Discuss", Line: storyLine("discuss", article)}}
}
