// Package picture draws messages as Discord shows them, near enough for a
// README: a message of the fake Discord becomes an SVG.
package picture

import (
	"fmt"
	"html"
	"math"
	"strings"
	"time"

	"newshound/bot/discordtest"
)

// A View is what a picture shows beside the message.
type View struct {
	Asked string            // what somebody typed, "" for a post
	By    string            // who did
	Now   time.Time         // what ages are counted to
	Names map[string]string // of channels, roles and people, by ID
}

// Sizes, in pixels.
const (
	wide    = 560.0
	indent  = 56.0 // of what a message says, beside its author's picture
	margin  = 14.0
	size    = 14.5
	leading = 1.38
)

// The colours are those of Discord's dark theme.
const style = `text{font:14.5px "gg sans","Helvetica Neue",Helvetica,Arial,sans-serif;fill:#dbdee1}` +
	`.h{font-size:17px;font-weight:600}.s{font-size:12px;fill:#949ba4}.b{font-weight:700}.a{fill:#00a8fc}.u{text-decoration:underline}` +
	`.m{fill:#c9cdfb}.n{font-weight:600;fill:#f2f3f5}.l{font-size:13.5px;fill:#fff}.t{fill:#b5bac1}.s .b{fill:#b5bac1}`

// A painter draws one message from top to bottom.
type painter struct {
	View
	out         strings.Builder
	y           float64
	left, right float64
}

// Of draws a message.
func Of(m discordtest.Message, v View) []byte {
	p := &painter{View: v, left: indent, right: wide - margin, y: margin}
	if v.Asked != "" {
		p.asked()
	}
	p.author()
	if m.Content != "" {
		p.markup(m.Content)
	}
	for _, e := range m.Embeds {
		p.embed(e)
	}
	for _, c := range m.Components {
		p.part(c)
	}
	for _, a := range m.Attachments {
		p.attachment(a)
	}
	if m.Ephemeral() {
		p.space(3)
		p.line([]run{{"Only you can see this · ", "s"}, {"Dismiss message", "s a"}}, 12)
	}
	height := math.Ceil(p.y + margin)
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" width="%.0f" height="%.0f"><style>%s</style>`+"\n", wide, height, style)
	fmt.Fprintf(&b, `<rect width="%.0f" height="%.0f" rx="8" fill="#313338"/>`+"\n", wide, height)
	b.WriteString(p.out.String() + "</svg>\n")
	return []byte(b.String())
}

// asked shows who used which command.
func (p *painter) asked() {
	p.left = margin
	p.wrapped([]run{{p.By, "n"}, {" used ", "s"}, {p.Asked, "s a"}}, 12.5)
	p.space(6)
	p.left = indent
}

// author shows whose message it is.
func (p *painter) author() {
	fmt.Fprintf(&p.out, `<circle cx="%.0f" cy="%.0f" r="18" fill="#b5532a"/><text x="%.0f" y="%.0f" class="n" text-anchor="middle">N</text>`+"\n",
		margin+18, p.y+19, margin+18, p.y+24)
	base := p.baseline(size)
	at := p.left + width("Newshound", size, true) + 7
	fmt.Fprintf(&p.out, `<text x="%.0f" y="%.1f" class="n">Newshound</text>`, p.left, base)
	fmt.Fprintf(&p.out, `<rect x="%.1f" y="%.1f" width="30" height="15" rx="3" fill="#5865f2"/>`, at, base-12)
	fmt.Fprintf(&p.out, `<text x="%.1f" y="%.1f" class="l" style="font-size:10px">APP</text>`, at+5, base-1)
	fmt.Fprintf(&p.out, `<text x="%.1f" y="%.1f" class="s">Today at %s</text>`+"\n", at+37, base, p.Now.Format("15:04"))
}

// baseline moves on by a line, and is where its letters stand.
func (p *painter) baseline(size float64) float64 {
	p.y += size * leading
	return p.y - size*leading*0.28
}

func (p *painter) space(y float64) { p.y += y }

// line writes runs on a line.
func (p *painter) line(runs []run, size float64) {
	fmt.Fprintf(&p.out, `<text x="%.0f" y="%.1f">`, p.left, p.baseline(size))
	for _, r := range runs {
		words := html.EscapeString(r.words)
		if r.class == "" {
			p.out.WriteString(words)
		} else {
			fmt.Fprintf(&p.out, `<tspan class="%s">%s</tspan>`, r.class, words)
		}
	}
	p.out.WriteString("</text>\n")
}

// box draws a frame around what paint paints, which is above it in the file.
func (p *painter) box(fill string, inner float64, paint func()) {
	top, before := p.y, p.out.String()
	p.out.Reset()
	left, right := p.left, p.right
	p.left, p.right, p.y = p.left+inner, p.right-inner, p.y+inner
	paint()
	p.left, p.right, p.y = left, right, p.y+inner
	inside := p.out.String()
	p.out.Reset()
	fmt.Fprintf(&p.out, `%s<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" rx="8" fill="%s" stroke="#3f4147"/>`+"\n%s",
		before, left, top, right-left, p.y-top, fill, inside)
}
