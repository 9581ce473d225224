// Package console is the chat at a terminal: posts and replies as text, a
// prompt with history and completion, buttons pressed by their number.
package console

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"newshound/bot"
	"newshound/commands"
	"newshound/storage"
)

// A Console shows what Discord would show. It is one place with one channel
// and one person, all by the name of bot.Terminal.
type Console struct {
	Lang string // which of commands.Languages it speaks where nothing else is set

	look look
	out  io.Writer
	show func(string) // prints where there is room for it

	mu      sync.Mutex
	posts   int
	buttons []commands.Button // those shown last, by number
	form    *form             // that is being filled in, or nil
}

// New makes a console that writes to out, in lines of at most so many
// columns.
func New(out io.Writer, columns int, now func() time.Time) *Console {
	c := &Console{look: newLook(out, columns, now), out: out}
	c.show = func(s string) { fmt.Fprintln(out, s) }
	return c
}

// Send shows a post.
func (c *Console) Send(_ context.Context, channel, _ string, r commands.Reply) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.posts++
	heading := commands.Say("Newshound posts:")
	if strings.HasPrefix(channel, "@") {
		heading = commands.Say("Newshound posts, to you alone:")
	}
	c.print(heading, r)
	return strconv.Itoa(c.posts), nil
}

// Edit shows a post again as it reads now.
func (c *Console) Edit(_ context.Context, channel, _ string, r commands.Reply) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	heading := commands.Say("Newshound edits its post:")
	if strings.HasPrefix(channel, "@") {
		heading = commands.Say("Newshound edits its post, to you alone:")
	}
	c.print(heading, r)
	return nil
}

// Find finds nothing: what a terminal showed is gone with it.
func (c *Console) Find(context.Context, string, time.Time, commands.Reply) (string, error) {
	return "", nil
}

// Link is none: nobody can jump on a terminal.
func (c *Console) Link(context.Context, string, string, string) string { return "" }

// Publish has nobody to publish to.
func (c *Console) Publish(context.Context, string, string) error { return nil }

// Sees finds the one person at a terminal.
func (c *Console) Sees(context.Context, string, string, string) (storage.Lost, error) { return "", nil }

// Posts allows the console's own channel.
func (c *Console) Posts(_ context.Context, _, channel string) error {
	if channel != bot.Terminal {
		return commands.NewMistake("There is only one channel at a terminal: leave it out.")
	}
	return nil
}

// Open reads a file of this computer, which is what one attaches at a
// terminal.
func (c *Console) Open(_ context.Context, name string) ([]byte, error) { return os.ReadFile(name) }

// save keeps a reply's file in the folder that the program was started in,
// and says so. It replaces none.
func save(f commands.File) commands.Text {
	out, err := os.OpenFile(filepath.Base(f.Name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return commands.Say("%v is in this folder already; move it away and ask again.", f.Name)
	}
	if err == nil {
		_, err = out.Write(f.Content)
		err = errors.Join(err, out.Close())
	}
	if err != nil {
		return commands.Say("The file could not be saved: %v", err)
	}
	return commands.Say("Saved in this folder as %v.", f.Name)
}

// Ask runs what somebody typed, a command line, the number of a button or the
// answer to a form, and shows the reply.
func (c *Console) Ask(ctx context.Context, desk *commands.Desk, line string) {
	line = strings.TrimSpace(line)
	if c.form != nil {
		c.answer(ctx, desk, line)
		return
	}
	var asked []string
	if n, err := strconv.Atoi(line); err == nil {
		b := c.button(n)
		if line, asked = b.Line, b.Ask; line == "" {
			c.Show(commands.Reply{Text: commands.Say("There is no button %v. Press one by the number in its brackets.", n)})
			return
		}
	}
	name, options, err := commands.Parse(commands.Unspelled(c.Lang, line))
	if err != nil {
		c.Show(commands.Reply{Text: commands.Say("%v", err)})
		return
	}
	if f := newForm(name, options, asked); len(f.left) > 0 {
		c.form = f
		c.Show(f.question())
		return
	}
	c.run(ctx, desk, name, options)
}

func (c *Console) run(ctx context.Context, desk *commands.Desk, name string, options map[string]string) {
	c.Show(commands.Run(ctx, desk, commands.Request{
		Place: bot.Terminal, Channel: bot.Terminal, Person: bot.Terminal, Manager: true, Lang: c.Lang, Name: name, Options: options,
	}))
}

// Show shows a reply.
func (c *Console) Show(r commands.Reply) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.print(nil, r)
}

func (c *Console) button(n int) commands.Button {
	c.mu.Lock()
	defer c.mu.Unlock()
	if n < 1 || n > len(c.buttons) {
		return commands.Button{}
	}
	return c.buttons[n-1]
}

// print shows a reply and remembers its buttons, numbered from 1.
func (c *Console) print(heading commands.Text, r commands.Reply) {
	var b strings.Builder
	r.Lang = cmp.Or(r.Lang, c.Lang)
	if heading != nil {
		b.WriteString("\n" + c.look.dim.Render(heading.In(r.Lang).String()) + "\n")
	}
	if buttons := c.look.reply(&b, r); len(buttons) > 0 {
		c.buttons = buttons
	}
	if r.File.Name != "" {
		b.WriteString(save(r.File).In(r.Lang).String() + "\n")
	}
	lines := strings.Split(strings.TrimRight(b.String(), "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ") // what padded a card to its width
	}
	c.show(strings.Join(lines, "\n"))
}
