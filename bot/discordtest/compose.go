package discordtest

import (
	"maps"
	"mime/multipart"
	"slices"
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
