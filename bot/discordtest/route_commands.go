package discordtest

import (
	"net/http"
	"slices"
	"time"
)

// scope is where commands are registered: a guild's id, or "" for everywhere.
func (c *call) scope() (string, error) {
	if c.id("application_id") != c.App {
		return "", errWrongApplication
	}
	id := c.id("guild_id")
	if id == "" {
		return "", nil
	}
	g, err := c.guild(id)
	if err != nil {
		return "", errMissingAccess
	}
	return g.ID, nil
}

func (c *call) listCommands() (any, error) {
	scope, err := c.scope()
	if err != nil {
		return nil, err
	}
	return append([]object{}, c.commands[scope]...), nil
}

// overwriteCommands replaces all; a command of the same type and name keeps its id.
func (c *call) overwriteCommands() (any, error) {
	scope, err := c.scope()
	if err != nil {
		return nil, err
	}
	bodies := objects(object{"commands": c.body}, "commands")
	var f form
	f.commands(bodies)
	if err := f.err(); err != nil {
		return nil, err
	}
	old, all := c.commands[scope], []object{}
	for _, body := range bodies {
		made, err := c.command(scope, body, old)
		if err != nil {
			return nil, err
		}
		all = append(all, made)
	}
	c.commands[scope] = all
	return all, nil
}

func (c *call) createCommand() (any, error) {
	scope, err := c.scope()
	if err != nil {
		return nil, err
	}
	old := c.commands[scope]
	made, err := c.command(scope, c.form(), old)
	if err != nil {
		return nil, err
	}
	kept := slices.DeleteFunc(slices.Clone(old), func(o object) bool { return o["id"] == made["id"] })
	var f form
	f.commands(append(kept, c.form()))
	if err := f.err(); err != nil {
		return nil, err
	}
	if len(kept) == len(old) {
		c.status = http.StatusCreated
	}
	c.commands[scope] = append(kept, made)
	return made, nil
}

// creations is how many commands may be created in each guild, and how many global ones.
var creations = limit{200, 24 * time.Hour}

// command is the body as Discord keeps it.
func (c *call) command(scope string, body object, old []object) (object, error) {
	kind := max(1, number(body, "type"))
	id := ""
	for _, o := range old {
		if o["name"] == body["name"] && number(o, "type") == kind {
			id = text(o, "id")
		}
	}
	if id == "" {
		if _, ok := c.limiter.bucket(route{pattern: "command creations"}, scope).take(c.now(), creations); !ok {
			return nil, errCommandsADay
		}
		id = c.nextID()
	}
	out := object{"default_member_permissions": nil, "integration_types": []any{0.0}, "contexts": nil, "nsfw": false, "dm_permission": true, "description": ""}
	given := pick(body, "name", "name_localizations", "description", "description_localizations", "options",
		"default_member_permissions", "dm_permission", "contexts", "integration_types", "nsfw")
	for key, v := range given {
		out[key] = dropNulls(v)
	}
	out["id"], out["application_id"], out["version"], out["type"] = id, c.App, c.nextID(), kind
	if scope != "" {
		out["guild_id"] = scope
	}
	return out, nil
}

// dropNulls takes null fields out of objects, at any depth: Discord does not answer them.
func dropNulls(v any) any {
	switch v := v.(type) {
	case object:
		out := object{}
		for key, inner := range v {
			if inner != nil {
				out[key] = dropNulls(inner)
			}
		}
		return out
	case []any:
		out := []any{}
		for _, inner := range v {
			out = append(out, dropNulls(inner))
		}
		return out
	}
	return v
}

func (c *call) findCommand() (scope string, at int, err error) {
	scope, err = c.scope()
	if err != nil {
		return "", 0, err
	}
	at = slices.IndexFunc(c.commands[scope], func(o object) bool { return o["id"] == c.id("command_id") })
	if at < 0 {
		return "", 0, errUnknownCommand
	}
	return scope, at, nil
}

func (c *call) getCommand() (any, error) {
	scope, at, err := c.findCommand()
	if err != nil {
		return nil, err
	}
	return c.commands[scope][at], nil
}

func (c *call) editCommand() (any, error) {
	scope, at, err := c.findCommand()
	if err != nil {
		return nil, err
	}
	all := slices.Clone(c.commands[scope])
	edited := object{}
	for key, v := range all[at] {
		edited[key] = v
	}
	for key, v := range c.form() {
		edited[key] = dropNulls(v)
	}
	edited["version"] = c.nextID()
	all[at] = edited
	var f form
	f.commands(all)
	if err := f.err(); err != nil {
		return nil, err
	}
	c.commands[scope] = all
	return edited, nil
}

func (c *call) deleteCommand() (any, error) {
	scope, at, err := c.findCommand()
	if err != nil {
		return nil, err
	}
	c.commands[scope] = slices.Delete(slices.Clone(c.commands[scope]), at, at+1)
	return nil, nil
}
