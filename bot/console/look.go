package console

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"github.com/charmbracelet/lipgloss"

	"newshound/commands"
)

// A look is how things are shown. Without a terminal there are no colours.
type look struct {
	lang              string // of what is being shown
	columns           int
	now               func() time.Time
	bold, dim, title  lipgloss.Style
	tag, button, card lipgloss.Style
}

func newLook(out io.Writer, columns int, now func() time.Time) look {
	r := lipgloss.NewRenderer(out)
	style := r.NewStyle
	return look{
		columns: columns, now: now,
		bold:   style().Bold(true),
		dim:    style().Faint(true),
		title:  style().Bold(true).Foreground(lipgloss.Color("12")),
		tag:    style().Foreground(lipgloss.Color("6")),
		button: style().Foreground(lipgloss.Color("3")),
		card:   style().Border(lipgloss.ThickBorder(), false, false, false, true).BorderForeground(lipgloss.Color("4")).PaddingLeft(1).Width(columns - 2),
	}
}

// reply writes a reply and returns its buttons in the order of their numbers.
func (l look) reply(b *strings.Builder, r commands.Reply) []commands.Button {
	var buttons []commands.Button
	l.lang, r = r.Lang, r.Translated()
	if len(r.Text) > 0 {
		b.WriteString(l.wrap(l.text(r.Text)) + "\n")
	}
	if r.Style == commands.StyleCompact || r.Style == commands.StyleHeadline {
		for _, c := range r.Cards {
			b.WriteString(l.wrap(l.line(c, r.Style)) + "\n")
		}
		r.Cards = nil
	}
	for i, c := range r.Cards {
		if i > 0 {
			b.WriteString("\n")
		}
		if len(c.Section) > 0 {
			b.WriteString(l.bold.Render(l.sentence(c.Section)) + "\n\n")
		}
		b.WriteString(l.card.Render(l.cardText(c, len(buttons))) + "\n")
		buttons = append(buttons, c.Buttons...)
	}
	rest := append(append([]commands.Button{}, r.Buttons...), r.Menu.Buttons...)
	if len(rest) > 0 {
		b.WriteString(l.row(rest, len(buttons), len(r.Menu.Buttons) > 0) + "\n")
	}
	return append(buttons, rest...)
}

// cardText is a card's lines. Its buttons are numbered on from what came
// before.
func (l look) cardText(c commands.Card, before int) string {
	lines := []string{l.titleOf(c)}
	about := []string{}
	if c.Source != "" {
		about = append(about, oneLine(c.Source))
	}
	if !c.Time.IsZero() {
		about = append(about, l.age(c.Time))
	}
	add := func(s string, styles ...lipgloss.Style) {
		if s == "" {
			return // styled, it would still be a line
		}
		for _, style := range styles {
			s = style.Render(s)
		}
		lines = append(lines, s)
	}
	add(strings.Join(about, " · "), l.dim)
	add(oneLine(c.URL), l.dim)
	add(l.sentence(c.Update), l.dim)
	var sentences []string
	for _, s := range c.Summary {
		sentences = append(sentences, l.sentence(s))
	}
	add(strings.Join(sentences, " "))
	add(oneLine(strings.Join(c.Hashtags, " ")), l.tag)
	add(l.links(commands.Sentence("Also covered by").In(l.lang), c.Also, l.outlet, c.AlsoMore))
	add(l.links(commands.Sentence("Related").In(l.lang), c.Related, l.headline, nil))
	add(l.sentence(c.Note), l.dim)
	add(l.sentence(c.Last), l.dim)
	for _, m := range c.Mentions {
		add(l.text(commands.Text{{Mention: m}}))
	}
	if len(c.Buttons) > 0 {
		add(l.row(c.Buttons, before, false))
	}
	return strings.Join(lines, "\n")
}

// titleOf is a card's title, underlined the words that it was looked for by.
func (l look) titleOf(c commands.Card) string {
	if len(c.Titled) == 0 {
		return l.title.Render(oneLine(c.Title))
	}
	var b strings.Builder
	for _, p := range c.Titled {
		b.WriteString(l.title.Underline(p.Bold).Render(oneLine(p.Words)))
	}
	return b.String()
}

// line is a card on one line.
func (l look) line(c commands.Card, style string) string {
	out := []string{l.title.Render(oneLine(c.Title))}
	if style == commands.StyleCompact {
		if c.Source != "" {
			out = append(out, oneLine(c.Source))
		}
		if !c.Time.IsZero() {
			out = append(out, l.age(c.Time))
		}
	}
	if len(c.Update) > 0 {
		out = append(out, l.sentence(c.Update))
	}
	return strings.Join(append(out, l.dim.Render(oneLine(c.URL))), " · ")
}

func (l look) links(label string, links []commands.Link, one func(commands.Link) string, more commands.Text) string {
	if len(links) == 0 {
		return ""
	}
	var out []string
	for _, k := range links {
		out = append(out, one(k))
	}
	if len(more) > 0 {
		out = append(out, l.sentence(more))
	}
	return l.bold.Render(label+":") + " " + strings.Join(out, "; ")
}

func (l look) outlet(k commands.Link) string {
	return fmt.Sprintf("%s (%s)", oneLine(k.Source), l.age(k.Time))
}

func (l look) headline(k commands.Link) string {
	return fmt.Sprintf("%s (%s, %s)", oneLine(k.Title), oneLine(k.Source), l.age(k.Time))
}

// row shows buttons, side by side or each on a line.
func (l look) row(buttons []commands.Button, before int, column bool) string {
	var out []string
	for i, b := range buttons {
		out = append(out, l.button.Render(fmt.Sprintf("[%d] %s", before+i+1, oneLine(string(b.Label)))))
	}
	if column {
		return strings.Join(out, "\n")
	}
	return strings.Join(out, "  ")
}

func (l look) text(t commands.Text) string {
	var b strings.Builder
	for _, r := range t {
		switch {
		case !r.Time.IsZero() && r.Date:
			b.WriteString(commands.Day(r.Time.In(l.now().Location())).In(l.lang).String())
		case !r.Time.IsZero():
			b.WriteString(l.age(r.Time))
		case r.Channel != "":
			b.WriteString("#" + clean(r.Channel))
		case r.Mention != "":
			b.WriteString(clean(r.Mention))
		case r.Bold:
			b.WriteString(l.bold.Render(oneLine(r.Words)))
		case r.Link != "":
			b.WriteString(oneLine(r.Words))
		default:
			b.WriteString(clean(r.Words))
		}
	}
	return b.String()
}

// sentence is a text on one line.
func (l look) sentence(t commands.Text) string { return strings.ReplaceAll(l.text(t), "\n", " ") }

func (l look) age(t time.Time) string {
	return commands.Ago(t, l.now()).In(l.lang).String()
}

func (l look) wrap(s string) string {
	return lipgloss.NewStyle().Width(l.columns).Render(s)
}

// oneLine is clean for words that must not look like lines of ours.
func oneLine(s string) string { return strings.ReplaceAll(clean(s), "\n", " ") }

// clean takes out of a stranger's words what could steer a terminal, or turn
// the direction of what follows.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, s)
}
