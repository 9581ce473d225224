package discordtest

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

func parsePermission(s string) Permission {
	n, _ := strconv.ParseUint(s, 10, 64)
	return Permission(n)
}

// invocation builds an application command's data from its registered form, as Discord's client does: unknown,
// missing and wrong options are errors. With focused it is that of an autocomplete, where options may be missing.
func (s *Server) invocation(cmd object, name string, given map[string]any, focused string) (object, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := &builder{name: name, focused: focused, left: maps.Clone(given), users: object{}, members: object{}, channels: object{}, roles: object{}}
	options, err := b.descend(objects(cmd, "options"), strings.Fields(name)[1:])
	if err != nil {
		return nil, err
	}
	if len(b.left) > 0 {
		return nil, fmt.Errorf("/%s has no option %v", name, slices.Sorted(maps.Keys(b.left)))
	}
	if focused != "" && !b.found {
		return nil, fmt.Errorf("/%s has no option %q with autocomplete", name, focused)
	}
	data := object{"id": cmd["id"], "name": cmd["name"], "type": cmd["type"], "options": options}
	if guild := text(cmd, "guild_id"); guild != "" {
		data["guild_id"] = guild
	}
	data["resolved"] = object{"users": b.users, "members": b.members, "channels": b.channels, "roles": b.roles}
	return data, nil
}

// builder fills in the options of one use of a command.
type builder struct {
	name, focused                   string
	found                           bool
	left                            map[string]any
	users, members, channels, roles object
}

// descend follows the path of a group and a sub-command to the options that take values.
func (b *builder) descend(options []object, path []string) ([]any, error) {
	nested := len(options) > 0 && number(options[0], "type") <= optGroup
	if !nested && len(path) > 0 || nested && len(path) == 0 {
		return nil, fmt.Errorf("/%s is not a whole command: its parts are %v", b.name, named(options))
	}
	if !nested {
		return b.values(options)
	}
	for _, o := range options {
		if text(o, "name") == path[0] {
			inner, err := b.descend(objects(o, "options"), path[1:])
			return []any{object{"name": path[0], "type": o["type"], "options": inner}}, err
		}
	}
	return nil, fmt.Errorf("/%s: no %q among %v", b.name, path[0], named(options))
}

func named(options []object) []string {
	var names []string
	for _, o := range options {
		names = append(names, text(o, "name"))
	}
	return names
}

func (b *builder) values(options []object) ([]any, error) {
	filled := []any{}
	for _, o := range options {
		name := text(o, "name")
		v, ok := b.left[name]
		delete(b.left, name)
		focus := name == b.focused && b.focused != "" && truth(o, "autocomplete")
		if !ok && !focus {
			if truth(o, "required") && b.focused == "" {
				return nil, fmt.Errorf("/%s: the option %s is required", b.name, name)
			}
			continue
		}
		out := object{"name": name, "type": o["type"]}
		if focus {
			b.found = true
			out["focused"], out["value"] = true, fmt.Sprint(v)
			if v == nil {
				out["value"] = ""
			}
		} else {
			value, err := b.value(o, v)
			if err != nil {
				return nil, fmt.Errorf("/%s: the option %s: %w", b.name, name, err)
			}
			out["value"] = value
		}
		filled = append(filled, out)
	}
	return filled, nil
}

// value checks one value against its option, and notes what Discord resolves for it.
func (b *builder) value(o object, v any) (any, error) {
	kind := number(o, "type")
	switch v := v.(type) {
	case string:
		if kind == optString {
			return v, checkText(o, v)
		}
	case bool:
		if kind == optBoolean {
			return v, nil
		}
	case int:
		if kind == optInteger || kind == optNumber {
			return v, checkNumber(o, float64(v))
		}
	case float64:
		if kind == optNumber {
			return v, checkNumber(o, v)
		}
	case *User:
		if kind == optUser || kind == optMention {
			b.users[v.ID] = v.object()
			return v.ID, nil
		}
	case *Role:
		if kind == optRole || kind == optMention {
			b.roles[v.ID] = v.object()
			return v.ID, nil
		}
	case *Channel:
		if kind == optChannel {
			b.channels[v.ID] = v.object()
			return v.ID, checkChannel(o, v)
		}
	}
	return nil, fmt.Errorf("%v (%T) is not of its type %d", v, v, kind)
}

func checkText(o object, v string) error {
	n, most := len([]rune(v)), 6000
	if o["max_length"] != nil {
		most = number(o, "max_length")
	}
	if n < max(1, number(o, "min_length")) || n > most {
		return fmt.Errorf("%d characters are too few or too many", n)
	}
	return checkChoice(o, v)
}

func checkNumber(o object, v float64) error {
	if low, ok := o["min_value"].(float64); ok && v < low {
		return fmt.Errorf("%v is less than %v", v, low)
	}
	if high, ok := o["max_value"].(float64); ok && v > high {
		return fmt.Errorf("%v is more than %v", v, high)
	}
	return checkChoice(o, v)
}

func checkChoice(o object, v any) error {
	choices := objects(o, "choices")
	if len(choices) > 0 && !slices.ContainsFunc(choices, func(c object) bool { return c["value"] == v }) {
		return fmt.Errorf("%v is not one of its choices", v)
	}
	return nil
}

func checkChannel(o object, c *Channel) error {
	types := list(o, "channel_types")
	if len(types) > 0 && !slices.Contains(types, any(float64(c.Type))) {
		return fmt.Errorf("a channel of type %d is not offered: only %v", c.Type, types)
	}
	return nil
}

// resolved is what Discord adds about the ids chosen in a menu.
func (s *Server) resolved(c *Channel, ids []string) object {
	s.mu.Lock()
	defer s.mu.Unlock()
	users, channels, roles := object{}, object{}, object{}
	for _, id := range ids {
		if u := s.users[id]; u != nil {
			users[id] = u.object()
		}
		if ch := s.channels[id]; ch != nil {
			channels[id] = ch.object()
		}
		if c.Guild != nil && c.Guild.role(id) != nil {
			roles[id] = c.Guild.role(id).object()
		}
	}
	return object{"users": users, "channels": channels, "roles": roles}
}
