package discordtest

import (
	"fmt"
	"slices"
)

// tally is what is counted over all components of a message.
type tally struct {
	count, displayed int
	customIDs, ids   []string
}

// components checks what the description leaves out about a message's components: how many there are in all,
// what may stand at the top, unique ids, and what each type needs.
func (f *form) components(components []object, v2 bool) {
	if !v2 && len(components) > 5 {
		f.wrong("components", "Must be 5 or fewer in length.")
	}
	var sum tally
	for i, c := range components {
		at := fmt.Sprintf("components.%d", i)
		kind := number(c, "type")
		if !v2 && kind != actionRow {
			f.wrong(at+".type", "Components of type %d need MessageFlags.IS_COMPONENTS_V2.", kind)
		}
		f.component(at, c, &sum)
	}
	if sum.count > maxComponents {
		f.wrong("components", "A message holds %d components, nested ones counted; there are %d.", maxComponents, sum.count)
	}
	if sum.displayed > maxDisplayed {
		f.wrong("components", "All text together exceeds %d characters; it is %d.", maxDisplayed, sum.displayed)
	}
}

func (f *form) component(at string, c object, sum *tally) {
	sum.count++
	f.once(at+".custom_id", text(c, "custom_id"), &sum.customIDs)
	if c["id"] != nil && number(c, "id") != 0 {
		f.once(at+".id", fmt.Sprint(number(c, "id")), &sum.ids)
	}
	switch kind := number(c, "type"); kind {
	case actionRow:
		f.row(at, objects(c, "components"))
	case button:
		f.button(at, c)
	case stringSelect:
		f.menu(at, c)
	case textDisplay:
		sum.displayed += len([]rune(text(c, "content")))
	case thumbnail:
		f.link(at+".media.url", text(child(c, "media"), "url"), "http", "https", "attachment")
	case gallery:
		f.items(at, objects(c, "items"))
	}
	for i, inner := range objects(c, "components") {
		f.component(fmt.Sprintf("%s.components.%d", at, i), inner, sum)
	}
	if inner := child(c, "accessory"); inner != nil {
		f.component(at+".accessory", inner, sum)
	}
}

func (f *form) once(path, id string, seen *[]string) {
	if id == "" {
		return
	}
	if slices.Contains(*seen, id) {
		f.wrong(path, "Component custom id or id %q cannot be duplicated.", id)
	}
	*seen = append(*seen, id)
}

// row allows five buttons, or one select menu.
func (f *form) row(at string, inside []object) {
	menus := 0
	for _, c := range inside {
		if number(c, "type") != button {
			menus++
		}
	}
	if menus > 0 && len(inside) > 1 {
		f.wrong(at+".components", "A row holds one select menu and nothing else.")
	}
	if len(inside) > maxRowButtons {
		f.wrong(at+".components", "Must be %d or fewer in length.", maxRowButtons)
	}
}

func (f *form) button(at string, b object) {
	style, id, address := number(b, "style"), text(b, "custom_id"), text(b, "url")
	switch {
	case style == linkButton:
		f.link(at+".url", address, "http", "https", "discord")
		if address == "" || id != "" {
			f.wrong(at+".url", "A link button has a url and no custom_id.")
		}
	case style != premiumButton && (id == "" || address != ""):
		f.wrong(at+".custom_id", "A button has a custom_id and no url, unless it is a link.")
	}
	if style != premiumButton && text(b, "label") == "" && b["emoji"] == nil {
		f.wrong(at+".label", "A button needs a label or an emoji.")
	}
}

func (f *form) menu(at string, m object) {
	options := objects(m, "options")
	lowest, highest := 1, 1
	if m["min_values"] != nil {
		lowest = number(m, "min_values")
	}
	if m["max_values"] != nil {
		highest = number(m, "max_values")
	}
	if lowest > highest || highest > len(options) {
		f.wrong(at+".max_values", "Must be from min_values up to the number of options.")
	}
	var values []string
	chosen := 0
	for i, o := range options {
		f.once(fmt.Sprintf("%s.options.%d.value", at, i), text(o, "value"), &values)
		if truth(o, "default") {
			chosen++
		}
	}
	if chosen > highest {
		f.wrong(at+".options", "More options are chosen by default than max_values allows.")
	}
}

func (f *form) items(at string, items []object) {
	if len(items) < 1 || len(items) > 10 {
		f.wrong(at+".items", "Must be between 1 and 10 in length.")
	}
	for i, item := range items {
		f.link(fmt.Sprintf("%s.items.%d.media.url", at, i), text(child(item, "media"), "url"), "http", "https", "attachment")
	}
}
