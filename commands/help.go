package commands

import "context"

// helpCommands is a function, since help lists every command, itself too.
func helpCommands() []Command {
	return []Command{{
		Name: "help", Help: "Show what you can ask, with examples.", Example: "/help", Private: true, run: help,
	}}
}

func help(context.Context, *Desk, Request) (Reply, error) {
	out := []Text{Say("I follow the news here: the right story once, short, with its sources.")}
	for _, c := range All() {
		if c.Pressed {
			continue
		}
		out = append(out, Say("%v: %v", strong(Text{typed(c.Example)}), c.Help))
	}
	out = append(out, Say(`Queries: words in any form, "a phrase", OR, -without, prefix*, (groups), title:word, source:name, "near each other"~5, =Exact.`))
	return Reply{Text: lines(out...), Buttons: []Button{
		{Label: "Latest news", Line: Line("news latest")}, {Label: "My alerts", Line: Line("alert list")}, {Label: "Sources", Line: Line("source list")},
	}}, nil
}
