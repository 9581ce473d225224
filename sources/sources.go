// Package sources says what news is: a Source publishes, an Article is one
// item of one source. Its sub-packages get them: discover finds a source
// behind an address, fetch gets bytes politely and safely, feed and webpage
// read them, and text tells what the words say.
package sources

import (
	"errors"
	"net/url"
	"strings"
	"time"
)

// A Source is something that publishes. It is polled once, however many
// places follow it.
type Source struct {
	ID    int64
	URL   string // of the feed
	Title string
	Site  string // home page, or ""
	Icon  string // URL of its own picture, or ""
	Lang  string // the feed's own word, a BCP 47 base tag, or ""

	// What the last answer said, for the next conditional request.
	ETag         string
	LastModified string

	Sum  string // tells its body from others
	Held string // which items its body held, as package bot writes it

	// What it asks of pollers, and how often it is worth it.
	Every    time.Duration // at most one poll in this time; 0 when it does not say
	Quiet    Quiet         // when it has no news
	Rhythm   Rhythm        // when it publishes
	Schedule string        // cron expressions of those who have it, a line each; "" where its rhythm counts

	Added    time.Time // when a place last added it
	ReadAt   time.Time // last successful poll; zero before the first
	PolledAt time.Time // last poll, whatever came of it
	NextPoll time.Time // when it is due
	Why      Why       // it is due then
	Soonest  time.Time // when it may be polled again at all
	Failures int       // polls failed in a row
	FailedAt time.Time // the first of those
	ToldAt   time.Time // when people were told that it fails
	GoneAt   time.Time // when it said to be gone for good: it is polled no more
	Error    string    // what the last poll said, for people; "" when it went well

	Moved   string    // where permanent redirects lead; "" without any
	MovedAt time.Time // since when they lead there
}

// Name is what people see of a source: its title, else its address.
func (s Source) Name() string {
	if s.Title != "" {
		return s.Title
	}
	return s.URL
}

// An Article is one item of one source.
type Article struct {
	ID        int64
	Source    int64    // Source.ID
	Key       string   // identity within the source
	Aliases   []string `json:",omitempty"` // other names that it may be kept under; as read, not as stored
	URL       string   // where people read it
	Canonical string   // URL in canonical form, see Canonical; "" when it tells no article from others
	Mark      uint32   // of what its source last said: changes when the title or the text there does
	Title     string
	Author    string
	Published time.Time // zero when the source does not say
	Seen      time.Time // when a poll first met it
	Lang      string    // BCP 47 base tag, or "" when unknown
	Text      string    // plain text, paragraphs parted by a blank line
	Tags      []string  // the source's own categories
	Image     string    // URL of the lead image, or ""
	Comments  string    // URL of the page where people discuss it, or ""

	Summary    []string // whole sentences of Text, in its order
	Hashtags   []string // with their #
	Keyphrases []string // best first

	Story       int64  // ID of the story's first article
	DuplicateOf int64  // ID of the article that this one repeats, or 0
	Memory      []byte // what grouping remembers of its words

	Withheld Withheld // why it is stored without a post; "" when it is news
}

// Withheld is why an article is stored, and found by a search, but not posted.
type Withheld string

// The reasons to withhold an article.
const (
	FirstPoll Withheld = "first poll" // it was out before its source was read here
	TooOld    Withheld = "old"        // it was first seen long after its own date
	Archived  Withheld = "archive"    // it is older than anything that its source had shown
	Repeated  Withheld = "repeat"     // it repeats an article that was withheld
)

// Time is when the article appeared: as its source says, but never later
// than it was seen.
func (a Article) Time() time.Time {
	if a.Published.IsZero() || a.Published.After(a.Seen) {
		return a.Seen
	}
	return a.Published
}

// Host is the host of a URL as people know it, without "www."; "" when there
// is none.
func Host(rawURL string) string {
	u, err := url.Parse(rawURL)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// Errors to branch on. Each comes wrapped in a sentence for people.
var (
	ErrNotFeed  = errors.New("not a feed")
	ErrGone     = errors.New("gone")
	ErrTooLarge = errors.New("too large")
	ErrPrivate  = errors.New("private address")
)
