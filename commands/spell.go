package commands

import (
	"regexp"
	"strings"
)

// Groups say what the commands of one first word are for.
func Groups() map[string]Sentence {
	return map[string]Sentence{
		"source": "The sources that are read here.",
		"alert":  "Be told when the news match a query.",
		"mute":   "What your alerts are to leave out.",
		"digest": "The top stories at a time of day.",
		"story":  "Stories that you follow.",
		"news":   "What was read here.",

		"settings": "Language, time zone, style of posts, quiet hours.",
		"privacy":  "What is kept of you.",
	}
}

var (
	aCommand = regexp.MustCompile(`(^|[^a-zA-Z0-9.:/_-])/([a-z]+)( [a-z]+)?`) // not a part of an address
	anOption = regexp.MustCompile(`([ \[])([a-z]+):`)
)

// spelled puts the commands that a sentence of ours names, such as
// "/source list", into the words of a language.
func spelled(lang, s string) string {
	return aCommand.ReplaceAllStringFunc(s, func(found string) string {
		m := aCommand.FindStringSubmatch(found)
		if _, grouped := Groups()[m[2]]; grouped {
			return m[1] + "/" + NameIn(lang, m[2]+m[3])
		}
		return m[1] + "/" + NameIn(lang, m[2]) + m[3]
	})
}

// spelledLine is a line, or an option's name, as people type it in a language.
func spelledLine(lang, line string) string {
	if !strings.HasPrefix(line, "/") {
		return NameIn(lang, line)
	}
	return anOption.ReplaceAllStringFunc(spelled(lang, line), func(found string) string {
		m := anOption.FindStringSubmatch(found)
		return m[1] + NameIn(lang, m[2]) + ":"
	})
}

// Unspelled is a line as Parse reads it, of one that was typed in a language.
func Unspelled(lang, typed string) string {
	line := strings.TrimPrefix(strings.TrimSpace(typed), "/")
	var known Command
	var name string
	for _, c := range All() {
		local := NameIn(lang, c.Name)
		if len(local) > len(name) && len(line) >= len(local) && strings.EqualFold(line[:len(local)], local) &&
			(len(line) == len(local) || line[len(local)] == ' ') {
			known, name = c, local
		}
	}
	if name == "" {
		return typed
	}
	rest := line[len(name):]
	for _, o := range known.Options {
		rest = strings.Replace(rest, " "+NameIn(lang, o.Name)+":", " "+o.Name+":", 1)
	}
	return "/" + known.Name + rest
}
