package discordtest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Interaction types.
const (
	aCommand       = 2
	aComponent     = 3
	anAutocomplete = 4
	aModal         = 5
)

// Callback types: how an interaction can be answered.
const (
	cbMessage        = 4
	cbDeferred       = 5
	cbDeferredUpdate = 6
	cbUpdate         = 7
	cbChoices        = 8
	cbModal          = 9
)

// tokenLife is how long an interaction's token can be used.
const tokenLife = 15 * time.Minute

// maxFollowups is how many follow-ups there may be where only the person, not the guild, has the app installed.
const maxFollowups = 5

// ErrNoAnswer says that the bot did not answer an interaction in time: people would read
// "The application did not respond".
var ErrNoAnswer = errors.New("the bot did not answer the interaction in time")

// interaction is one thing that a person did.
type interaction struct {
	id, token string
	kind      int
	user      *User
	channel   *Channel
	created   time.Time
	source    *message // whose button or menu was used
	personal  bool     // only the person has the app installed here

	callback  int // how it was answered, 0 while it is not
	deferred  bool
	original  *message
	followups []*message
	choices   []Choice
	modal     *Modal
	touched   bool // edited or followed up since the callback
}

// Choice is a suggestion of an autocomplete.
type Choice struct {
	Name  string `json:"name"`
	Value any    `json:"value"`
}

// Modal is a form that the bot shows.
type Modal struct {
	CustomID   string      `json:"custom_id"`
	Title      string      `json:"title"`
	Components []Component `json:"components"`

	source *message
	opener *interaction
}

// Reply is how the bot answered, at one moment.
type Reply struct {
	Message   Message   // the answer as it stands; for a button that changed its own message, that message
	Followups []Message // oldest first
	Modal     *Modal    // the form, where the answer is one
	Choices   []Choice  // of an autocomplete

	i *interaction
	s *Server
}

// Wait waits until the reply matches, as later edits and follow-ups change it.
func (r *Reply) Wait(ctx context.Context, matches func(Reply) bool) error {
	return r.s.wait(ctx, func() bool {
		now := r.s.reply(r.i)
		if matches(*now) {
			*r = *now
			return true
		}
		return false
	})
}

func (s *Server) reply(i *interaction) *Reply {
	r := &Reply{Choices: i.choices, Modal: i.modal, i: i, s: s}
	if i.original != nil {
		r.Message = i.original.view
	}
	for _, m := range i.followups {
		if !m.view.Deleted {
			r.Followups = append(r.Followups, m.view)
		}
	}
	return r
}

// settled says whether the interaction has its answer: a deferred one waits for what was deferred.
func (i *interaction) settled() bool {
	switch i.callback {
	case 0:
		return false
	case cbDeferred:
		return !i.deferred || i.original.view.Deleted
	case cbDeferredUpdate:
		return i.touched
	}
	return true
}

// interact sends an interaction to the bot and waits for its answer.
func (s *Server) interact(ctx context.Context, kind int, u *User, c *Channel, data object, source *message, owners object) (*Reply, error) {
	i, err := s.emit(kind, u, c, data, source, owners)
	if err != nil {
		return nil, err
	}
	first, cancel := context.WithTimeoutCause(ctx, s.answerWithin, ErrNoAnswer)
	defer cancel()
	if err := s.wait(first, func() bool { return i.callback != 0 }); err != nil {
		return nil, err
	}
	if err := s.wait(ctx, i.settled); err != nil {
		return nil, fmt.Errorf("the answer was deferred and did not come: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.reply(i), nil
}

// WaitDeferred waits until somebody has been promised an answer that is not
// there yet.
func (s *Server) WaitDeferred(ctx context.Context) error {
	return s.wait(ctx, func() bool {
		for _, i := range s.interactions {
			if i.deferred || i.callback == cbDeferredUpdate && !i.touched {
				return true
			}
		}
		return false
	})
}

func (s *Server) emit(kind int, u *User, c *Channel, data object, source *message, owners object) (*interaction, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !slices.ContainsFunc(s.live(), func(x *session) bool { return x.covers(c.guildID()) }) {
		return nil, errors.New("the bot is not connected to the gateway")
	}
	i := &interaction{id: s.nextID(), kind: kind, user: u, channel: c, created: s.now(), source: source}
	i.token = "token-of-" + i.id
	_, byGuild := owners["0"]
	i.personal = !byGuild
	s.interactions[i.token] = i
	s.dispatch("INTERACTION_CREATE", c.guildID(), i.object(s, data, owners))
	return i, nil
}

// object is the interaction as the gateway tells it
// (https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object).
func (i *interaction) object(s *Server, data, owners object) object {
	out := object{"id": i.id, "application_id": s.App, "type": i.kind, "token": i.token, "version": 1, "data": data,
		"channel_id": i.channel.ID, "channel": i.channel.object(), "locale": i.user.locale, "entitlements": []any{},
		"app_permissions": i.channel.permissions(s.Bot).String(), "authorizing_integration_owners": owners,
		"context": 1, "attachment_size_limit": 10485760}
	if i.source != nil {
		out["message"] = i.source.raw
	}
	g := i.channel.Guild
	if g == nil {
		out["user"] = i.user.object()
		return out
	}
	member := g.members[i.user.ID].object()
	member["permissions"] = i.channel.permissions(i.user).String()
	out["member"], out["context"], out["guild_id"], out["guild_locale"] = member, 0, g.ID, g.locale
	out["guild"] = object{"id": g.ID, "locale": g.locale, "features": []any{}}
	return out
}

// metadata is what a message tells of the interaction that it answers.
func (i *interaction) metadata(owners object) object {
	out := object{"id": i.id, "type": i.kind, "user": i.user.object(), "authorizing_integration_owners": owners}
	if i.kind == aComponent && i.source != nil {
		out["interacted_message_id"] = i.source.view.ID
	}
	return out
}

// place checks that the person can use interactions in the channel.
func (c *Channel) place(u *User) error {
	switch {
	case c.Guild == nil && c.person != u:
		return fmt.Errorf("the DM is not %s's", u.Name)
	case c.Guild != nil && c.Guild.members[u.ID] == nil:
		return fmt.Errorf("%s is not a member of %s", u.Name, c.Guild.Name)
	case c.Guild != nil && !c.permissions(u).Has(ViewChannel|UseCommands):
		return fmt.Errorf("%s may not use commands in %s", u.Name, c.Name)
	}
	return nil
}
