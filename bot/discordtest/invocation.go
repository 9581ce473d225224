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
	b := &builder{name: name, focused: focused, left: maps.Clone(given), users: object{}, members: object{}, channels: object{}, roles: object{}, files: object{}, newID: s.nextID}
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
	data["resolved"] = object{"users": b.users, "members": b.members, "channels": b.channels, "roles": b.roles, "attachments": b.files}
	return data, nil
}

// Upload is a file that a person attaches: its name, and where Discord has it.
type Upload struct{ Name, URL string }

// builder fills in the options of one use of a command.
type builder struct {
	name, focused                   string
	found                           bool
	left                            map[string]any
	users, members, channels, roles object
	files                           object
	newID                           func() string
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
