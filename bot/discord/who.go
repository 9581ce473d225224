package discord

import (
	"slices"
	"strconv"
	"strings"

	"newshound/commands"
)

// Who has the application: a server, or a person for themselves
// (docs/interactions/receiving-and-responding#interaction-object-authorizing-integration-owners-object).
const installedByServer = "0"

// request is what an interaction asks, in the words of package commands.
func (in interaction) request() commands.Request {
	req := commands.Request{
		Place: in.Guild, Channel: in.Channel, Person: in.person(),
		Manager: in.manages(), Lang: commands.Language(in.Locale), Name: in.Data.Name, Options: map[string]string{},
	}
	if in.Message != nil && in.Message.Flags&flagEphemeral == 0 {
		req.Message = in.Message.ID
	}
	if in.Guild == "" || in.personal() {
		req.Place = commands.Direct(req.Person)
		req.Channel = req.Place
		req.Manager = true // of their own messages
	}
	if in.Data.Target != "" {
		return in.fromMenu(req)
	}
	given := in.Data.Options
	if len(given) == 1 && given[0].Type == typeSubcommand {
		req.Name += " " + given[0].Name
		given = given[0].Options
	}
	for _, g := range given {
		req.Options[g.Name] = in.value(g)
	}
	if known, ok := commands.Find(req.Name); ok && in.allowed(known) {
		req.Manager = true
	}
	return req
}

// fromMenu is the request for the command that was chosen in a message's menu:
// that message's text is its first option.
func (in interaction) fromMenu(req commands.Request) commands.Request {
	for _, c := range commands.All() {
		if string(c.Menu) == in.Data.Name {
			req.Name = c.Name
			req.Options[c.Options[0].Name] = in.Data.Resolved.Messages[in.Data.Target].text()
		}
	}
	return req
}

// personal reports whether somebody uses the application as their own, where
// the place has not got it, or is nobody's in particular.
func (in interaction) personal() bool {
	_, servers := in.Owners[installedByServer]
	return len(in.Owners) > 0 && !servers
}

// allowed reports whether Discord has let somebody use a command that is for
// those who manage the server, as its own settings may say of each command.
func (in interaction) allowed(c commands.Command) bool {
	return in.Type == askCommand && c.Manage && slices.ContainsFunc(registration(), func(r command) bool {
		return r.Name == in.Data.Name && r.Permissions != nil
	})
}

func (in interaction) person() string {
	switch {
	case in.Member != nil:
		return in.Member.User.ID
	case in.User != nil:
		return in.User.ID
	}
	return ""
}

func (in interaction) manages() bool {
	if in.Member == nil {
		return true
	}
	has, _ := strconv.ParseUint(in.Member.Permissions, 10, 64)
	return has&(manageGuild|administrator) != 0
}

// written is a message that somebody wrote.
type written struct {
	Content    string
	Embeds     []struct{ URL, Description string }
	Components []part
}

// text is all that a message says, and where it leads.
func (w written) text() string {
	out := []string{w.Content}
	for _, e := range w.Embeds {
		out = append(out, e.URL, e.Description)
	}
	anyText(w.Components, func(s string) bool {
		out = append(out, s)
		return false
	})
	return strings.TrimSpace(strings.Join(out, "\n"))
}
