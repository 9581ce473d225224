package webpage

import (
	"encoding/json"
	"strings"
)

// articleTypes are the schema.org types whose properties speak of an article,
// https://schema.org/CreativeWork.
var articleTypes = map[string]bool{
	"Article": true, "NewsArticle": true, "BlogPosting": true, "ReportageNewsArticle": true, "AnalysisNewsArticle": true,
	"OpinionNewsArticle": true, "BackgroundNewsArticle": true, "ReviewNewsArticle": true, "AskPublicNewsArticle": true,
	"AdvertiserContentArticle": true, "SatiricalArticle": true, "ScholarlyArticle": true, "TechArticle": true, "Report": true,
	"LiveBlogPosting": true, "SocialMediaPosting": true, "DiscussionForumPosting": true, "Review": true, "CriticReview": true,
	"Recipe": true, "HowTo": true, "NewsItem": true, "CreativeWork": true, "PodcastEpisode": true, "VideoObject": true,
}

// pageTypes speak of the page that the article is on. They count after it.
var pageTypes = map[string]bool{"WebPage": true, "ItemPage": true, "MedicalWebPage": true, "AboutPage": true}

// maxNesting is how deep JSON-LD is followed.
const maxNesting = 8

// An ldBlock is a block of JSON-LD as it is read.
type ldBlock struct {
	claims
	names map[string]string // of things, by their @id
}

// gatherLD adds what a block of JSON-LD says of an article, under "ld:" and
// the property's name, and of the page, under "page:".
func gatherLD(c claims, block string) {
	var v any
	if json.Unmarshal([]byte(block), &v) != nil && json.Unmarshal([]byte(repairJSON(block)), &v) != nil {
		return
	}
	l := ldBlock{c, map[string]string{}}
	l.learn(v, 0)
	l.walk(v, 0)
}

// learn takes in what things are called.
func (l ldBlock) learn(v any, depth int) {
	if depth > maxNesting {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			l.learn(e, depth+1)
		}
	case map[string]any:
		id, _ := v["@id"].(string)
		if name, ok := v["name"].(string); ok && id != "" {
			l.names[id] = name
		}
		for _, e := range v {
			l.learn(e, depth+1)
		}
	}
}

// repairJSON mends what pages most often get wrong: line breaks inside of
// strings, comments around the block, a semicolon after it.
func repairJSON(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, s)
	from, to := strings.IndexAny(s, "{["), strings.LastIndexAny(s, "}]")
	if from < 0 || to < from {
		return s
	}
	return s[from : to+1]
}

func (l ldBlock) walk(v any, depth int) {
	if depth > maxNesting {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			l.walk(e, depth+1)
		}
	case map[string]any:
		switch {
		case isType(v, articleTypes):
			l.addAll("ld:", v)
		case isType(v, pageTypes):
			l.addAll("page:", v)
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			l.walk(v[key], depth+1)
		}
	}
}

func isType(v map[string]any, types map[string]bool) bool {
	switch t := v["@type"].(type) {
	case string:
		return types[t]
	case []any:
		for _, e := range t {
			if s, ok := e.(string); ok && types[s] {
				return true
			}
		}
	}
	return false
}

// ldProperties are the properties that matter, with where their value is when
// it is a thing of its own.
var ldProperties = map[string]string{
	"headline": "name", "name": "name", "datePublished": "name", "dateCreated": "name", "dateModified": "name", "inLanguage": "name",
	"articleBody": "text", "url": "url", "image": "url", "author": "name", "creator": "name", "publisher": "name",
}

func (l ldBlock) addAll(prefix string, v map[string]any) {
	for property, within := range ldProperties {
		for _, s := range l.values(v[property], within, 0) {
			l.add(prefix+property, s)
		}
	}
}

// values are the strings that a property holds: itself, or what is within the
// thing it holds, or those of each in a list.
func (l ldBlock) values(v any, within string, depth int) []string {
	if depth > maxNesting {
		return nil
	}
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, e := range v {
			out = append(out, l.values(e, within, depth+1)...)
		}
		return out
	case map[string]any:
		id, _ := v["@id"].(string)
		if name := l.names[id]; within == "name" && v["name"] == nil && name != "" {
			return []string{name}
		}
		return l.values(v[within], within, depth+1)
	}
	return nil
}
