package discordtest

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Command uses a slash command as a person: name with its group and sub-command, such as "alert add", and options
// by name, whose values are strings, numbers, booleans, *User, *Channel or *Role. It first waits until the bot is
// connected and has registered commands. What Discord would not let the person send is an error; otherwise it
// waits for the answer, through a deferral to what was deferred. No answer in time is ErrNoAnswer.
func (s *Server) Command(ctx context.Context, u *User, c *Channel, name string, options map[string]any) (*Reply, error) {
	cmd, owners, err := s.prepare(ctx, u, c, chatInput, name)
	if err != nil {
		return nil, err
	}
	data, err := s.invocation(cmd, name, options, "")
	if err != nil {
		return nil, err
	}
	return s.interact(ctx, aCommand, u, c, data, nil, owners)
}

// Autocomplete asks for suggestions for the option focused, with what is typed so far among the options.
func (s *Server) Autocomplete(ctx context.Context, u *User, c *Channel, name string, options map[string]any, focused string) ([]Choice, error) {
	cmd, owners, err := s.prepare(ctx, u, c, chatInput, name)
	if err != nil {
		return nil, err
	}
	data, err := s.invocation(cmd, name, options, focused)
	if err != nil {
		return nil, err
	}
	reply, err := s.interact(ctx, anAutocomplete, u, c, data, nil, owners)
	if err != nil {
		return nil, err
	}
	return reply.Choices, nil
}

// MessageCommand uses a message command, from a message's menu, as a person.
func (s *Server) MessageCommand(ctx context.Context, u *User, m Message, name string) (*Reply, error) {
	c, target, err := s.target(m)
	if err != nil {
		return nil, err
	}
	cmd, owners, err := s.prepare(ctx, u, c, messageCommand, name)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	data := object{"id": cmd["id"], "name": name, "type": messageCommand, "target_id": m.ID,
		"resolved": object{"messages": object{m.ID: plain(target.raw)}}}
	s.mu.Unlock()
	return s.interact(ctx, aCommand, u, c, data, nil, owners)
}

// target finds the message and its channel as they are now.
func (s *Server) target(m Message) (*Channel, *message, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.channels[m.ChannelID]
	if c == nil {
		return nil, nil, fmt.Errorf("the message's channel is gone")
	}
	if found := c.message(m.ID); found != nil {
		return c, found, nil
	}
	return nil, nil, fmt.Errorf("the message is gone")
}

// WaitCommands waits until the bot is connected and has registered commands.
func (s *Server) WaitCommands(ctx context.Context) error {
	return s.wait(ctx, func() bool { return len(s.live()) > 0 && len(s.commands) > 0 })
}

