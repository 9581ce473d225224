package commands

import (
	"context"
	"slices"
	"strings"
)

// helpCommands is a function, since help lists every command, itself too.
func helpCommands() []Command {
	return []Command{{
		Name: "help", Help: "Show what you can ask, with examples to press.", Example: "/help", Private: true, run: help,
		Options: []Option{{Name: "about", Help: "Which commands: alert, source, digest and so on.", Complete: completeGroups}},
	}}
}

// help shows what there is: the commands of one word, and what the others are
// about.
func help(_ context.Context, _ *Desk, req Request) (Reply, error) {
	if about := req.Options["about"]; about != "" {
		return helpAbout(req, about)
	}
	out := []Text{Say("I follow the news here: the right story once, short, with its sources.")}
	menu := Menu{Label: "More about…"}
	told := map[string]bool{}
	for _, c := range offered(req) {
		group, _, grouped := strings.Cut(c.Name, " ")
		switch {
		case told[group]:
		case grouped:
			out = append(out, Say("%v: %v", strong(Text{typed("/" + group)}), Groups()[group]))
			menu.Buttons = append(menu.Buttons, Button{Label: Groups()[group], Line: Line("help", "about", group)})
		default:
			out = append(out, Say("%v: %v", strong(Text{typed(c.Example)}), c.Help))
		}
		told[group] = true
	}
	out = append(out, Say(`Queries: words in any form, "a phrase", OR, -without, prefix*, (groups), title:word, source:name, "near each other"~5, =Exact.`))
	return Reply{Text: lines(out...), Buttons: toPress(req), Menu: menu}, nil
}

// ToHelp leads back to help, from what one of its examples shows.
var ToHelp = Button{Label: "Help", Line: "/help"}

// toPress are the examples that most people begin with.
func toPress(req Request) []Button {
	var out []Button
	if req.Manager {
		out = []Button{
			{Label: "Starter pack", Line: Line("start")},
			{Label: "Follow a source", Line: Line("follow"), Ask: []string{"url", "query"}},
			{Label: "Daily digest", Line: Line("digest set", "channel", "here", "time", "8:00"), Ask: []string{"time", "timezone", "days"}},
		}
	}
	out = append(out,
		Button{Label: "New alert", Line: Line("alert add", "to", "dm"), Ask: []string{"query", "to"}},
		Button{Label: "My alerts", Line: Line("alert list")},
		Button{Label: "Latest news", Line: Line("news latest")},
		Button{Label: "Search the news", Line: Line("news search"), Ask: []string{"query"}},
		Button{Label: "Summarize a page", Line: Line("summarize"), Ask: []string{"url"}},
		Button{Label: "My settings", Line: Line("settings me")},
	)
	if !req.Manager { // a chat may show these commands to managers alone
		out = append(out, sourcesButton, digestsButton)
	}
	return out
}

// offered are the commands that somebody can type.
func offered(req Request) []Command {
	return slices.DeleteFunc(All(), func(c Command) bool { return c.Pressed || c.Manage && !req.Manager })
}

// helpAbout shows the commands of one first word, each with its example to
// press.
func helpAbout(req Request, about string) (Reply, error) {
	var out []Text
	var buttons []Button
	for _, c := range offered(req) {
		if group, _, _ := strings.Cut(c.Name, " "); !strings.EqualFold(group, about) {
			continue
		}
		out = append(out, Say("%v: %v", strong(Text{typed(c.Example)}), c.Help))
		if try, ok := tryOut(c); ok {
			buttons = append(buttons, try)
		}
	}
	if len(out) == 0 {
		return Reply{}, NewMistake("There is no command %v. Try /help.", "/"+about)
	}
	return Reply{Text: lines(out...), Buttons: append(buttons, Button{Label: "Back", Line: Line("help")})}, nil
}

// tryOut is the button that runs a command's example, after a form for what
// the command needs.
func tryOut(c Command) (Button, bool) {
	try := Button{Label: Sentence("/" + c.Name), Line: c.Example}
	for _, o := range c.Options {
		if o.Required {
			try.Ask = append(try.Ask, o.Name)
		}
		if o.Required && o.Kind == Attachment {
			return try, false // no form takes a file
		}
	}
	return try, len(try.Ask) <= MostAsked
}

func completeGroups(_ context.Context, _ *Desk, req Request) ([]Choice, error) {
	var out []Choice
	for _, c := range offered(req) {
		if group, _, grouped := strings.Cut(c.Name, " "); grouped && !slices.Contains(out, Choice{group, group}) {
			out = append(out, Choice{group, group})
		}
	}
	return out, nil
}
