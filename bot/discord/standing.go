package discord

import (
	"slices"
	"strings"

	"newshound/commands"
)

// What somebody presses is answered by a message of its own, or changes the
// message that it stands under. One for a single person is one that changes.

// replaces reports whether what was pressed changes the message that it stands
// under rather than being answered beside it: in a message for one person
// alone whatever is not a card's, which goes on standing; in an answer that
// others see, too, what turns its pages.
func (in interaction) replaces(id string, req commands.Request) bool {
	if in.Message == nil || len(in.Message.Interaction) == 0 {
		return false
	}
	_, turns := req.Options["page"]
	return turns || in.Message.Flags&flagEphemeral != 0 && standsBelow(in.Message.Components, id)
}

// standsBelow reports whether a button, or a choice of a menu, is the
// message's own.
func standsBelow(parts []part, id string) bool {
	return slices.ContainsFunc(parts, func(row part) bool {
		return row.Type == partRow && slices.ContainsFunc(row.Components, func(p part) bool {
			return p.CustomID == id || slices.ContainsFunc(p.Options, func(o selected) bool { return o.Value == id })
		})
	})
}

// underHelp reports whether what was pressed stands under help, or under what
// leads back there.
func (in interaction) underHelp() bool {
	leads := func(id string) bool {
		line := strings.TrimLeft(id, "0123456789")
		return line == commands.ToHelp.Line || strings.HasPrefix(line, commands.ToHelp.Line+" ")
	}
	return slices.ContainsFunc(in.Message.Components, func(row part) bool {
		return slices.ContainsFunc(row.Components, func(p part) bool {
			return leads(p.CustomID) || slices.ContainsFunc(p.Options, func(o selected) bool { return leads(o.Value) })
		})
	})
}

// standsBeside reports whether a reply leaves what was pressed as it is: what
// went wrong, and a file, do.
func standsBeside(r commands.Reply) bool { return r.Failed || r.File.Name != "" }
