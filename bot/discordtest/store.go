package discordtest

import (
	"encoding/json"
	"maps"
	"slices"
	"time"
)

// hidden says whether the message is missing from the channel's history.
func (m *message) hidden() bool { return m.view.Deleted || m.view.Ephemeral() }

// refresh renews the view from raw.
func (m *message) refresh() {
	keep := m.view
	raw, _ := json.Marshal(m.raw)
	m.view = Message{Nonce: keep.Nonce, Edits: keep.Edits, Deleted: keep.Deleted, Raw: raw}
	_ = json.Unmarshal(raw, &m.view)
}

func (s *Server) newMessage(c *Channel, author *User) *message {
	return &message{channel: c, raw: object{
		"id": s.nextID(), "channel_id": c.ID, "type": 0, "author": author.object(), "content": "",
		"mentions": []any{}, "mention_roles": []any{}, "attachments": []any{}, "embeds": []any{}, "components": []any{},
		"timestamp": stamp(s.now()), "edited_timestamp": nil, "flags": 0, "pinned": false, "mention_everyone": false, "tts": false,
	}}
}

// publish puts a composed message into its channel and tells the gateway.
func (s *Server) publish(m *message) {
	m.channel.messages = append(m.channel.messages, m)
	s.dispatchMessage("MESSAGE_CREATE", m)
}

// revise keeps what a message was before it is composed anew.
func (s *Server) revise(m *message) {
	m.view.Edits = append(m.view.Edits, m.view.Raw)
	m.raw["edited_timestamp"] = stamp(s.now())
}

func (s *Server) erase(m *message) {
	m.view.Deleted = true
	if !m.view.Ephemeral() {
		s.dispatch("MESSAGE_DELETE", m.channel.guildID(), object{"id": m.view.ID, "channel_id": m.channel.ID})
	}
	s.notify()
}

func (s *Server) dispatchMessage(event string, m *message) {
	if !m.view.Ephemeral() {
		s.dispatchEach(event, m.channel.guildID(), func(x *session) object { return s.seenBy(x, m) })
	}
	s.notify()
}

// seenBy leaves out what a session without the intent MESSAGE_CONTENT may not read: other people's guild messages
// that do not mention the bot.
func (s *Server) seenBy(x *session, m *message) object {
	mentioned := slices.ContainsFunc(m.view.Mentions, func(a Author) bool { return a.ID == s.Bot.ID })
	if x.intents&messageContent != 0 || m.channel.Guild == nil || m.view.Author.ID == s.Bot.ID || mentioned {
		return m.raw
	}
	out := maps.Clone(m.raw)
	out["content"], out["embeds"], out["attachments"], out["components"] = "", []any{}, []any{}, []any{}
	return out
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000-07:00") }
