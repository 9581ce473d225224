package match

import (
	"strings"

	"newshound/sources/text"
)

// A Doc is what a query looks at.
type Doc struct {
	Title, Text string
	Source      string // the source's name
	Author      string
	Site        string // host of the article's URL
	Lang        string // BCP 47 tag, or "" when unknown: then words match unstemmed
	Tags        []string
}

// Prepared is a Doc split into words. It may be used by several goroutines.
type Prepared struct {
	doc    Doc
	lang   string
	site   string
	title  zone
	text   zone
	source zone
	author zone
	tags   zone
}

// A zone is a stretch of words in which phrases are looked for.
type zone struct {
	raw  string
	lang string
	toks []text.Token
}

// Prepare splits a Doc into its words, once for all queries.
func Prepare(d Doc) *Prepared {
	lang := baseTag(d.Lang)
	return &Prepared{
		doc: d, lang: lang, site: siteName(d.Site),
		title:  newZone(d.Title, lang),
		text:   newZone(d.Text, lang),
		source: newZone(d.Source, ""),
		author: newZone(d.Author, ""),
		tags:   tagZone(d.Tags, lang),
	}
}

func newZone(s, lang string) zone { return zone{s, lang, text.Tokens(s, lang)} }

// tagZone puts an empty word between two tags, so that no phrase spans them.
func tagZone(tags []string, lang string) zone {
	z := zone{lang: lang}
	for _, tag := range tags {
		tag = strings.TrimLeft(tag, "#")
		for _, t := range text.Tokens(tag, lang) {
			t.Start += len(z.raw)
			t.End += len(z.raw)
			z.toks = append(z.toks, t)
		}
		z.raw += tag + "\n"
		z.toks = append(z.toks, text.Token{})
	}
	return z
}

// zones are where a field's words may stand.
func (d *Prepared) zones(f field) []*zone {
	switch f {
	case fieldTitle:
		return []*zone{&d.title}
	case fieldSource:
		return []*zone{&d.source}
	case fieldAuthor:
		return []*zone{&d.author}
	case fieldTag:
		return []*zone{&d.tags}
	}
	return []*zone{&d.title, &d.text}
}
