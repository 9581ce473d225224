package commands

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"slices"
	"time"
)

// A Reply is what the bot says: the answer to a request, or a post.
type Reply struct {
	Text    Text     `json:",omitempty"`
	Cards   []Card   `json:",omitempty"`
	Buttons []Button `json:",omitempty"`
	Menu    Menu     `json:",omitzero"`
	File    File     `json:",omitzero"`
	Lang    string   `json:",omitempty"` // which of Languages it is shown in; English for ""
	Typed   string   `json:",omitempty"` // which of them its reader types commands in; Lang for ""
	Private bool     `json:",omitempty"` // for the one who asked alone
	Failed  bool     `json:",omitempty"` // nothing was done, and it says why
	Later   bool     `json:",omitempty"` // a post that lets what is urgent go first
	Style   string   `json:",omitempty"` // how much of its cards is shown; "" is StyleCard
	Title   Text     `json:",omitempty"` // what a thread about it is called; the first card's without
	Opens   bool     `json:",omitempty"` // a thread on itself
	Byline  bool     `json:",omitempty"` // posted under its source's name, where the chat can
}

// Translated is the reply with all that is ours in its language.
func (r Reply) Translated() Reply {
	c := catalogueOf(r.Lang)
	c.typed = cmp.Or(r.Typed, r.Lang)
	r.Text = c.text(r.Text)
	r.Buttons, r.Menu.Buttons = translated(r.Lang, r.Buttons), translated(r.Lang, r.Menu.Buttons)
	r.Menu.Label, r.Title = Sentence(r.Menu.Label.In(r.Lang)), r.Title.In(r.Lang)
	r.Cards = slices.Clone(r.Cards)
	for i := range r.Cards {
		card := &r.Cards[i]
		card.AlsoMore, card.Section = c.text(card.AlsoMore), c.text(card.Section)
		card.Update, card.Note, card.Last = c.text(card.Update), c.text(card.Note), c.text(card.Last)
		card.Buttons, card.Summary = translated(r.Lang, card.Buttons), slices.Clone(card.Summary)
		for k, sentence := range card.Summary {
			card.Summary[k] = c.text(sentence)
		}
	}
	return r
}

// Seen is a hash of what people see of a reply, and of where its links and
// buttons lead, in whatever language.
func (r Reply) Seen() string {
	r.Lang, r.Typed, r.Cards = "", "", slices.Clone(r.Cards)
	for i, c := range r.Cards {
		seen := Card{Title: c.Title, URL: c.URL, Last: c.Last, Mentions: c.Mentions, Buttons: c.Buttons}
		switch r.Style {
		case StyleHeadline:
		case StyleCompact:
			seen.Source, seen.Time, seen.Note = c.Source, c.Time, c.Note
		default:
			seen = c
			seen.Icon, seen.Topics = "", nil
		}
		r.Cards[i] = seen
	}
	b, _ := json.Marshal(r) // plain values always encode
	sum := sha256.Sum256(b)
	return base64.RawStdEncoding.EncodeToString(sum[:18])
}

func translated(lang string, buttons []Button) []Button {
	buttons = slices.Clone(buttons)
	for i, b := range buttons {
		buttons[i].Label = Sentence(b.Label.In(lang))
	}
	return buttons
}

// A File goes with a reply; without a name there is none.
type File struct {
	Name    string
	Content []byte
}

// A Card is what a message shows of an article, or of a story by its lead
// article.
type Card struct {
	Section  Text `json:",omitempty"` // a heading above it
	Title    string
	Titled   Text      `json:",omitempty"` // the title, in bold the words that it was looked for by; nil for none
	URL      string    // "" when there is nothing to open
	Source   string    `json:",omitempty"`
	Icon     string    `json:",omitempty"` // URL of the source's picture, which is not shown but for its byline
	Time     time.Time `json:",omitzero"`
	Summary  []Text    `json:",omitempty"` // a sentence each
	Hashtags []string  `json:",omitempty"`
	Topics   []string  `json:",omitempty"` // the hashtags of the story's other articles, not shown
	Image    string    `json:",omitempty"`
	Also     []Link    `json:",omitempty"` // the story's other sources
	AlsoMore Text      `json:",omitempty"` // how many more of them there are
	Related  []Link    `json:",omitempty"` // earlier articles of other stories
	Update   Text      `json:",omitempty"` // which earlier article it continues
	Note     Text      `json:",omitempty"` // why it is shown
	Last     Text      `json:",omitempty"` // which alerts say no more today
	Mentions []string  `json:",omitempty"` // whom it calls, as Piece.Mention
	Buttons  []Button  `json:",omitempty"`
}

// A Link is another article beside a card's.
type Link struct {
	Title  string
	URL    string
	Source string
	Time   time.Time
}

// A Button asks, when pressed, what its line says. With Ask it shows a form
// first, which holds those options as the line has them, for people to change;
// what comes of that is asked. A label that catalogues know is shown in the
// reader's language.
type Button struct {
	Label Sentence
	Line  string   // a command line, as Parse reads it
	Ask   []string `json:",omitempty"` // names of options, at most MostAsked
}

// MostAsked is how many options one form may ask for.
const MostAsked = 5

// A Menu offers one choice of several. The line of the button that is chosen
// is asked.
type Menu struct {
	Label   Sentence
	Buttons []Button
}
