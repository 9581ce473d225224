package discord

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"newshound/commands"
)

// rich renders a reply in components. If it is too much for one message, the
// least important parts go first, a whole line or sentence at a time.
func (c *Chat) rich(ctx context.Context, r commands.Reply) (message, error) {
	numbered := 0
	number := func(b commands.Button) (string, error) {
		numbered++
		return c.lineID(ctx, strconv.Itoa(numbered), behind(b))
	}
	tail, err := rows(r, number)
	if err != nil {
		return message{}, err
	}
	left, parts := mostText, mostParts
	for _, p := range tail {
		parts -= p.count()
	}
	m := message{Flags: flagComponents, Mentions: mentioned(r.Cards)}
	if head := fit(textLines(r.Text, left), left); head != "" {
		m.Components = append(m.Components, part{Type: partText, Content: head})
		left -= length(head)
		parts--
	}
	for i, card := range r.Cards {
		p, err := shaped(r.Style)(r.Lang, card, share(r.Cards[i:], left), parts/(len(r.Cards)-i), number)
		if err != nil {
			return message{}, err
		}
		if p.count() > parts || textIn(p) > left {
			break
		}
		left, parts = left-textIn(p), parts-p.count()
		m.Components = append(m.Components, p)
	}
	m.Components = append(m.Components, tail...)
	return m, nil
}

// share is how much text the first of some cards gets, of so much for all of
// them: its title with its link, and an equal part of what the titles and links
// of all leave. If those are too much, the later cards go without their links.
func share(cards []commands.Card, most int) int {
	linked, bare := 0, 0
	for _, c := range cards[1:] {
		linked += titleLength(c)
		c.URL = ""
		bare += titleLength(c)
	}
	switch own := titleLength(cards[0]); {
	case own+linked <= most:
		return own + (most-own-linked)/len(cards)
	case own+bare <= most:
		return own
	}
	return most / len(cards)
}

// titleLength is the room that a card's title and its link take in any style.
func titleLength(c commands.Card) int {
	const marks = len("### ")
	return length(headingOf(c)) + marks + length(titleOf(c))
}

