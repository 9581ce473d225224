package demo

import (
	"embed"
	"html/template"
	"io"
	"slices"
	"strings"
	"time"
)

//go:embed layout
var layoutFiles embed.FS

var pages = template.Must(template.New("").
	Funcs(template.FuncMap{"stamp": stamp, "minutes": readingMinutes}).
	ParseFS(layoutFiles, "layout/*.html"))

// labels are the words of a page's furniture in one language.
type labels struct {
	Home, News, Search, By, Share, Mail, Copy, Related, Minutes string
	Newsletter, NewsletterText, Subscribe, Imprint, Privacy     string
	Cookies, Accept, Reject                                     string

	date string // layout for time.Time.Format
}

var furniture = map[string]labels{
	"en": {
		"Home", "News", "Search", "By", "Share this article", "Mail", "Copy link", "More from us", "min read",
		"Our newsletter", "The day's news in your inbox at seven. Free, and gone with one click.", "Sign up", "About us", "Privacy",
		"We use cookies to remember that we asked you about cookies.", "Accept all", "Only what is needed",
		"2 January 2006, 15:04",
	},
	"de": {
		"Startseite", "Nachrichten", "Suche", "Von", "Artikel teilen", "E-Mail", "Link kopieren", "Mehr zum Thema", "Min. Lesezeit",
		"Unser Newsletter", "Jeden Morgen um sieben das Wichtigste vom Tag. Kostenlos und jederzeit kündbar.", "Anmelden", "Impressum", "Datenschutz",
		"Wir setzen Cookies ein, um uns Ihre Wahl zu merken.", "Alle annehmen", "Nur notwendige",
		"02.01.2006, 15:04 Uhr",
	},
	"fr": {
		"Accueil", "Actualités", "Recherche", "Par", "Partager", "Courriel", "Copier le lien", "À lire aussi", "min de lecture",
		"Notre lettre", "L'essentiel, chaque matin à sept heures. Gratuit et sans engagement.", "S'inscrire", "Mentions légales", "Vie privée",
		"Nous utilisons des cookies pour retenir votre choix.", "Tout accepter", "Continuer sans accepter",
		"02/01/2006 à 15h04",
	},
}

// A page is what the templates are filled with.
type page struct {
	Source  Source
	Words   labels
	Home    string // URL
	FeedURL string
	Type    string // media type of the feed
	Item    item   // of an article page
	Items   []item // the others
}

// Date writes a time in the page's language.
func (p page) Date(t time.Time) string { return t.Format(p.Words.date) }

func newPage(src Source, base string, items []item) page {
	mediaType, _, _ := strings.Cut(src.format.contentType, ";")
	return page{Source: src, Words: furniture[src.Lang], Home: base + src.Path, FeedURL: base + src.Feed, Type: mediaType, Items: items}
}

func renderHome(w io.Writer, src Source, base string, items []item) error {
	return pages.ExecuteTemplate(w, "home.html", newPage(src, base, items))
}

// renderArticle writes the page of items[i], with links to three others.
func renderArticle(w io.Writer, src Source, base string, items []item, i int) error {
	others := slices.Delete(slices.Clone(items), i, i+1)
	p := newPage(src, base, others[:min(3, len(others))])
	p.Item = items[i]
	return pages.ExecuteTemplate(w, src.layout, p)
}

// readingMinutes is how long a text takes to read at 200 words a minute.
func readingMinutes(it item) int {
	return 1 + len(strings.Fields(it.Lead+" "+strings.Join(it.Paragraphs, " ")))/200
}
