package picture

import (
	"fmt"
	"html"
	"strings"

	"newshound/bot/discordtest"
)

// Types of components (docs/components/reference).
const (
	row       = 1
	button    = 2
	choice    = 3
	section   = 9
	words     = 10
	thumbnail = 11
	gallery   = 12
	file      = 13
	separator = 14
	container = 17
)

// part draws a component.
func (p *painter) part(c discordtest.Component) {
	switch c.Type {
	case words:
		p.markup(c.Content)
	case container:
		p.space(4)
		p.box("#2b2d31", 12, func() { p.all(c.Components) })
		p.space(4)
	case section:
		p.section(c)
	case row:
		p.row(c.Components)
	case separator:
		p.space(6)
		fmt.Fprintf(&p.out, `<path d="M%.0f %.1fH%.0f" stroke="#3f4147"/>`+"\n", p.left, p.y, p.right)
		p.space(6)
	case gallery:
		p.space(4)
		p.image(p.left, p.y, p.right-p.left, 120)
		p.space(124)
	case file:
		p.attachment(discordtest.Attachment{Filename: strings.TrimPrefix(c.Media.URL, "attachment://")})
	default:
		p.all(c.Components)
	}
}

func (p *painter) all(parts []discordtest.Component) {
	for _, c := range parts {
		p.part(c)
	}
}

// section draws what stands beside a picture, or beside a button.
func (p *painter) section(c discordtest.Component) {
	const side, gap = 76.0, 12.0
	if c.Accessory == nil || c.Accessory.Type != thumbnail {
		p.all(c.Components)
		if c.Accessory != nil {
			p.row([]discordtest.Component{*c.Accessory})
		}
		return
	}
	top, right := p.y, p.right
	p.image(right-side, top, side, side)
	p.right -= side + gap
	p.all(c.Components)
	p.right = right
	p.y = max(p.y, top+side)
}

// image stands for a picture.
func (p *painter) image(x, y, w, h float64) {
	fmt.Fprintf(&p.out, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" rx="6" fill="#4a5568"/>`, x, y, w, h)
	fmt.Fprintf(&p.out, `<path d="M%.1f %.1fl%.1f-%.1f %.1f %.1f %.1f-%.1f %.1f %.1fz" fill="#7c8aa0"/>`+"\n",
		x+w*.12, y+h*.82, w*.26, h*.42, w*.16, h*.22, w*.12, h*.14, w*.22, h*.34)
}

// row draws buttons side by side, or a menu.
func (p *painter) row(parts []discordtest.Component) {
	const high, pad, gap = 30.0, 13.0, 8.0
	p.space(7)
	x := p.left
	for _, c := range parts {
		label, wide := c.Label, width(c.Label, 13.5, false)+2*pad
		if c.Type != button {
			label, wide = c.Placeholder, p.right-p.left
		}
		if x > p.left && x+wide > p.right {
			x = p.left
			p.space(high + gap)
		}
		colour := map[int]string{1: "#5865f2", 3: "#248046", 4: "#da373c"}[c.Style]
		if c.Type != button {
			colour = "#1e1f22"
		} else if colour == "" {
			colour = "#4e5058"
		}
		fmt.Fprintf(&p.out, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.0f" rx="6" fill="%s"/>`, x, p.y, wide, high, colour)
		anchor, at := ` text-anchor="middle"`, x+wide/2
		if c.Type != button {
			anchor, at = "", x+pad
			fmt.Fprintf(&p.out, `<path d="M%.1f %.1fl5 5 5-5" fill="none" stroke="#b5bac1" stroke-width="2"/>`, x+wide-24, p.y+13)
		}
		fmt.Fprintf(&p.out, `<text x="%.1f" y="%.1f" class="l"%s>%s</text>`+"\n", at, p.y+19.5, anchor, html.EscapeString(label))
		x += wide + gap
	}
	p.space(high + 2)
}

// embed draws a classic embed.
func (p *painter) embed(e discordtest.Embed) {
	p.space(4)
	top := p.y
	p.box("#2b2d31", 12, func() {
		if e.Title != "" {
			p.wrapped([]run{{e.Title, "h a"}}, 17)
		}
		if e.Description != "" {
			p.markup(e.Description)
		}
		for _, f := range e.Fields {
			p.wrapped([]run{{f.Name, "b"}}, size)
			p.markup(f.Value)
		}
		if e.Footer.Text != "" {
			p.wrapped([]run{{e.Footer.Text, "s"}}, 12)
		}
	})
	fmt.Fprintf(&p.out, `<rect x="%.1f" y="%.1f" width="4" height="%.1f" fill="#b5532a"/>`+"\n", p.left, top, p.y-top)
}

// attachment draws a file.
func (p *painter) attachment(a discordtest.Attachment) {
	p.space(6)
	p.box("#2b2d31", 12, func() {
		fmt.Fprintf(&p.out, `<path d="M%.1f %.1fh9l5 5v15h-14z" fill="#b5bac1"/>`, p.left, p.y)
		left := p.left
		p.left += 22
		defer func() { p.left = left }()
		p.line([]run{{a.Filename, "a"}}, size)
		if a.Size > 0 {
			p.line([]run{{fmt.Sprintf("%d bytes", a.Size), "s"}}, 12)
		}
	})
}
