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

// gatherLD adds what a block of JSON-LD says of an article, under "ld:" and
// the property's name, and of the page, under "page:".
func gatherLD(c claims, block string) {
	var v any
	if json.Unmarshal([]byte(block), &v) != nil && json.Unmarshal([]byte(repairJSON(block)), &v) != nil {
		return
	}
	walkLD(c, v, 0)
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

func walkLD(c claims, v any, depth int) {
	if depth > maxNesting {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			walkLD(c, e, depth+1)
		}
	case map[string]any:
		switch {
		case isType(v, articleTypes):
			addLD(c, "ld:", v)
		case isType(v, pageTypes):
			addLD(c, "page:", v)
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			walkLD(c, v[key], depth+1)
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

func addLD(c claims, prefix string, v map[string]any) {
	for _, key := range []string{"headline", "name", "datePublished", "dateCreated", "dateModified", "inLanguage", "url", "image", "articleBody"} {
		for _, s := range values(v[key], 0) {
			c.add(prefix+key, s)
		}
	}
	for _, key := range []string{"author", "creator", "publisher"} {
		for _, s := range values(v[key], 0) {
			c.add(prefix+key+".name", s)
		}
	}
}

// values are the strings that a property holds: itself, or the name or URL of
// the thing it holds, or those of each in a list.
func values(v any, depth int) []string {
	if depth > maxNesting {
		return nil
	}
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, e := range v {
			out = append(out, values(e, depth+1)...)
		}
		return out
	case map[string]any:
		for _, key := range []string{"name", "url", "@id"} {
			if out := values(v[key], depth+1); len(out) > 0 {
				return out
			}
		}
	}
	return nil
}
