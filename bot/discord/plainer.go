package discord

import (
	"cmp"
	"context"
	"strings"

	"newshound/commands"
	"newshound/sources"
)

// embedded renders a reply without components, for where Discord refuses
// them: each card an embed.
func (c *Chat) embedded(ctx context.Context, r commands.Reply) (message, error) {
	m := message{Content: fit(textLines(r.Text, longestContent), longestContent), Mentions: mentioned(r.Cards)}
	if r.Style == commands.StyleCompact || r.Style == commands.StyleHeadline {
		return c.plain(ctx, r) // an embed would be a card
	}
	left := mostEmbedText
	for _, card := range r.Cards[:min(mostEmbeds, len(r.Cards))] {
		e := embed{Title: cmp.Or(escaped(card.Title, longestTitle), "…"), URL: shortAddress(card.URL)}
		left -= length(e.Title)
		lines := cardLines(r.Lang, card)[1:]
		if e.URL == "" && address(card.URL) != "" { // too long for its field
			lines = append([]string{masked(sources.Host(card.URL), card.URL)}, lines...)
		}
		e.Description = fit(lines, min(longestEmbed, left))
		if left -= length(e.Description); left < 0 {
			break
		}
		m.Embeds = append(m.Embeds, e)
	}
	if m.Content == "" && len(m.Embeds) == 0 {
		m.Content = "…"
	}
	return m, nil
}

// plain renders a reply as nothing but text: what it says, and each card by
// its title and address. A title gives way to its address.
func (c *Chat) plain(_ context.Context, r commands.Reply) (message, error) {
	content := fit(textLines(r.Text, longestContent), longestContent)
	for _, card := range r.Cards {
		title, to := escape(clip(oneLine(card.Title), longestTitle)), address(card.URL)
		room := longestContent - length(content) - 2 - length(to)
		switch {
		case length(title) <= room:
		case room >= shortestTitle:
			title = escaped(card.Title, room)
		default:
			to = ""
		}
		content = strings.TrimSpace(fit([]string{content, title, to}, longestContent))
	}
	return message{Content: cmp.Or(content, "…"), Mentions: mentioned(r.Cards)}, nil
}

// firstLine is what a message that says a reply begins with, in every form.
func firstLine(r commands.Reply) string {
	if len(r.Cards) > 0 {
		return escape(clip(oneLine(r.Cards[0].Title), longestTitle))
	}
	lines := markupLines(r.Text)
	if len(lines) == 0 {
		return "…"
	}
	return lines[0]
}
