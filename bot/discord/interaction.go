package discord

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"newshound/commands"
)

// Types of interactions, and of the answers to them
// (docs/interactions/receiving-and-responding).
const (
	askCommand   = 2
	askComponent = 3
	askComplete  = 4
	askFilled    = 5

	answerMessage       = 4
	answerLater         = 5
	answerLaterUpdate   = 6
	answerUpdate        = 7
	answerCompletion    = 8
	answerForm          = 9
	flagEphemeral       = 1 << 6
	flagComponents      = 1 << 15
	mostChoices         = 25
	longestChoice       = 100
	soon                = 1500 * time.Millisecond // Discord gives an answer three seconds
	answering           = 14 * time.Minute        // an interaction's token lives 15
	completing          = 2 * time.Second
	selectComponentType = 3
)

// An interaction is somebody asking. Only what is needed is decoded, so that
// what Discord adds one day does no harm.
type interaction struct {
	ID      string
	Token   string
	Type    int
	App     string `json:"application_id"`
	Guild   string `json:"guild_id"`
	Channel string `json:"channel_id"`
	Locale  string
	Member  *struct {
		User        struct{ ID string }
		Permissions string
	}
	User   *struct{ ID string }
	Owners map[string]string `json:"authorizing_integration_owners"`
	Data   struct {
		Name          string
		Target        string `json:"target_id"` // whose menu was used
		Options       []given
		CustomID      string `json:"custom_id"`
		ComponentType int    `json:"component_type"`
		Values        []string
		Components    []part // of a form that was filled in
		Resolved      struct {
			Roles       map[string]json.RawMessage
			Messages    map[string]written
			Attachments map[string]struct{ URL string }
		}
	}
	Message *struct {
		ID          string
		Flags       int
		Interaction json.RawMessage `json:"interaction_metadata"`
		Components  []part
	}
}

type given struct {
	Name    string
	Type    int
	Value   json.RawMessage
	Options []given
	Focused bool
}

// answer answers one interaction, whatever it is.
func (c *Chat) answer(ctx context.Context, desk *commands.Desk, data json.RawMessage) {
	ctx, cancel := context.WithTimeout(ctx, answering)
	defer cancel()
	var in interaction
	// What is of another type than it used to be is left out, and no reason not
	// to answer.
	if err := json.Unmarshal(data, &in); err != nil && !errors.As(err, new(*json.UnmarshalTypeError)) {
		c.log.ErrorContext(ctx, "an interaction that cannot be read", "error", err)
		return
	}
	var err error
	switch in.Type {
	case askCommand:
		err = c.answerRequest(ctx, desk, in, in.request(), false)
	case askComponent:
		err = c.answerPress(ctx, desk, in)
	case askComplete:
		err = c.complete(ctx, desk, in)
	case askFilled:
		err = c.answerFilled(ctx, desk, in)
	}
	if err != nil {
		c.log.ErrorContext(ctx, "an interaction was not answered", "command", in.Data.Name, "error", err)
	}
	if err := c.speaks(ctx, commands.Direct(in.person()), in.Locale); err != nil {
		c.log.ErrorContext(ctx, "cannot keep somebody's language", "error", err)
	}
}

// answerPress answers a button or a menu: the line that stands behind it.
func (c *Chat) answerPress(ctx context.Context, desk *commands.Desk, in interaction) error {
	id := in.Data.CustomID
	if in.Data.ComponentType == selectComponentType && len(in.Data.Values) > 0 {
		id = in.Data.Values[0]
	}
	line, asked, err := c.lineOf(ctx, id)
	if err != nil {
		return err
	}
	if line == "" {
		return c.tell(ctx, in, answerMessage, commands.Reply{Text: commands.Say("That button is too old. Please ask again."), Private: true})
	}
	if len(asked) > 0 {
		return c.ask(ctx, in, id, line, asked)
	}
	req := in.request()
	if req.Name, req.Options, err = commands.Parse(line); err != nil {
		return c.tell(ctx, in, answerMessage, commands.Reply{Text: commands.Say("%v", err), Private: true})
	}
	return c.answerRequest(ctx, desk, in, req, in.replaces(id, req))
}

