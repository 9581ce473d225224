package discordtest

import (
	"fmt"
)

// options checks a list of options; deepest is the highest kind of nesting that may stand here.
func (f *form) options(at string, all []object, deepest int) {
	var names []string
	optional, nested := false, false
	for i, o := range all {
		here := fmt.Sprintf("%s.%d", at, i)
		kind := number(o, "type")
		f.named(here, o)
		f.once(here+".name", text(o, "name"), &names)
		if i > 0 && nested != (kind <= optGroup) {
			f.wrong(here+".type", "Sub-commands and other options cannot be mixed.")
		}
		nested = kind <= optGroup
		if truth(o, "required") && optional {
			f.wrong(here+".required", "Required options must be placed before non-required options")
		}
		optional = optional || !truth(o, "required")
		switch {
		case nested && kind > deepest:
			f.wrong(here+".type", "Groups hold sub-commands and sub-commands hold options: one level of groups.")
		case nested:
			f.options(here+".options", objects(o, "options"), kind-1)
			if kind == optGroup && len(list(o, "options")) == 0 {
				f.wrong(here+".options", "A group needs a sub-command.")
			}
		default:
			f.option(here, o)
		}
	}
}

func (f *form) option(at string, o object) {
	choices := objects(o, "choices")
	if truth(o, "autocomplete") && len(choices) > 0 {
		f.wrong(at+".autocomplete", "An option has choices or autocomplete, not both.")
	}
	if len(choices) > 25 {
		f.wrong(at+".choices", "Must be 25 or fewer in length.")
	}
	var names []string
	for i, choice := range choices {
		here := fmt.Sprintf("%s.choices.%d", at, i)
		f.once(here+".name", text(choice, "name"), &names)
		f.atMost(here+".name", text(choice, "name"), 100)
		f.atMost(here+".value", text(choice, "value"), 100)
	}
}