// rows are the buttons and the menu under a reply.
func rows(r commands.Reply, number func(commands.Button) (string, error)) ([]part, error) {
	var out []part
	for chunk := range slices.Chunk(append(outside(r), r.Buttons...), mostRowButtons) {
		row, err := buttons(chunk, number)
		if err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	offer := r.Menu
	if len(offer.Buttons) == 0 {
		offer = whyEach(r)
	}
	if len(offer.Buttons) == 0 {
		return out, nil
	}
	menu := part{Type: partSelect, CustomID: "menu", Placeholder: clip(oneLine(string(offer.Label)), longestSelected)}
	for _, b := range offer.Buttons[:min(mostSelect, len(offer.Buttons))] {
		id, err := number(b)
		if err != nil {
			return nil, err
		}
		menu.Options = append(menu.Options, selected{Label: label(b), Value: id})
	}
	return append(out, part{Type: partRow, Components: []part{menu}}), nil
}

// A shape is a card in a language, within a length of text and a number of
// parts.
type shape func(lang string, card commands.Card, most, parts int, number func(commands.Button) (string, error)) (part, error)

func shaped(style string) shape {
	switch style {
	case commands.StyleCompact:
		return compact
	case commands.StyleHeadline:
		return headline
	}
	return container
}

func buttons(list []commands.Button, number func(commands.Button) (string, error)) (part, error) {
	row := part{Type: partRow}
	for _, b := range list {
		id, err := number(b)
		if err != nil {
			return row, err
		}
		row.Components = append(row.Components, part{Type: partButton, Style: styleSecondary, Label: label(b), CustomID: id})
	}
	return row, nil
}

func label(b commands.Button) string {
	return cmp.Or(clip(oneLine(string(b.Label)), longestLabel), "…")
}

// container is a whole card.
func container(lang string, card commands.Card, most, parts int, number func(commands.Button) (string, error)) (part, error) {
	heading := headingOf(card)
	words := part{Type: partText, Content: heading + cardText(lang, card, most-length(heading))}
	p := part{Type: partContainer, Components: []part{words}}
	parts -= p.count()
	if n := min(len(card.Buttons), mostRowButtons); n > 0 && parts > n {
		row, err := buttons(card.Buttons[:n], number)
		if err != nil {
			return p, err
		}
		p.Components = append(p.Components, row)
		parts -= row.count()
	}
	if image := shortAddress(card.Image); image != "" && parts >= 2 {
		p.Components[0] = part{Type: partSection, Components: []part{words}, Accessory: &part{Type: partThumbnail, Media: &media{image}}}
	}
	return p, nil
}

// headingOf is the line above the first card of a section.
func headingOf(c commands.Card) string {
	if len(c.Section) == 0 {
		return ""
	}
	return "## " + clip(strings.Join(markupLines(c.Section), " "), longestTitle) + "\n"
}

func textIn(p part) int {
	n := length(p.Content)
	for _, kid := range p.Components {
		n += textIn(kid)
	}
	return n
}

// cardText is what a card says, in at most so many characters. If that is too
// few, related links go first, then hashtags, the sentences after the first, the
// links and then the names of other sources, the reason, the first sentence,
// the card's own source, and the end of its title. Its link goes last.
func cardText(lang string, card commands.Card, most int) string {
	c := card
	for {
		text := strings.Join(cardLines(lang, c), "\n")
		switch {
		case length(text) <= most:
			return text
		case len(c.Related) > 0:
			c.Related = c.Related[:len(c.Related)-1]
		case len(c.Hashtags) > 0:
			c.Hashtags = nil
		case len(c.Summary) > 1:
			c.Summary = c.Summary[:len(c.Summary)-1]
		case slices.ContainsFunc(c.Also, func(l commands.Link) bool { return length(l.URL) > longLink }):
			c.Also = withoutLongest(c.Also, func(l *commands.Link) *string { return &l.URL })
		case len(c.Also) > 0:
			c.Also = c.Also[:len(c.Also)-1]
		case len(c.Note) > 0:
			c.Note = nil
		case len(c.Last) > 0:
			c.Last = nil
		case len(c.Summary) > 0:
			c.Summary = nil
		case len(c.Update) > 0:
			c.Update = nil
		case c.Source != "" || !c.Time.IsZero():
			c.Source, c.Time = "", time.Time{}
		default:
			return titleWithin(c, most)
		}
	}
}

// longLink is the length from which a link gives way if there is no room for
// all that a text, or a card about several sources, says.
const longLink = 512

// withoutLongest is a list without the longest of its links.
func withoutLongest[T any](list []T, link func(*T) *string) []T {
	list = slices.Clone(list)
	longest := &list[0]
	for i := range list {
		if length(*link(&list[i])) > length(*link(longest)) {
			longest = &list[i]
		}
	}
	*link(longest) = ""
	return list
}

// textLines are a text's lines without the longest of its links if it takes
// more than so many characters with them.
func textLines(t commands.Text, most int) []string {
	for {
		lines := markupLines(t)
		if length(strings.Join(lines, "\n")) <= most || !slices.ContainsFunc(t, func(p commands.Piece) bool { return length(p.Link) > longLink }) {
			return lines
		}
		t = withoutLongest(t, func(p *commands.Piece) *string { return &p.Link })
	}
}

// titleWithin is a card's title in at most so many characters, with its link if
// that leaves room for words.
func titleWithin(c commands.Card, most int) string {
	if room := most - len("[]()") - length(address(c.URL)); address(c.URL) != "" && room >= shortestTitle {
		return linked(escaped(c.Title, min(room, longestTitle)), c.URL)
	}
	return cmp.Or(escaped(c.Title, min(max(most, 2), longestTitle)), "…")
}

// What stands before a card's links.
const (
	alsoCovered commands.Sentence = "Also covered by"
	related     commands.Sentence = "Related"
)

func cardLines(lang string, c commands.Card) []string {
	out := []string{"### " + cmp.Or(titleOf(c), "…")}
	var about []string
	if c.Source != "" {
		about = append(about, escape(c.Source))
	}
	if !c.Time.IsZero() {
		about = append(about, stamp(c.Time.Unix(), "R"))
	}
	add := func(prefix, s string) {
		if s != "" {
			out = append(out, prefix+s)
		}
	}
	add("-# ", strings.Join(about, " · "))
	add("-# ", strings.Join(markupLines(c.Update), " "))
	var sentences []string
	for _, s := range c.Summary {
		sentences = append(sentences, strings.Join(markupLines(s), " "))
	}
	add("", strings.Join(sentences, " "))
	var tags []string
	for _, t := range c.Hashtags {
		tags = append(tags, escape(t))
	}
	add("", strings.Join(tags, " "))
	add("**"+alsoCovered.In(lang)+"** ", links(c.Also, func(l commands.Link) string { return masked(l.Source, l.URL) + age(l) }, markupLines(c.AlsoMore)...))
	add("**"+related.In(lang)+"** ", links(c.Related, func(l commands.Link) string { return masked(l.Title, l.URL) + ", " + escape(l.Source) + age(l) }))
	add("-# ", strings.Join(markupLines(c.Note), " "))
	add("-# ", strings.Join(markupLines(c.Last), " "))
	add("", called(c))
	return out
}

// titleOf is a card's title, which leads to its article; underlined the words
// that it was looked for by.
func titleOf(c commands.Card) string {
	if len(c.Titled) == 0 || length(c.Title) > longestTitle {
		return masked(clip(oneLine(c.Title), longestTitle), c.URL)
	}
	var b strings.Builder
	for _, p := range c.Titled {
		mark := ""
		if p.Bold {
			mark = "__"
		}
		b.WriteString(within(mark, visible(p.Words)))
	}
	return linked(b.String(), c.URL)
}

func links(list []commands.Link, one func(commands.Link) string, more ...string) string {
	if len(list) == 0 {
		return ""
	}
	var out []string
	for _, l := range list {
		out = append(out, one(l))
	}
	return strings.Join(append(out, more...), " · ")
}

func age(l commands.Link) string { return " " + stamp(l.Time.Unix(), "R") }

// stamp shows a time in the reader's own zone and words.
func stamp(unix int64, style string) string { return fmt.Sprintf("<t:%d:%s>", unix, style) }

// markupLines renders a text, a line each.
func markupLines(t commands.Text) []string {
	var b strings.Builder
	for _, p := range t {
		switch {
		case !p.Time.IsZero() && p.Date:
			b.WriteString(stamp(p.Time.Unix(), "f"))
		case !p.Time.IsZero():
			b.WriteString(stamp(p.Time.Unix(), "R"))
		case p.Channel != "":
			b.WriteString("<#" + escape(p.Channel) + ">")
		case p.Mention != "":
			b.WriteString("<" + p.Mention + ">")
		default:
			b.WriteString(words(p))
		}
	}
	if b.Len() == 0 {
		return nil
	}
	return strings.Split(b.String(), "\n")
}

// words are a piece's words, line breaks and outer blanks kept.
func words(p commands.Piece) string {
	var out []string
	for _, line := range strings.Split(p.Words, "\n") {
		switch {
		case p.Link != "":
			out = append(out, between(line, func(s string) string { return masked(s, p.Link) }))
		case p.Bold:
			out = append(out, within("**", line))
		default:
			out = append(out, within("", line))
		}
	}
	return strings.Join(out, "\n")
}

// within is a line between marks of markdown.
func within(mark, line string) string {
	return between(line, func(s string) string { return mark + escape(s) + mark })
}

// between puts what a line has between its outer blanks into markdown.
func between(line string, markdown func(string) string) string {
	core := strings.TrimSpace(line)
	at := strings.Index(line, core)
	before, after := line[:at], line[at+len(core):]
	if core = oneLine(core); core != "" {
		core = markdown(core)
	}
	return blank(before) + core + blank(after)
}

func blank(s string) string {
	if s == "" {
		return ""
	}
	return " "
}

// fit keeps as many whole lines as there is room for.
func fit(lines []string, most int) string {
	var b strings.Builder
	for i, line := range lines {
		if length(b.String())+length(line)+1 > most {
			break
		}
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(line)
	}
	return b.String()
}

// mentioned are those whom the cards call.
func mentioned(cards []commands.Card) mentions {
	m := mentions{Parse: []string{}}
	for _, c := range cards {
		for _, who := range c.Mentions {
			if role, ok := strings.CutPrefix(who, "@&"); ok && len(m.Roles) < mostMentions {
				m.Roles = append(m.Roles, role)
			} else if !ok && len(m.Users) < mostMentions {
				m.Users = append(m.Users, strings.TrimPrefix(who, "@"))
			}
		}
	}
	return m
}