// answerRequest runs a request and shows its reply, or with update has the
// message that was pressed be it. What went wrong, and a file, stands beside
// that.
func (c *Chat) answerRequest(ctx context.Context, desk *commands.Desk, in interaction, req commands.Request, update bool) error {
	private := in.Type != askCommand || in.personal()
	if known, ok := commands.Find(req.Name); ok {
		private = private || known.Private
	}
	replies, steps := make(chan commands.Reply, 1), make(chan commands.Text, 1)
	req.Progress = latestOf(steps)
	go func() {
		reply := commands.Run(ctx, desk, req)
		if update && in.underHelp() && req.Name != "help" {
			reply.Buttons = append(reply.Buttons, commands.ToHelp)
		}
		// What its buttons stand for is kept now, while there is time; an error
		// comes again when it is told.
		_, _ = c.rich(ctx, reply)
		replies <- reply
	}()
	wait := time.NewTimer(soon)
	defer wait.Stop()
	select {
	case reply := <-replies:
		reply.Private = reply.Private || private
		if update && !standsBeside(reply) {
			err := c.tell(ctx, in, answerUpdate, reply)
			if f := (&failure{}); !errors.As(err, &f) || f.Status != http.StatusBadRequest {
				return err
			} // it cannot take that form; another message can
		}
		return c.tell(ctx, in, answerMessage, reply)
	case <-wait.C:
	}
	body := map[string]any{"type": answerLater}
	if update {
		body["type"] = answerLaterUpdate
	} else if private {
		body["data"] = map[string]any{"flags": flagEphemeral}
	}
	if err := c.callback(ctx, in, body, commands.File{}); err != nil {
		return err
	}
	if update {
		steps = nil // what was pressed stands until there is something to take its place
	}
	reply := c.await(ctx, in, replies, steps)
	reply.Private = reply.Private || private
	return c.tellLater(ctx, in, reply, update && standsBeside(reply))
}

// tell shows a reply at once, plainer where Discord will not have it.
func (c *Chat) tell(ctx context.Context, in interaction, kind int, reply commands.Reply) error {
	reply.Typed = commands.Language(in.Locale)
	reply.Lang = cmp.Or(reply.Lang, reply.Typed)
	return c.plainer(ctx, reply, func(m message) error {
		if reply.Private && kind != answerUpdate { // what is private stays so
			m.Flags |= flagEphemeral
		}
		return c.callback(ctx, in, map[string]any{"type": kind, "data": m}, reply.File)
	})
}

func (c *Chat) callback(ctx context.Context, in interaction, body any, f commands.File) error {
	path := "/interactions/" + in.ID + "/" + in.Token + "/callback"
	return c.api.do(ctx, request{method: http.MethodPost, path: path, body: body, file: f, free: true}, nil)
}

// tellLater shows a reply in place of what was deferred, or beside it.
func (c *Chat) tellLater(ctx context.Context, in interaction, reply commands.Reply, beside bool) error {
	path := "/webhooks/" + in.App + "/" + in.Token
	method := http.MethodPost
	if !beside {
		method, path = http.MethodPatch, path+"/messages/@original"
	}
	return c.plainer(ctx, reply, func(m message) error {
		if beside && reply.Private {
			m.Flags |= flagEphemeral
		}
		return c.api.do(ctx, request{method: method, path: path, body: m, file: reply.File, free: true}, nil)
	})
}

// value is an option's value as a Request has it.
func (in interaction) value(g given) string {
	var s string
	if json.Unmarshal(g.Value, &s) != nil {
		s = string(g.Value) // a number or a flag
	}
	switch g.Type {
	case typeMentionable:
	case typeAttachment:
		return in.Data.Resolved.Attachments[s].URL
	default:
		return s
	}
	if _, role := in.Data.Resolved.Roles[s]; role {
		return "@&" + s
	}
	return "@" + s
}

// complete offers what the option under way could be; nothing, where that
// cannot be told in time.
func (c *Chat) complete(ctx context.Context, desk *commands.Desk, in interaction) error {
	within, cancel := context.WithTimeout(ctx, completing)
	defer cancel()
	offers, err := c.offers(within, desk, in)
	return errors.Join(err, c.callback(ctx, in, map[string]any{"type": answerCompletion, "data": map[string]any{"choices": offers}}, commands.File{}))
}

func (c *Chat) offers(ctx context.Context, desk *commands.Desk, in interaction) ([]choice, error) {
	offers := []choice{}
	req := in.request()
	lang, err := commands.LangOf(ctx, desk.DB.Reads, req.Place, req.Person, req.Lang)
	if err != nil {
		return offers, err
	}
	known, _ := commands.Find(req.Name)
	for _, o := range known.Options {
		typed, focused := in.focused(o.Name)
		if !focused || o.Complete == nil {
			continue
		}
		all, err := o.Complete(ctx, desk, req)
		if err != nil {
			return offers, err
		}
		for _, one := range all {
			one.Label = commands.Sentence(one.Label).In(lang)
			if len(offers) < mostChoices && len(one.Value) <= longestChoice && contains(one.Label, typed) {
				offers = append(offers, choice{Name: cmp.Or(clip(one.Label, longestChoice), one.Value), Value: one.Value})
			}
		}
	}
	return offers, nil
}

func (in interaction) focused(name string) (typed string, ok bool) {
	given := in.Data.Options
	if len(given) == 1 && given[0].Type == typeSubcommand {
		given = given[0].Options
	}
	for _, g := range given {
		if g.Name == name && g.Focused {
			return in.value(g), true
		}
	}
	return "", false
}

func contains(label, typed string) bool {
	plain := func(s string) string { return strings.ToLower(strings.ReplaceAll(strings.TrimSpace(s), "_", " ")) }
	return strings.Contains(plain(label), plain(typed))
}
