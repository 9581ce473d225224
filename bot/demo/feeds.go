package demo

import (
	"encoding/json"
	"encoding/xml"
	"html"
	"io"
	"strings"
	"time"
)

// A format is a way to write a feed.
type format struct {
	contentType string
	render      func(w io.Writer, src Source, base string, items []item) error
}

var (
	rss      = format{"application/rss+xml; charset=utf-8", renderRSS}
	atom     = format{"application/atom+xml; charset=utf-8", renderAtom}
	jsonFeed = format{"application/feed+json", renderJSON}
)

type link struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type rssItem struct {
	Title       string   `xml:"title"`
	Link        string   `xml:"link"`
	GUID        string   `xml:"guid"`
	Creator     string   `xml:"dc:creator"`
	Published   string   `xml:"pubDate"`
	Categories  []string `xml:"category"`
	Description string   `xml:"description"`
	Content     string   `xml:"content:encoded,omitempty"`
	Picture     struct {
		URL    string `xml:"url,attr"`
		Medium string `xml:"medium,attr"`
	} `xml:"media:content"`
}

// renderRSS writes RSS 2.0, https://www.rssboard.org/rss-specification.
func renderRSS(w io.Writer, src Source, base string, items []item) error {
	var feed struct {
		XMLName     xml.Name  `xml:"rss"`
		Version     string    `xml:"version,attr"`
		Content     string    `xml:"xmlns:content,attr"`
		DC          string    `xml:"xmlns:dc,attr"`
		Media       string    `xml:"xmlns:media,attr"`
		Title       string    `xml:"channel>title"`
		Link        string    `xml:"channel>link"`
		Description string    `xml:"channel>description"`
		Language    string    `xml:"channel>language"`
		Built       string    `xml:"channel>lastBuildDate"`
		Items       []rssItem `xml:"channel>item"`
	}
	feed.Version = "2.0"
	feed.Content = "http://purl.org/rss/1.0/modules/content/"
	feed.DC = "http://purl.org/dc/elements/1.1/"
	feed.Media = "http://search.yahoo.com/mrss/"
	feed.Title, feed.Link, feed.Description, feed.Language = src.Name, base+src.Path, src.Tagline, src.Lang
	feed.Built = modified(items).UTC().Format(time.RFC1123Z)
	for _, it := range items {
		out := rssItem{Title: it.Title, Link: it.URL, GUID: it.URL, Creator: it.Author, Categories: it.Tags, Description: it.Lead}
		out.Published = it.Published.UTC().Format(time.RFC1123Z)
		out.Picture.URL, out.Picture.Medium = it.Image, "image"
		if src.full {
			out.Content = it.paragraphs()
		}
		feed.Items = append(feed.Items, out)
	}
	return writeXML(w, feed)
}

type typed struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

type term struct {
	Term string `xml:"term,attr"`
}

type atomEntry struct {
	ID         string `xml:"id"`
	Title      string `xml:"title"`
	Link       link   `xml:"link"`
	Published  string `xml:"published"`
	Updated    string `xml:"updated"`
	Author     string `xml:"author>name"`
	Categories []term `xml:"category"`
	Summary    typed  `xml:"summary"`
	Content    *typed `xml:"content"`
}

// renderAtom writes Atom, RFC 4287, with tag URIs, RFC 4151, for its ids.
func renderAtom(w io.Writer, src Source, base string, items []item) error {
	var feed struct {
		XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		Lang     string      `xml:"xml:lang,attr"`
		ID       string      `xml:"id"`
		Title    string      `xml:"title"`
		Subtitle string      `xml:"subtitle"`
		Updated  string      `xml:"updated"`
		Links    []link      `xml:"link"`
		Entries  []atomEntry `xml:"entry"`
	}
	authority := "tag:" + strings.Trim(src.Path, "/") + ".example,2026:"
	feed.Lang, feed.ID, feed.Title, feed.Subtitle = src.Lang, authority+"feed", src.Name, src.Tagline
	feed.Updated = stamp(modified(items))
	feed.Links = []link{{"self", "application/atom+xml", base + src.Feed}, {"alternate", "text/html", base + src.Path}}
	for _, it := range items {
		entry := atomEntry{
			ID: authority + it.Slug, Title: it.Title, Link: link{"alternate", "text/html", it.URL},
			Published: stamp(it.Published), Updated: stamp(it.Published),
			Author: it.Author, Summary: typed{"text", it.Lead},
		}
		for _, tag := range it.Tags {
			entry.Categories = append(entry.Categories, term{tag})
		}
		if src.full {
			entry.Content = &typed{"html", it.paragraphs()}
		}
		feed.Entries = append(feed.Entries, entry)
	}
	return writeXML(w, feed)
}

type jsonAuthor struct {
	Name string `json:"name"`
}

type jsonItem struct {
	ID        string       `json:"id"`
	URL       string       `json:"url"`
	Title     string       `json:"title"`
	Summary   string       `json:"summary"`
	HTML      string       `json:"content_html,omitempty"`
	Text      string       `json:"content_text,omitempty"`
	Image     string       `json:"image"`
	Published string       `json:"date_published"`
	Authors   []jsonAuthor `json:"authors"`
	Tags      []string     `json:"tags"`
}

// renderJSON writes JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/.
func renderJSON(w io.Writer, src Source, base string, items []item) error {
	feed := struct {
		Version     string     `json:"version"`
		Title       string     `json:"title"`
		Description string     `json:"description"`
		Home        string     `json:"home_page_url"`
		URL         string     `json:"feed_url"`
		Language    string     `json:"language"`
		Items       []jsonItem `json:"items"`
	}{"https://jsonfeed.org/version/1.1", src.Name, src.Tagline, base + src.Path, base + src.Feed, src.Lang, nil}
	for _, it := range items {
		out := jsonItem{
			ID: it.URL, URL: it.URL, Title: it.Title, Summary: it.Lead, Image: it.Image, Tags: it.Tags,
			Published: stamp(it.Published), Authors: []jsonAuthor{{it.Author}},
		}
		if src.full {
			out.HTML = it.paragraphs()
		} else {
			out.Text = it.Lead
		}
		feed.Items = append(feed.Items, out)
	}
	return json.NewEncoder(w).Encode(feed)
}

func writeXML(w io.Writer, feed any) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	return xml.NewEncoder(w).Encode(feed)
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

func escape(s string) string { return html.EscapeString(s) }
