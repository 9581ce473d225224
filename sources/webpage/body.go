package webpage

import (
	"net/url"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
)

// least is how many bytes of text make an article; less is furniture.
const least = 100

// body is the text of the page's article, "" when there is none.
func body(doc *html.Node, p Page) string {
	base, err := url.Parse(p.URL)
	if err != nil {
		return ""
	}
	parser := readability.NewParser()
	article, err := parser.ParseDocument(doc, base)
	if err != nil || article.Node == nil {
		return ""
	}
	var b strings.Builder
	if html.Render(&b, article.Node) != nil {
		return ""
	}
	if text := PlainText(b.String()); len(text) >= least {
		return text
	}
	return ""
}