// prepare finds the command that the name begins with, once there are commands, and checks that the person
// can see it there.
func (s *Server) prepare(ctx context.Context, u *User, c *Channel, kind int, name string) (cmd, owners object, err error) {
	if err := s.WaitCommands(ctx); err != nil {
		return nil, nil, fmt.Errorf("the bot is not connected, or has registered no commands: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := c.place(u); err != nil {
		return nil, nil, err
	}
	if kind == chatInput {
		name, _, _ = strings.Cut(name, " ")
	}
	var known []string
	for _, cmd := range slices.Concat(s.commands[c.guildID()], s.commands[""]) {
		if number(cmd, "type") == kind && text(cmd, "name") == name {
			owners, err := s.visible(cmd, u, c)
			return cmd, owners, err
		}
		known = append(known, text(cmd, "name"))
	}
	return nil, nil, fmt.Errorf("no command /%s is registered; there are %v", name, known)
}

// visible checks a command's contexts, installations and default permissions, and says who installed the app.
func (s *Server) visible(cmd object, u *User, c *Channel) (owners object, err error) {
	name := text(cmd, "name")
	context, personal := 0, c.Guild != nil && !c.Guild.installed
	if c.Guild == nil {
		context = 1
	}
	if contexts := list(cmd, "contexts"); contexts != nil && !slices.Contains(contexts, any(float64(context))) {
		return nil, fmt.Errorf("/%s is not offered in context %d: its contexts are %v", name, context, contexts)
	}
	if context == 1 && cmd["contexts"] == nil && !truth(cmd, "dm_permission") {
		return nil, fmt.Errorf("/%s is not offered in DMs", name)
	}
	if personal && !(u.installed && slices.Contains(list(cmd, "integration_types"), any(1.0))) {
		return nil, fmt.Errorf("/%s is not offered where the bot is not a member, unless the user has it installed", name)
	}
	if needs := text(cmd, "default_member_permissions"); needs != "" && c.Guild != nil {
		if p := parsePermission(needs); p == 0 && c.permissions(u) != allPermissions || !c.permissions(u).Has(p) {
			return nil, fmt.Errorf("%s may not use /%s: it needs permissions %s", u.Name, name, needs)
		}
	}
	return s.owners(c, u, personal), nil
}

// Press presses a button of a message as a person; which is its label, or its custom_id.
func (s *Server) Press(ctx context.Context, u *User, m Message, which string) (*Reply, error) {
	c, target, err := s.target(m)
	if err != nil {
		return nil, err
	}
	for _, b := range target.now(s).Buttons() {
		if b.Label != which && b.CustomID != which {
			continue
		}
		if b.Disabled || b.Style == linkButton {
			return nil, fmt.Errorf("the button %q is disabled or a link", which)
		}
		return s.component(ctx, u, c, target, object{"component_type": button, "custom_id": b.CustomID})
	}
	return nil, fmt.Errorf("no button %q among %v", which, labels(target.now(s).Buttons()))
}

// Select chooses values in a select menu of a message; which is its placeholder, or its custom_id. In a menu of
// channels, roles or users the values are ids; in one of strings they are values or labels of its options.
func (s *Server) Select(ctx context.Context, u *User, m Message, which string, values ...string) (*Reply, error) {
	c, target, err := s.target(m)
	if err != nil {
		return nil, err
	}
	for _, menu := range target.now(s).Menus() {
		if menu.Placeholder != which && menu.CustomID != which {
			continue
		}
		chosen, err := menu.choose(values)
		if err != nil {
			return nil, err
		}
		data := object{"component_type": menu.Type, "custom_id": menu.CustomID, "values": chosen}
		if menu.Type != stringSelect {
			data["resolved"] = s.resolved(c, chosen)
		}
		return s.component(ctx, u, c, target, data)
	}
	return nil, fmt.Errorf("no select menu %q among %v", which, labels(target.now(s).Menus()))
}

// now is the message as it stands.
func (m *message) now(s *Server) Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return m.view
}

func labels(all []Component) []string {
	var names []string
	for _, c := range all {
		names = append(names, c.Label+c.Placeholder+" ("+c.CustomID+")")
	}
	return names
}

// choose checks the values against the menu's options, which may also be named by label.
func (c Component) choose(values []string) ([]string, error) {
	chosen := []string{}
	for _, v := range values {
		at := slices.IndexFunc(c.Options, func(o SelectOption) bool { return o.Value == v || o.Label == v })
		switch {
		case c.Type != stringSelect:
			chosen = append(chosen, v)
		case at < 0:
			return nil, fmt.Errorf("no option %q in the menu %q", v, c.CustomID)
		default:
			chosen = append(chosen, c.Options[at].Value)
		}
	}
	if n := len(chosen); c.Disabled || c.MinValues != nil && n < *c.MinValues || c.MaxValues != nil && n > *c.MaxValues {
		return nil, fmt.Errorf("the menu %q is disabled or does not take %d values", c.CustomID, n)
	}
	return chosen, nil
}

// component sends the use of a component. Who cannot see an ephemeral message cannot use its components.
func (s *Server) component(ctx context.Context, u *User, c *Channel, target *message, data object) (*Reply, error) {
	s.mu.Lock()
	err := c.place(u)
	if err == nil && target.view.Ephemeral() && target.via != nil && target.via.user != u {
		err = fmt.Errorf("%s cannot see the message: it is private to %s", u.Name, target.via.user.Name)
	}
	owners := s.owners(c, u, target.via != nil && target.via.personal)
	s.mu.Unlock()
	if err != nil {
		return nil, err
	}
	return s.interact(ctx, aComponent, u, c, data, target, owners)
}
