package discord

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"newshound/commands"
)

// Find looks for a message among the channel's since a time, of which it reads
// a thousand at most.
func (c *Chat) Find(ctx context.Context, channel string, since time.Time, r commands.Reply) (string, error) {
	id, err := c.look(ctx, channel, since, r)
	return id, verdict(err, false)
}

func (c *Chat) look(ctx context.Context, channel string, since time.Time, r commands.Reply) (string, error) {
	is, err := c.kindOf(ctx, channel)
	if err != nil {
		return "", err
	}
	if r = is.fitting(r); is == isForum {
		ch, err := c.lookUp(ctx, channel)
		if err != nil {
			return "", err
		}
		return c.findInForum(ctx, ch, since, r)
	}
	self, err := c.me(ctx)
	if err != nil {
		return "", err
	}
	to, err := c.channel(ctx, channel)
	if err != nil {
		return "", err
	}
	var h hook
	if r.Byline && to == channel {
		if h, err = c.hookOf(ctx, channel); err != nil {
			return "", err
		}
	}
	const skew = time.Minute // between Discord's clock and ours
	after := max(0, (since.Add(-skew).UnixMilli()-epoch)<<22)
	return c.readOn(ctx, to, strconv.FormatInt(after, 10), func(m standing) bool {
		return (m.Author.ID == self || m.Author.ID == h.ID) && m.is(r)
	})
}

// readOn reads a channel's messages after one, oldest page first, until one is
// it.
func (c *Chat) readOn(ctx context.Context, channel, after string, is func(standing) bool) (string, error) {
	const page, pages = 100, 10
	for range pages {
		var found []standing
		path := fmt.Sprintf("/channels/%s/messages?limit=%d&after=%s", channel, page, after)
		if err := c.api.do(ctx, request{method: http.MethodGet, path: path, lane: alerts}, &found); err != nil {
			return "", err
		}
		if i := slices.IndexFunc(found, is); i >= 0 {
			return found[i].ID, nil
		}
		if len(found) < page {
			break
		}
		after = found[0].ID // the newest
	}
	return "", nil
}

// standing is a message as it stands in a channel.
type standing struct {
	ID         string
	Author     struct{ ID string }
	Content    string
	Embeds     []struct{ Title string }
	Components []part
}

// is reports whether the message says a reply: by its button to the story,
// which tells posts of one title apart, or where it has none by its first line.
func (m standing) is(r commands.Reply) bool {
	return m.leads(r) || !anyID(m.Components, isStory) && m.saysInAny(r)
}

// saysInAny reports whether the message's first line is a reply's, in any
// language: the channel may have changed its own since.
func (m standing) saysInAny(r commands.Reply) bool {
	return slices.ContainsFunc(commands.Languages(), func(lang string) bool {
		r.Lang = lang
		return m.says(firstLine(r.Translated()))
	})
}

// says reports whether the message's first line, in whatever form it was
// sent, is this.
func (m standing) says(line string) bool {
	has := func(s string) bool { return strings.Contains(s, line) }
	for _, e := range m.Embeds {
		cut := strings.TrimSuffix(e.Title, "…") // what its escapes left no room for
		if has(e.Title) || length(cut) > longestTitle/2 && strings.HasPrefix(line, cut) {
			return true
		}
	}
	return has(m.Content) || anyText(m.Components, has)
}

// leads reports whether the message leads on to where a reply's first card
// does: to its story, whatever its words and its other buttons have become.
func (m standing) leads(r commands.Reply) bool {
	if len(r.Cards) == 0 || len(r.Cards[0].Buttons) == 0 {
		return false
	}
	buttons := r.Cards[0].Buttons
	i := max(0, slices.IndexFunc(buttons, isMore))
	to, _ := customID("", behind(buttons[i]))
	return anyID(m.Components, func(line string) bool { return line == to })
}

// anyID reports whether what stands behind any of the parts is so.
func anyID(parts []part, is func(line string) bool) bool {
	return slices.ContainsFunc(parts, func(p part) bool {
		return p.CustomID != "" && is(strings.TrimLeft(p.CustomID, "0123456789")) ||
			p.Accessory != nil && anyID([]part{*p.Accessory}, is) || anyID(p.Components, is)
	})
}

// isMore reports whether a button shows a card's whole story.
func isMore(b commands.Button) bool { return isStory(b.Line) }

func isStory(line string) bool { return strings.HasPrefix(line, "/news story ") }

func anyText(parts []part, has func(string) bool) bool {
	for _, p := range parts {
		if has(p.Content) || anyText(p.Components, has) {
			return true
		}
	}
	return false
}
