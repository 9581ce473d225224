package discord

import (
	"cmp"
	"slices"
	"strings"

	"newshound/commands"
)

// compact is a card on one line, with the button that shows the rest at its
// end.
func compact(_ string, card commands.Card, most, parts int, number func(commands.Button) (string, error)) (part, error) {
	words := part{Type: partText, Content: compactText(card, most)}
	i := slices.IndexFunc(card.Buttons, isMore)
	if i < 0 || parts < 3 {
		return words, nil
	}
	id, err := number(card.Buttons[i])
	if err != nil {
		return words, err
	}
	more := part{Type: partButton, Style: styleSecondary, Label: label(card.Buttons[i]), CustomID: id}
	return part{Type: partSection, Components: []part{words}, Accessory: &more}, nil
}

// outside are the buttons of a single card that stand under it in a style that
// has no room for them inside: why an alert's post is there can always be
// asked.
func outside(r commands.Reply) []commands.Button {
	if len(r.Cards) != 1 || r.Style != commands.StyleCompact && r.Style != commands.StyleHeadline {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(r.Cards[0].Buttons), func(b commands.Button) bool { return !strings.HasPrefix(b.Line, whyLine) })
}

// whyEach has asked of several stories, in a style that has no room for a
// button each, why they are here: a menu of those that alerts are behind.
func whyEach(r commands.Reply) commands.Menu {
	var out commands.Menu
	if len(r.Cards) < 2 || r.Style != commands.StyleCompact && r.Style != commands.StyleHeadline {
		return out
	}
	for _, card := range r.Cards {
		for _, b := range card.Buttons {
			if strings.HasPrefix(b.Line, whyLine) {
				b.Label = commands.Sentence(card.Title)
				out.Buttons = append(out.Buttons, b)
			}
		}
	}
	out.Label = commands.Sentence(whyHere.In(r.Lang))
	return out
}

// What asks why an alert's post is there.
const (
	whyLine                   = "/alert why "
	whyHere commands.Sentence = "Why is it here?"
)

func compactText(c commands.Card, most int) string {
	out := []string{"**" + cmp.Or(masked(clip(oneLine(c.Title), longestTitle), c.URL), "…") + "**"}
	if c.Source != "" {
		out = append(out, escape(c.Source))
	}
	if !c.Time.IsZero() {
		out = append(out, stamp(c.Time.Unix(), "R"))
	}
	if len(c.Update) > 0 {
		out = append(out, strings.Join(markupLines(c.Update), " "))
	}
	if len(c.Note) > 0 {
		out = append(out, strings.Join(markupLines(c.Note), " "))
	}
	if len(c.Last) > 0 {
		out = append(out, strings.Join(markupLines(c.Last), " "))
	}
	return withCalls(out, c, most)
}

// headline is a card's title alone, what it is an update on, whom it calls, and
// that it was the last today.
func headline(_ string, card commands.Card, most, _ int, _ func(commands.Button) (string, error)) (part, error) {
	title := "**" + cmp.Or(masked(clip(oneLine(card.Title), longestTitle), card.URL), "…") + "**"
	out := []string{title}
	if len(card.Update) > 0 {
		out = append(out, strings.Join(markupLines(card.Update), " "))
	}
	if len(card.Last) > 0 {
		out = append(out, strings.Join(markupLines(card.Last), " "))
	}
	return part{Type: partText, Content: withCalls(out, card, most)}, nil
}

// withCalls joins what a line says with whom it calls, as much as there is
// room for.
func withCalls(out []string, c commands.Card, most int) string {
	if len(c.Mentions) > 0 {
		out = append(out, called(c))
	}
	for len(out) > 1 && length(strings.Join(out, " · ")) > most {
		out = out[:len(out)-1]
	}
	if s := strings.Join(out, " · "); length(s) <= most {
		return s
	}
	return titleWithin(c, most)
}

// called names those whom a card calls.
func called(c commands.Card) string {
	var out []string
	for _, m := range c.Mentions {
		out = append(out, "<"+m+">")
	}
	return strings.Join(out, " ")
}
