package discord

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"newshound/commands"
	"newshound/storage"
)

// Discord's types of options, and the permission that Manage asks for
// (docs/interactions/application-commands, docs/topics/permissions).
const (
	typeSubcommand  = 1
	typeString      = 3
	typeInteger     = 4
	typeBoolean     = 5
	typeChannel     = 7
	typeMentionable = 9
	typeAttachment  = 11

	manageGuild   = 1 << 5
	administrator = 1 << 3
)

var optionTypes = map[commands.Kind]int{
	commands.Words: typeString, commands.Number: typeInteger, commands.Flag: typeBoolean,
	commands.Channel: typeChannel, commands.Mention: typeMentionable,
	commands.Attachment: typeAttachment,
}

// postable are the types of channels that take posts: text, announcement,
// the threads of both, forum.
var postable = []int{typeText, typeNews, 10, 11, 12, typeForum}

type command struct {
	Name        string   `json:"name"`
	Names       spoken   `json:"name_localizations,omitempty"`
	Description string   `json:"description,omitempty"`
	Said        spoken   `json:"description_localizations,omitempty"`
	Type        int      `json:"type,omitempty"`
	Options     []option `json:"options,omitempty"`
	Permissions *string  `json:"default_member_permissions,omitempty"`
	Contexts    []int    `json:"contexts,omitempty"`
	Installs    []int    `json:"integration_types,omitempty"`
}

type option struct {
	Type         int      `json:"type"`
	Name         string   `json:"name"`
	Names        spoken   `json:"name_localizations,omitempty"`
	Description  string   `json:"description"`
	Said         spoken   `json:"description_localizations,omitempty"`
	Required     bool     `json:"required,omitempty"`
	Autocomplete bool     `json:"autocomplete,omitempty"`
	Choices      []choice `json:"choices,omitempty"`
	Channels     []int    `json:"channel_types,omitempty"`
	Options      []option `json:"options,omitempty"`
}

type choice struct {
	Name  string `json:"name"`
	Names spoken `json:"name_localizations,omitempty"`
	Value string `json:"value"`
}

// Where a command shows: a server, direct messages with the bot, other
// people's direct messages; and for whom: servers, and persons for themselves.
var (
	here       = []int{0, 1}
	anywhere   = []int{0, 1, 2}
	byServer   = []int{0}
	byAnybody  = []int{0, 1}
	onMessages = 3
)

// spoken is something in Discord's locales, where it reads otherwise than in
// English.
type spoken map[string]string

// locales are Discord's of our languages (docs/reference#locales).
var locales = map[string][]string{"de": {"de"}, "fr": {"fr"}, "es": {"es-ES", "es-419"}, "pt": {"pt-BR"}, "ja": {"ja"}}

func inLocales(in func(lang string) string) spoken {
	out := spoken{}
	for _, lang := range commands.Languages() {
		for _, locale := range locales[lang] {
			if words := in(lang); words != in(commands.English) {
				out[locale] = words
			}
		}
	}
	return out
}

func names(name string) spoken {
	return inLocales(func(lang string) string { return commands.NameIn(lang, name) })
}

// registration is every command as Discord is told of it: those of two words
// as subcommands of their first. What manages the server is shown to those
// who may, and a server's own settings can change who that is: for a group its
// first command decides.
func registration() []command {
	var out []command
	at := map[string]int{}
	groups := commands.Groups()
	for _, c := range commands.All() {
		if c.Pressed {
			continue
		}
		if c.Menu != "" {
			out = append(out, command{Name: string(c.Menu), Names: inLocales(c.Menu.In), Type: onMessages, Contexts: anywhere, Installs: byAnybody})
			continue
		}
		first, second, grouped := strings.Cut(c.Name, " ")
		i, known := at[first]
		if !known {
			i = len(out)
			at[first] = i
			out = append(out, newCommand(first, c))
		}
		if grouped {
			out[i].Description, out[i].Said = string(groups[first]), inLocales(groups[first].In)
			out[i].Options = append(out[i].Options, option{
				Type: typeSubcommand, Name: second, Names: names(second), Description: string(c.Help), Said: inLocales(c.Help.In), Options: options(c)})
		} else {
			out[i].Options = options(c)
		}
	}
	return out
}

func newCommand(name string, c commands.Command) command {
	out := command{Name: name, Names: names(name), Description: string(c.Help), Said: inLocales(c.Help.In), Type: 1, Contexts: here, Installs: byServer}
	if c.Anywhere {
		out.Contexts, out.Installs = anywhere, byAnybody
	}
	if only := strconv.Itoa(manageGuild); c.Manage {
		out.Permissions = &only
	}
	return out
}

func options(c commands.Command) []option {
	var out []option
	for _, o := range c.Options {
		v := option{
			Type: optionTypes[o.Kind], Name: o.Name, Names: names(o.Name), Description: string(o.Help), Said: inLocales(o.Help.In),
			Required: o.Required, Autocomplete: o.Complete != nil,
		}
		if o.Kind == commands.Channel {
			v.Channels = postable
		}
		for _, one := range o.Choices {
			v.Choices = append(v.Choices, choice{one, inLocales(commands.Sentence(one).In), one})
		}
		out = append(out, v)
	}
	return out
}

// register tells Discord of the commands, when they are not those that it was
// told of last.
func (c *Chat) register(ctx context.Context, app string) error {
	all := registration()
	text, err := json.Marshal(all)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(text)
	known, setting := hex.EncodeToString(sum[:]), "discord commands of "+app
	if last, err := c.db.Setting(ctx, "", "", setting); err != nil || last == known {
		return err
	}
	if err := c.api.do(ctx, request{method: http.MethodPut, path: "/applications/" + app + "/commands", body: all}, nil); err != nil {
		return err
	}
	return c.db.Tx(ctx, func(tx *storage.Tx) error { return tx.Set(ctx, "", "", setting, known) })
}
