package discordtest

import (
	"maps"
	"mime/multipart"
	"regexp"
	"slices"
	"strings"
)

// compose writes what body sets into the message: what body leaves out stays as it was.
// byDefault are the kinds of mentions that ping when the body has no allowed_mentions.
func (s *Server) compose(m *message, body object, files []*multipart.FileHeader, byDefault []string) {
	if v, ok := body["content"]; ok {
		m.raw["content"], _ = v.(string)
	}
	if _, ok := body["flags"]; ok {
		const kept = flagEphemeral | flagLoading | flagHasThread | flagCrossposted | flagV2
		m.raw["flags"] = number(m.raw, "flags")&kept | number(body, "flags")
	}
	if _, ok := body["embeds"]; ok {
		m.raw["embeds"] = shownEmbeds(objects(body, "embeds"))
	}
	if _, ok := body["components"]; ok {
		next := 0
		m.raw["components"] = s.shownComponents(objects(body, "components"), &next)
	}
	s.attach(m, body, files)
	s.mention(m, body, byDefault)
	m.refresh()
}

// shownEmbeds fills in what Discord adds to embeds.
func shownEmbeds(embeds []object) []any {
	shown := []any{}
	for _, e := range embeds {
		out := pick(e, "url", "title", "color", "timestamp", "description", "image", "thumbnail", "footer", "author", "provider")
		out["type"] = "rich"
		fields := []any{}
		for _, f := range objects(e, "fields") {
			fields = append(fields, object{"name": f["name"], "value": f["value"], "inline": truth(f, "inline")})
		}
		if len(fields) > 0 {
			out["fields"] = fields
		}
		for _, key := range []string{"image", "thumbnail", "footer", "author", "provider"} {
			if inner := child(out, key); inner != nil {
				out[key] = pick(inner, slices.Collect(maps.Keys(inner))...)
			}
		}
		shown = append(shown, out)
	}
	return shown
}

// componentDefaults is what Discord answers for what a component leaves out.
var componentDefaults = map[int]object{
	stringSelect: {"min_values": 1, "max_values": 1},
	userSelect:   {"min_values": 1, "max_values": 1},
	6:            {"min_values": 1, "max_values": 1},
	7:            {"min_values": 1, "max_values": 1},
	channelSel:   {"min_values": 1, "max_values": 1},
	thumbnail:    {"description": nil, "spoiler": false},
	fileDisplay:  {"spoiler": false},
	separator:    {"spacing": 1, "divider": true},
	container:    {"accent_color": nil, "spoiler": false},
}

func (s *Server) shownComponents(components []object, next *int) []any {
	shown := []any{}
	for _, c := range components {
		shown = append(shown, s.shownComponent(c, next))
	}
	return shown
}

func (s *Server) shownComponent(c object, next *int) object {
	*next++
	out := object{"id": *next}
	maps.Copy(out, componentDefaults[number(c, "type")])
	maps.Copy(out, pick(c, slices.Collect(maps.Keys(c))...))
	delete(out, "required")
	if inner := objects(c, "components"); inner != nil {
		out["components"] = s.shownComponents(inner, next)
	}
	if inner := child(c, "accessory"); inner != nil {
		out["accessory"] = s.shownComponent(inner, next)
	}
	if media := child(c, "media"); media != nil {
		out["media"] = s.shownMedia(media)
	}
	if items := objects(c, "items"); items != nil {
		out["items"] = s.shownItems(items)
	}
	return out
}

func (s *Server) shownItems(items []object) []any {
	shown := []any{}
	for _, item := range items {
		shown = append(shown, object{"media": s.shownMedia(child(item, "media")), "description": item["description"], "spoiler": truth(item, "spoiler")})
	}
	return shown
}

func (s *Server) shownMedia(media object) object {
	return object{"id": s.nextID(), "url": media["url"], "proxy_url": media["url"], "width": nil, "height": nil, "content_type": nil}
}

// attach replaces the attachments where the body lists any, and adds the files.
func (s *Server) attach(m *message, body object, files []*multipart.FileHeader) {
	attachments := list(m.raw, "attachments")
	if _, ok := body["attachments"]; ok {
		attachments = slices.DeleteFunc(slices.Clone(attachments), func(a any) bool {
			return !slices.ContainsFunc(objects(body, "attachments"), func(o object) bool { return o["id"] == a.(object)["id"] })
		})
	}
	for _, f := range files {
		id := s.nextID()
		address := s.http.URL + "/attachments/" + id + "/" + f.Filename
		attachments = append(attachments, object{"id": id, "filename": f.Filename, "size": f.Size, "url": address, "proxy_url": address})
	}
	m.raw["attachments"] = append([]any{}, attachments...)
}

// Which mentions ping when allowed_mentions is left out.
var (
	everyMention = []string{"everyone", "roles", "users"}
	userMentions = []string{"users"}
)

var (
	userMention = regexp.MustCompile(`<@!?(\d+)>`)
	roleMention = regexp.MustCompile(`<@&(\d+)>`)
	allMention  = regexp.MustCompile(`@(everyone|here)\b`)
)

// mention works out whom the message pings, from its text and allowed_mentions
// (https://discord.com/developers/docs/resources/message#allowed-mentions-object).
func (s *Server) mention(m *message, body object, byDefault []string) {
	allowed := child(body, "allowed_mentions")
	parse := byDefault
	if allowed != nil {
		parse = texts(allowed, "parse")
	}
	said := text(m.raw, "content") + "\n" + strings.Join(displayed(objects(m.raw, "components")), "\n")
	m.raw["mentions"] = s.pingedUsers(m.channel, said, slices.Contains(parse, "users"), texts(allowed, "users"))
	roles, everyone := []any{}, false
	if g := m.channel.Guild; g != nil {
		strong := m.hook == nil && text(child(m.raw, "author"), "id") == s.Bot.ID && m.channel.permissions(s.Bot).Has(MentionEveryone)
		everyone = strong && slices.Contains(parse, "everyone") && allMention.MatchString(said)
		for _, id := range matches(roleMention, said) {
			r := g.role(id)
			if r != nil && (r.Mentionable || strong) && (slices.Contains(parse, "roles") || slices.Contains(texts(allowed, "roles"), id)) {
				roles = append(roles, id)
			}
		}
	}
	m.raw["mention_roles"], m.raw["mention_everyone"] = roles, everyone
}

func (s *Server) pingedUsers(c *Channel, said string, all bool, named []string) []any {
	pinged := []any{}
	for _, id := range matches(userMention, said) {
		if u := s.users[id]; u != nil && (all || slices.Contains(named, id)) {
			pinged = append(pinged, u.object())
		}
	}
	return pinged
}

// matches are the ids that a pattern finds, each once.
func matches(re *regexp.Regexp, said string) []string {
	var ids []string
	for _, match := range re.FindAllStringSubmatch(said, -1) {
		if !slices.Contains(ids, match[1]) {
			ids = append(ids, match[1])
		}
	}
	return ids
}

// displayed are the texts of the text displays.
func displayed(components []object) []string {
	var said []string
	for _, c := range components {
		if number(c, "type") == textDisplay {
			said = append(said, text(c, "content"))
		}
		said = append(said, displayed(objects(c, "components"))...)
	}
	return said
}
