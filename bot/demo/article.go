package demo

import (
	"bufio"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"time"
)

//go:embed site
var articleFiles embed.FS

// An article as it is written down: lines of "name: value", then paragraphs,
// all parted by blank lines. The first paragraph is the lead.
type article struct {
	Slug       string
	Title      string
	Author     string
	Tags       []string
	Caption    string // of its picture
	Lead       string
	Paragraphs []string // after the lead

	wave int
	age  time.Duration // how long before its wave it is dated
}

func readArticles(source string) ([]article, error) {
	files, err := fs.Glob(articleFiles, path.Join("site", source, "*.txt"))
	if err != nil {
		return nil, err
	}
	articles := make([]article, len(files))
	for i, name := range files {
		body, err := fs.ReadFile(articleFiles, name)
		if err != nil {
			return nil, err
		}
		if articles[i], err = parseArticle(string(body)); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		articles[i].Slug = strings.TrimSuffix(path.Base(name), ".txt")
	}
	return articles, nil
}

func parseArticle(s string) (article, error) {
	var a article
	blocks := strings.Split(strings.TrimSpace(s), "\n\n")
	if len(blocks) < 2 {
		return a, fmt.Errorf("no text after the header")
	}
	a.Lead, a.Paragraphs = blocks[1], blocks[2:]
	for lines := bufio.NewScanner(strings.NewReader(blocks[0])); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), ": ")
		if err := a.set(name, value); err != nil {
			return a, fmt.Errorf("%s: %w", name, err)
		}
	}
	return a, nil
}

func (a *article) set(name, value string) (err error) {
	switch name {
	case "title":
		a.Title = value
	case "author":
		a.Author = value
	case "caption":
		a.Caption = value
	case "tags":
		a.Tags = strings.Split(value, ", ")
	case "wave":
		a.wave, err = strconv.Atoi(value)
	case "age":
		a.age, err = time.ParseDuration(value)
	default:
		err = fmt.Errorf("unknown name")
	}
	return err
}
