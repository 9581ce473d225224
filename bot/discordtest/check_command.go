package discordtest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Command types.
const (
	chatInput      = 1
	messageCommand = 3
)

// Option types.
const (
	optSubcommand = 1
	optGroup      = 2
	optString     = 3
	optInteger    = 4
	optBoolean    = 5
	optUser       = 6
	optChannel    = 7
	optRole       = 8
	optMention    = 9
	optNumber     = 10
	optFile       = 11
)

// maxCommandText is how long all texts of a command may be together, its longest localisation counted.
const maxCommandText = 8000

// maxCommands is how many commands there may be of each type.
var maxCommands = map[int]int{chatInput: 100, 2: 15, messageCommand: 15}

// commandName is Discord's rule for the names of slash commands and options
// (https://discord.com/developers/docs/interactions/application-commands#application-command-object).
var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

// commands checks what the description leaves out about a scope's commands.
func (f *form) commands(all []object) {
	count := map[int]int{}
	var names []string
	for i, cmd := range all {
		at := fmt.Sprint(i)
		kind := max(chatInput, number(cmd, "type"))
		if count[kind]++; count[kind] > maxCommands[kind] {
			f.wrong(at, "Maximum number of application commands of type %d reached (%d).", kind, maxCommands[kind])
		}
		f.once(at+".name", fmt.Sprint(kind, text(cmd, "name")), &names)
		f.command(at, kind, cmd)
	}
}

func (f *form) command(at string, kind int, cmd object) {
	if kind != chatInput {
		if text(cmd, "description") != "" || len(list(cmd, "options")) > 0 {
			f.wrong(at+".description", "Only a slash command has a description and options.")
		}
		return
	}
	f.named(at, cmd)
	f.options(at+".options", objects(cmd, "options"), optGroup)
	if n := textLength(cmd); n > maxCommandText {
		f.wrong(at, "All texts of a command may have %d characters together; there are %d.", maxCommandText, n)
	}
}

// named checks a name and a description with their localisations.
func (f *form) named(at string, o object) {
	names := map[string]string{".name": text(o, "name")}
	for locale, v := range child(o, "name_localizations") {
		names[".name_localizations."+locale], _ = v.(string)
	}
	for place, name := range names {
		if !commandName.MatchString(name) || strings.ToLower(name) != name {
			f.wrong(at+place, "Command name is invalid: %q must be 1 to 32 lower-case letters, digits, - or _.", name)
		}
	}
	if d := text(o, "description"); d == "" {
		f.wrong(at+".description", "This field is required")
	}
	for _, key := range []string{"name_localizations", "description_localizations"} {
		for locale := range child(o, key) {
			if !slices.Contains(locales, locale) {
				f.wrong(at+"."+key+"."+locale, "Not a locale of Discord's.")
			}
		}
	}
}

// textLength adds up the names, descriptions and choice values of a command.
func textLength(o object) int {
	n := longest(o, "name") + longest(o, "description") + len([]rune(text(o, "value")))
	for _, key := range []string{"options", "choices"} {
		for _, inner := range objects(o, key) {
			n += textLength(inner)
		}
	}
	return n
}

func longest(o object, key string) int {
	n := len([]rune(text(o, key)))
	for _, v := range child(o, key+"_localizations") {
		s, _ := v.(string)
		n = max(n, len([]rune(s)))
	}
	return n
}

// locales are those that Discord has (https://discord.com/developers/docs/reference#locales).
var locales = []string{"id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl",
	"pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja", "zh-TW", "ko"}
