package commands

import (
	"cmp"
	"slices"
	"strings"
)

// Parse reads a command line as people type it:
//
//	/alert add query:"north korea" OR pyongyang to:dm
//
// A value runs to the name of the next option that the command takes, so
// that nothing in it needs quotes. What stands before the first name goes to
// the first option that the line does not name: /news search korea.
func Parse(line string) (name string, options map[string]string, err error) {
	c, rest, ok := longest(strings.TrimPrefix(strings.TrimSpace(line), "/"))
	if !ok {
		return "", nil, NewMistake("There is no command %v. Try /help.", strings.TrimSpace(line))
	}
	options = map[string]string{}
	marks := c.marks(rest)
	loose, end := rest, len(rest)
	for _, m := range slices.Backward(marks) {
		options[m.option] = strings.TrimSpace(rest[m.value:end])
		end, loose = m.start, rest[:m.start]
	}
	if loose = strings.TrimSpace(loose); loose == "" {
		return c.Name, options, nil
	}
	for _, o := range c.Options {
		if _, named := options[o.Name]; !named {
			options[o.Name] = loose
			return c.Name, options, nil
		}
	}
	return "", nil, NewMistake("%v does not take %v. It is used like this: %v", typed("/"+c.Name), loose, typed(c.Usage()))
}

// A mark is where an option's name stands in a line.
type mark struct {
	option       string
	start, value int
}

// marks are the first places of the options' names, in their order.
func (c Command) marks(rest string) []mark {
	var out []mark
	for _, o := range c.Options {
		padded := " " + rest
		if i := strings.Index(padded, " "+o.Name+":"); i >= 0 {
			out = append(out, mark{o.Name, i, i + len(o.Name) + 1})
		}
	}
	slices.SortFunc(out, func(a, b mark) int { return cmp.Compare(a.start, b.start) })
	return out
}

// longest finds the command whose name a line begins with.
func longest(line string) (c Command, rest string, ok bool) {
	for _, candidate := range All() {
		if len(candidate.Name) <= len(c.Name) || len(line) < len(candidate.Name) {
			continue
		}
		head, tail := line[:len(candidate.Name)], line[len(candidate.Name):]
		if strings.EqualFold(head, candidate.Name) && (tail == "" || tail[0] == ' ') {
			c, rest, ok = candidate, tail, true
		}
	}
	return c, rest, ok
}

// Line writes what Parse reads. Options go in pairs of name and value; those
// of no value are left out.
func Line(name string, options ...string) string {
	var b strings.Builder
	b.WriteString("/" + name)
	for pair := range slices.Chunk(options, 2) {
		if pair[1] != "" {
			b.WriteString(" " + pair[0] + ":" + pair[1])
		}
	}
	return b.String()
}
