package discord

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"newshound/commands"
)

// Limits of a form (docs/interactions/receiving-and-responding#interaction-response-object-modal).
const (
	longestFormTitle = 45
	longestAsked     = 4000
	longestAskedHelp = 100

	shortInput = 1
	longInput  = 2
	shortValue = 80 // a longer one gets more than a line to be edited in
)

// A form asks for options of a line before the line is run.
type form struct {
	ID         string `json:"custom_id"`
	Title      string `json:"title"`
	Components []part `json:"components"`
}

// ask shows the form of a button or a choice: a field for each option that it
// asks for, which holds what the line has. It goes by the ID of what was
// pressed: no form can be waited for, so nothing is kept for one.
func (c *Chat) ask(ctx context.Context, in interaction, id, line string, asked []string) error {
	name, options, err := commands.Parse(line)
	if err != nil {
		return c.tell(ctx, in, answerMessage, commands.Reply{Text: commands.Say("%v", err), Private: true})
	}
	req := in.request()
	lang, err := commands.LangOf(ctx, c.db.Reads, req.Place, req.Person, req.Lang)
	if err != nil {
		return err
	}
	known, _ := commands.Find(name)
	f := form{ID: id, Title: cmp.Or(clip(oneLine(in.pressed()), longestFormTitle), name)}
	for _, o := range known.Options {
		if slices.Contains(asked, o.Name) && len(f.Components) < commands.MostAsked {
			f.Components = append(f.Components, field(lang, o, options[o.Name]))
		}
	}
	return c.callback(ctx, in, map[string]any{"type": answerForm, "data": f}, commands.File{})
}

// field asks for one option, by a menu where it is one of a few things.
func field(lang string, o commands.Option, value string) part {
	input := part{Type: partInput, CustomID: o.Name, Required: &o.Required}
	switch {
	case len(o.Choices) > 0 && len(o.Choices) <= mostSelect:
		input.Type = partSelect
		for _, one := range o.Choices {
			input.Options = append(input.Options, selected{Label: commands.Sentence(one).In(lang), Value: one, Default: one == value})
		}
	case o.Kind == commands.Channel:
		input.Type, input.Channels = partChannels, postable
		if _, err := strconv.ParseUint(value, 10, 64); err == nil {
			input.Defaults = []reference{{value, "channel"}}
		}
	default:
		input.Value, input.MaxLength = clip(value, longestAsked), longestAsked
		if input.Style = shortInput; length(value) > shortValue || strings.Contains(value, "\n") {
			input.Style = longInput
		}
	}
	first, size := utf8.DecodeRuneInString(commands.NameIn(lang, o.Name))
	label := string(unicode.ToUpper(first)) + commands.NameIn(lang, o.Name)[size:]
	return part{Type: partLabel, Label: clip(label, longestFormTitle), Description: clip(o.Help.In(lang), longestAskedHelp), Component: &input}
}

// answerFilled answers a form that was filled in: its line, with what people
// wrote in place of what it had.
func (c *Chat) answerFilled(ctx context.Context, desk *commands.Desk, in interaction) error {
	line, _, err := c.lineOf(ctx, in.Data.CustomID)
	if err != nil {
		return err
	}
	req := in.request()
	if req.Name, req.Options, err = commands.Parse(line); err != nil {
		return c.tell(ctx, in, answerMessage, commands.Reply{Text: commands.Say("%v", err), Private: true})
	}
	for _, p := range in.Data.Components {
		if p.Component == nil {
			continue
		}
		value := p.Component.Value
		if len(p.Component.Values) > 0 {
			value = p.Component.Values[0]
		}
		if value = strings.TrimSpace(value); value == "" {
			delete(req.Options, p.Component.CustomID)
		} else {
			req.Options[p.Component.CustomID] = value
		}
	}
	return c.answerRequest(ctx, desk, in, req, in.replaces(in.Data.CustomID, req))
}

// pressed is the label of the button, or of the choice, that was used.
func (in interaction) pressed() string {
	if in.Message == nil {
		return ""
	}
	return labelIn(in.Message.Components, in.Data.CustomID, in.Data.Values)
}

func labelIn(parts []part, id string, chosen []string) string {
	for _, p := range parts {
		if p.CustomID == id && p.Type == partButton {
			return p.Label
		}
		for _, o := range p.Options {
			if slices.Contains(chosen, o.Value) {
				return o.Label
			}
		}
		if s := labelIn(p.Components, id, chosen); s != "" {
			return s
		}
		if p.Accessory != nil && p.Accessory.CustomID == id {
			return p.Accessory.Label
		}
	}
	return ""
}
