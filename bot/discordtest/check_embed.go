package discordtest

import (
	"fmt"
	"net/url"
	"strings"
)

func (f *form) embeds(embeds []object) {
	total := 0
	for i, e := range embeds {
		at := fmt.Sprintf("embeds.%d.", i)
		parts := []string{text(e, "title"), text(e, "description"), text(child(e, "footer"), "text"), text(child(e, "author"), "name")}
		for j, field := range objects(e, "fields") {
			parts = append(parts, text(field, "name"), text(field, "value"))
			for _, key := range []string{"name", "value"} {
				if strings.TrimSpace(text(field, key)) == "" {
					f.wrong(fmt.Sprintf("%sfields.%d.%s", at, j, key), "This field is required")
				}
			}
		}
		f.atMost(at+"footer.text", text(child(e, "footer"), "text"), 2048)
		f.atMost(at+"author.name", text(child(e, "author"), "name"), 256)
		for _, s := range parts {
			total += len([]rune(s))
		}
		f.embedLinks(at, e)
		if strings.Join(parts, "") == "" && e["image"] == nil && e["thumbnail"] == nil {
			f.wrong(at+"description", "This field is required")
		}
	}
	if total > maxEmbedTotal {
		f.wrong("embeds", "Embed size exceeds maximum size of %d (it is %d).", maxEmbedTotal, total)
	}
}

func (f *form) embedLinks(at string, e object) {
	f.link(at+"url", text(e, "url"), "http", "https")
	f.link(at+"author.url", text(child(e, "author"), "url"), "http", "https")
	for _, key := range []string{"image", "thumbnail"} {
		if e[key] != nil {
			f.link(at+key+".url", text(child(e, key), "url"), "http", "https", "attachment")
		}
	}
}

// link notes an address that is not absolute or of another scheme; an empty one is let be.
func (f *form) link(path, address string, schemes ...string) {
	if address == "" {
		return
	}
	u, err := url.Parse(address)
	ok := false
	for _, scheme := range schemes {
		ok = ok || err == nil && u.Scheme == scheme && u.Host != ""
	}
	if !ok {
		f.wrong(path, "Not a well formed URL, or a scheme that is not one of %v.", schemes)
	}
}
