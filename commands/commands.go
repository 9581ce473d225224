// Package commands is what people can ask, whatever the chat they ask in: a
// Command is a function from a Request to a Reply. Nothing here knows of
// Discord. A button or a menu is a command with its options filled in, so
// that a terminal can press it, too.
package commands

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"newshound/sources"
	"newshound/sources/fetch"
	"newshound/storage"
)

// A Command is one thing that people can ask.
type Command struct {
	Name    string   // one or two words, as in "alert add"
	Help    Sentence // a sentence, at most 100 characters
	Example string   // a line that runs as it stands
	Options []Option
	Manage  bool // for those who may manage the place
	Private bool // the reply is for the one who asked alone
	Pressed bool // only buttons ask it
	// Anywhere says that it works for a person wherever they are, for them
	// alone, whether the bot is there or not.
	Anywhere bool
	// Menu is the label under which a chat has it in the menu of any message,
	// whose text its first option takes.
	Menu Sentence
	run  func(context.Context, *Desk, Request) (Reply, error)
}

// An Option is something that a command takes.
type Option struct {
	Name     string
	Help     Sentence
	Kind     Kind
	Required bool
	Choices  []string // what it may be; nil for anything
	Complete func(context.Context, *Desk, Request) ([]Choice, error)
}

// Kind says what an option's value is. All values are strings: a channel, a
// person or a role by its ID, a flag "true" or "false", an attachment what
// Desk.Open takes.
type Kind int

// The kinds of options.
const (
	Words Kind = iota
	Number
	Flag
	Channel
	Mention // a person "@1" or a role "@&1"
	Attachment
)

// A Choice is offered while somebody types.
type Choice struct{ Label, Value string }

// A Request is somebody asking.
type Request struct {
	Place   string // a server's ID, or Direct of the person's
	Channel string // where it was asked
	Person  string // who asked
	Manager bool   // they may manage the place
	Lang    string // which of Languages their chat speaks, "" when nobody knows
	Message string // whose button was pressed, where others see it, too
	Name    string // the command's
	Options map[string]string
	// Progress shows how far what takes its time has come, as often as it is
	// told. Nil where nobody would see.
	Progress func(Text)
}

// Direct is the place, and the channel, that a person's direct messages are.
func Direct(person string) string { return "@" + person }

// A Desk is what commands work with.
type Desk struct {
	DB   *storage.DB
	Web  *fetch.Client
	Log  *slog.Logger
	Now  func() time.Time
	Read func(ctx context.Context, url string) (sources.Article, error) // reads a page
	Wake func(context.Context)                                          // has what is due done now
	Open func(ctx context.Context, attachment string) ([]byte, error)   // reads a file that somebody attached
	// Check polls a source now and counts its new articles and those that have
	// changed. What the source did wrong is kept with the source.
	Check func(ctx context.Context, source int64) (fresh, edited int, err error)
	// Posts tells whether the bot may post to a channel of a place; a Mistake
	// says why not.
	Posts func(ctx context.Context, place, channel string) error
	// Channel is a channel's name, "" where nobody knows. Nil where they have
	// none.
	Channel func(ctx context.Context, channel string) string
	// Limits says how the chat's own limits stand. Nil where there are none.
	Limits func() Text
	// Took is how long a source took to answer last, as far as this process
	// knows.
	Took func(source int64) time.Duration
	// Can tells whether a channel's posts can do more than be there; a Mistake
	// says why not. Nil where they cannot.
	Can func(ctx context.Context, place, channel string, way Way) error
	// Thread opens a thread on a message of a channel, or finds the one that is
	// there; a Mistake says why it cannot be. Nil where there are none.
	Thread func(ctx context.Context, channel, message, name string) (thread string, err error)
	// Coverage is what was read of the event that a page tells of: article IDs,
	// the most alike first. Related is what a place has read before on the
	// subject of an article, of other events, best first.
	Coverage func(ctx context.Context, a sources.Article) ([]int64, error)
	Related  func(ctx context.Context, place string, a sources.Article) ([]sources.Article, error)

	MaxAlerts      int // of a person in a place
	MaxPlaceAlerts int // of a place
}

