package pipe

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"newshound/commands"
	"newshound/sources/fetch"
)

// ReadOne reads the page at a URL, or in a file of HTML or plain text.
func ReadOne(ctx context.Context, web *fetch.Client, name string, o ReadOptions) (Article, error) {
	id, _ := json.Marshal(name) // strings always encode
	if strings.HasPrefix(name, "http://") || strings.HasPrefix(name, "https://") {
		res, err := web.Get(ctx, fetch.Request{URL: name, Accept: "text/html"})
		if err != nil {
			return Article{}, err
		}
		return Page{ID: id, URL: res.URL, HTML: string(res.Body), contentType: res.ContentType}.Read(o)
	}
	content, err := os.ReadFile(name)
	if err != nil {
		return Article{}, fmt.Errorf("cannot read %s: name a file, or a URL with its https://", name)
	}
	if bytes.HasPrefix(bytes.TrimSpace(content), []byte("<")) {
		return Page{ID: id, HTML: string(content), contentType: "text/html"}.Read(o)
	}
	return Page{ID: id, Text: string(content)}.Read(o)
}

// Write writes an article as a line.
func Write(out io.Writer, a Article) error {
	line, err := marshal(a)
	if err != nil {
		return err
	}
	_, err = out.Write(line)
	return err
}

// Card is the article as a chat would show it.
func (a Article) Card() commands.Card {
	c := commands.Card{Title: a.Title, Source: a.Author, Hashtags: a.Hashtags, Summary: []commands.Text{commands.Say("%v", a.Summary)}}
	if a.Published != nil {
		c.Time = *a.Published
	}
	if len(a.Keyphrases) > 0 {
		c.Note = commands.Say("Key phrases: %v", strings.Join(a.Keyphrases, ", "))
	}
	return c
}
