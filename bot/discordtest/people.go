package discordtest

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Command uses a slash command as a person: name with its group and sub-command, such as "alert add", and options
// by name, whose values are strings, numbers, booleans, *User, *Channel, *Role or Upload. It first waits until the bot is
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
