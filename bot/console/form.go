package console

import (
	"context"
	"slices"

	"newshound/commands"
)

// What is typed to empty a field of a form, and to leave the form.
const (
	emptied = "-"
	leave   = "."
)

// A form asks for some options of a command, one after the other.
type form struct {
	name    string
	options map[string]string
	asked   int
	left    []commands.Option
}

func newForm(name string, options map[string]string, asked []string) *form {
	known, _ := commands.Find(name)
	f := &form{name: name, options: options}
	for _, o := range known.Options {
		if slices.Contains(asked, o.Name) && len(f.left) < commands.MostAsked {
			f.left = append(f.left, o)
		}
	}
	f.asked = len(f.left)
	return f
}

// question asks for the next option.
func (f *form) question() commands.Reply {
	o := f.left[0]
	out := commands.Say("%v of %v, %v: %v", f.asked-len(f.left)+1, f.asked, commands.Piece{Words: o.Name, Bold: true}, o.Help)
	for _, one := range o.Choices {
		out = append(out, commands.Say("\n• %v", one)...)
	}
	if now := f.options[o.Name]; now != "" {
		out = append(out, commands.Say("\nNow: %v. Enter keeps it, - empties it, . leaves everything as it is.", now)...)
	} else {
		out = append(out, commands.Say("\nEnter leaves it empty, . leaves everything as it is.")...)
	}
	return commands.Reply{Text: out}
}

// answer takes the answer to a form's question, and asks the next, or runs
// what was filled in.
func (c *Console) answer(ctx context.Context, desk *commands.Desk, line string) {
	f := c.form
	switch line {
	case leave:
		c.form = nil
		c.Show(commands.Reply{Text: commands.Say("Nothing was changed.")})
		return
	case "":
	case emptied:
		delete(f.options, f.left[0].Name)
	default:
		f.options[f.left[0].Name] = line
	}
	if f.left = f.left[1:]; len(f.left) > 0 {
		c.Show(f.question())
		return
	}
	c.form = nil
	c.run(ctx, desk, f.name, f.options)
}
