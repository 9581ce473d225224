package discordtest

import (
	"context"
	"fmt"
	"slices"
)

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
