package console

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/reeflective/readline"
	"golang.org/x/term"

	"newshound/bot"
	"newshound/commands"
)

// Prompt asks for commands until the end of the input, or until the context
// ends. At a terminal it knows what was typed before, and completes.
func (c *Console) Prompt(ctx context.Context, desk *commands.Desk, in *os.File) error {
	if !term.IsTerminal(int(in.Fd())) {
		return c.script(ctx, desk, in)
	}
	shell := readline.NewShell()
	shell.Prompt.Primary(func() string { return "newshound> " })
	shell.Completer = func(line []rune, cursor int) readline.Completions {
		return complete(ctx, desk, c.Lang, string(line[:cursor]))
	}
	if dir, err := os.UserConfigDir(); err == nil {
		if os.MkdirAll(filepath.Join(dir, "newshound"), 0o700) == nil {
			shell.History.AddFromFile("commands", filepath.Join(dir, "newshound", "history"))
		}
	}
	ended := make(chan error, 1)
	go func() { ended <- c.ask(ctx, desk, shell) }()
	select {
	case <-ctx.Done():
		return nil
	case err := <-ended:
		return err
	}
}

func (c *Console) ask(ctx context.Context, desk *commands.Desk, shell *readline.Shell) error {
	below := c.show
	above := func(s string) { shell.PrintTransientf("%s", s) }
	for {
		c.showBy(above)
		line, err := shell.Readline()
		c.showBy(below)
		if errors.Is(err, io.EOF) || errors.Is(err, readline.ErrInterrupt) {
			return nil
		}
		if err != nil {
			return err
		}
		if line = strings.TrimSpace(line); leaves(line) {
			return nil
		}
		if line != "" || c.form != nil {
			c.Ask(ctx, desk, line)
		}
	}
}

// showBy has what is shown go above the prompt while it stands, and below
// what was typed once it does not.
func (c *Console) showBy(show func(string)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.show = show
}

// script runs commands that come from a file or a pipe, each shown before
// its reply. It ends with the context, though the read it waits for cannot be
// called off.
func (c *Console) script(ctx context.Context, desk *commands.Desk, in io.Reader) error {
	lines, ended := make(chan string), make(chan error, 1)
	go func() {
		read := bufio.NewScanner(in)
		for read.Scan() {
			select {
			case lines <- strings.TrimSpace(read.Text()):
			case <-ctx.Done():
				return
			}
		}
		ended <- read.Err()
	}()
	for {
		select {
		case <-ctx.Done():
			return nil
		case err := <-ended:
			return err
		case line := <-lines:
			if leaves(line) {
				return nil
			}
			if line != "" || c.form != nil {
				c.Say("> " + line)
				c.Ask(ctx, desk, line)
			}
		}
	}
}

func leaves(line string) bool { return line == "exit" || line == "quit" }

// Say shows a line of the console's own.
func (c *Console) Say(line string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.show(line)
}

// complete offers commands, then the options of one, then their values.
func complete(ctx context.Context, desk *commands.Desk, lang, line string) readline.Completions {
	if name, options, err := commands.Parse(line); err == nil && strings.Contains(line, " ") {
		if c, ok := commands.Find(name); ok {
			return completeOptions(ctx, desk, lang, c, options, line)
		}
	}
	var out []string
	for _, c := range commands.All() {
		if rest, ok := strings.CutPrefix("/"+c.Name, line[:lastBlank(line)]); ok {
			out = append(out, rest, c.Help.In(lang))
		}
	}
	return readline.CompleteValuesDescribed(out...).NoSpace(':')
}

func completeOptions(ctx context.Context, desk *commands.Desk, lang string, c commands.Command, options map[string]string, line string) readline.Completions {
	word := line[lastBlank(line):]
	if name, _, typing := strings.Cut(word, ":"); typing {
		for _, o := range c.Options {
			if o.Name == name {
				return completeValue(ctx, desk, lang, c, o, options)
			}
		}
	}
	var out []string
	for _, o := range c.Options {
		if _, given := options[o.Name]; !given || word != "" && strings.HasPrefix(o.Name, word) {
			out = append(out, o.Name+":", o.Help.In(lang))
		}
	}
	return readline.CompleteValuesDescribed(out...).NoSpace(':')
}

func completeValue(ctx context.Context, desk *commands.Desk, lang string, c commands.Command, o commands.Option, options map[string]string) readline.Completions {
	var out []string
	for _, v := range o.Choices {
		out = append(out, o.Name+":"+v, commands.Sentence(v).In(lang))
	}
	if o.Complete != nil {
		choices, _ := o.Complete(ctx, desk, commands.Request{
			Place: bot.Terminal, Channel: bot.Terminal, Person: bot.Terminal, Manager: true, Name: c.Name, Options: options,
		})
		for _, v := range choices {
			out = append(out, o.Name+":"+v.Value, commands.Sentence(v.Label).In(lang))
		}
	}
	return readline.CompleteValuesDescribed(out...)
}

func lastBlank(line string) int { return strings.LastIndexByte(line, ' ') + 1 }