// A Mistake is what somebody is told who asked for what cannot be: one
// sentence that says what to do.
type Mistake struct{ text Text }

func (m Mistake) Error() string { return m.text.String() }

// NewMistake says what is to be told; see Say.
func NewMistake(format Sentence, args ...any) error { return Mistake{Say(format, args...)} }

// All lists every command, in the order in which help shows them.
func All() []Command {
	return slices.Concat(
		startCommands, followCommands, sourceCommands, alertCommands, alertLists(), muteCommands, digestCommands, newsCommands, manyCommands,
		storyCommands, linksCommands, discussCommands, settingsCommands, healthCommands, privacyCommands, sureCommands, helpCommands(),
	)
}

// Find is the command of a name.
func Find(name string) (Command, bool) {
	all := All()
	i := slices.IndexFunc(all, func(c Command) bool { return c.Name == name })
	if i < 0 {
		return Command{}, false
	}
	return all[i], true
}

// Run answers a request. Whatever goes wrong, somebody who asked gets an
// answer: what they can mend in their words, what they cannot in ours.
func Run(ctx context.Context, d *Desk, req Request) Reply {
	reply, err := answer(ctx, d, req)
	var m Mistake
	switch {
	case errors.As(err, &m):
		reply = Reply{Text: m.text, Private: true, Failed: true}
	case err != nil:
		d.Log.ErrorContext(ctx, "command failed", "command", req.Name, "error", err)
		reply = Reply{Text: Say("That went wrong here, not with you. It has been noted; please try again in a minute."), Private: true, Failed: true}
	}
	reply.Typed = req.Lang
	if reply.Lang, err = LangOf(ctx, d.DB.Reads, req.Place, req.Person, req.Lang); err != nil {
		reply.Lang = req.Lang
	}
	return reply
}

func answer(ctx context.Context, d *Desk, req Request) (Reply, error) {
	c, ok := Find(req.Name)
	if !ok {
		return Reply{}, NewMistake("There is no command %v. Try /help.", "/"+req.Name)
	}
	if c.Manage && !req.Manager {
		return Reply{}, NewMistake("Only those who may manage this server can use %v.", typed("/"+c.Name))
	}
	if err := c.check(req); err != nil {
		return Reply{}, err
	}
	reply, err := c.run(ctx, d, req)
	reply.Private = reply.Private || c.Private
	return reply, err
}

// check holds a request against the options that the command takes.
func (c Command) check(req Request) error {
	for name, value := range req.Options {
		i := slices.IndexFunc(c.Options, func(o Option) bool { return o.Name == name })
		if i < 0 {
			return NewMistake("%v has no option %v. It is used like this: %v", typed("/"+c.Name), bold(name), typed(c.Usage()))
		}
		if o := c.Options[i]; o.Choices != nil && !slices.Contains(o.Choices, value) {
			return NewMistake("%v must be one of: %v.", strong(Text{typed(name)}), strings.Join(o.Choices, ", "))
		}
	}
	for _, o := range c.Options {
		if o.Required && strings.TrimSpace(req.Options[o.Name]) == "" {
			return NewMistake("%v needs %v: %v For example: %v", typed("/"+c.Name), strong(Text{typed(o.Name)}), o.Help, typed(c.Example))
		}
	}
	return nil
}

// Usage is the command as one would type it, what may be left out in
// brackets.
func (c Command) Usage() string {
	var b strings.Builder
	fmt.Fprintf(&b, "/%s", c.Name)
	for _, o := range c.Options {
		if o.Required {
			fmt.Fprintf(&b, " %s:", o.Name)
		} else {
			fmt.Fprintf(&b, " [%s:]", o.Name)
		}
	}
	return b.String()
}
