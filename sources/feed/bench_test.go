package feed_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"

	"newshound/sources/feed"
)

// typical is a feed of 30 items and about 45 KB.
func typical() []byte {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>News</title><link>https://news.example/</link>`)
	for i := range 30 {
		fmt.Fprintf(&b, `<item><title>Item %d &amp; its title</title><link>https://news.example/%d</link><guid isPermaLink="false">post-%d</guid><dc:creator>Ada Reyes</dc:creator>
			<pubDate>Wed, 04 Mar 2026 10:%02d:00 +0000</pubDate><category>World</category><description>A teaser of item %d.</description>
			<content:encoded><![CDATA[<p>%s</p>]]></content:encoded></item>`, i, i, i, i, i, strings.Repeat("A sentence about the <b>news</b> of the day. ", 24))
	}
	b.WriteString("</channel></rss>")
	return []byte(b.String())
}

func BenchmarkParse(b *testing.B) {
	doc := typical()
	b.Run("cold", func(b *testing.B) {
		b.SetBytes(int64(len(doc)))
		for b.Loop() {
			if f, err := feed.Parse(doc, "", base); err != nil || len(f.Articles) != 30 {
				b.Fatal(err, len(f.Articles))
			}
		}
	})
	b.Run("one new of 30", func(b *testing.B) {
		b.SetBytes(int64(len(doc)))
		for b.Loop() {
			f, err := feed.ParseNew(doc, "", base, feed.Past{Known: func(key string, _ uint32) bool { return key != "post-0" }})
			if err != nil || len(f.Articles) != 1 {
				b.Fatal(err, len(f.Articles))
			}
		}
	})
	b.Run("gofeed", func(b *testing.B) {
		b.SetBytes(int64(len(doc)))
		for b.Loop() {
			if f, err := gofeed.NewParser().Parse(bytes.NewReader(doc)); err != nil || len(f.Items) != 30 {
				b.Fatal(err)
			}
		}
	})
}
