package demo

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// ServeHTTP serves the sources' home pages, feeds, articles and pictures.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }

func (s *Site) route(src Source) {
	s.mux.HandleFunc("GET "+src.Path+"{$}", func(w http.ResponseWriter, r *http.Request) {
		items := s.visible(src, base(r))
		respond(w, r, "text/html; charset=utf-8", modified(items), func(w io.Writer) error {
			return renderHome(w, src, base(r), items)
		})
	})
	s.mux.HandleFunc("GET "+src.Feed, func(w http.ResponseWriter, r *http.Request) {
		items := s.visible(src, base(r))
		respond(w, r, src.format.contentType, modified(items), func(w io.Writer) error {
			return src.format.render(w, src, base(r), items)
		})
	})
	s.mux.HandleFunc("GET "+src.Path+"{slug}", func(w http.ResponseWriter, r *http.Request) {
		items := s.visible(src, base(r))
		for i, it := range items {
			if it.Slug == r.PathValue("slug") {
				respond(w, r, "text/html; charset=utf-8", it.Modified, func(w io.Writer) error {
					return renderArticle(w, src, base(r), items, i)
				})
				return
			}
		}
		http.NotFound(w, r)
	})
	s.mux.HandleFunc("GET "+src.Path+"pictures/{file}", func(w http.ResponseWriter, r *http.Request) {
		for _, it := range s.visible(src, base(r)) {
			if it.Slug+".png" == r.PathValue("file") {
				respond(w, r, "image/png", it.Modified, func(w io.Writer) error { return renderPicture(w, it.Slug) })
				return
			}
		}
		http.NotFound(w, r)
	})
}

func serveIndex(w http.ResponseWriter, r *http.Request) {
	respond(w, r, "text/html; charset=utf-8", time.Time{}, func(w io.Writer) error {
		return pages.ExecuteTemplate(w, "index.html", publications)
	})
}

func serveRobots(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	io.WriteString(w, "User-agent: *\nAllow: /\n")
}

// respond answers with what render writes, or with 304 to whom has it.
func respond(w http.ResponseWriter, r *http.Request, contentType string, modified time.Time, render func(io.Writer) error) {
	var body bytes.Buffer
	if err := render(&body); err != nil {
		http.Error(w, "The page could not be written.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("ETag", fmt.Sprintf(`"%.8x"`, sha256.Sum256(body.Bytes())))
	http.ServeContent(w, r, "", modified, bytes.NewReader(body.Bytes()))
}

// base is the scheme and host that a request came to.
func base(r *http.Request) string {
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

func modified(items []item) (latest time.Time) {
	for _, it := range items {
		if it.Modified.After(latest) {
			latest = it.Modified
		}
	}
	return latest
}

// paragraphs is an item's text as HTML.
func (it item) paragraphs() string {
	var b strings.Builder
	for _, p := range append([]string{it.Lead}, it.Paragraphs...) {
		fmt.Fprintf(&b, "<p>%s</p>\n", escape(p))
	}
	return b.String()
}
