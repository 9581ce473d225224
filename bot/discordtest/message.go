package discordtest

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// Message flags (https://discord.com/developers/docs/resources/message#message-object-message-flags).
const (
	flagCrossposted    = 1 << 0
	flagSuppressEmbeds = 1 << 2
	flagHasThread      = 1 << 5
	flagEphemeral      = 1 << 6
	flagLoading        = 1 << 7
	flagSilent         = 1 << 12
	flagV2             = 1 << 15
)

// Message is a message as people see it, at one moment.
type Message struct {
	ID              string       `json:"id"`
	ChannelID       string       `json:"channel_id"`
	Type            int          `json:"type"`
	Author          Author       `json:"author"`
	WebhookID       string       `json:"webhook_id"`
	Content         string       `json:"content"`
	Embeds          []Embed      `json:"embeds"`
	Components      []Component  `json:"components"`
	Attachments     []Attachment `json:"attachments"`
	Flags           int          `json:"flags"`
	Mentions        []Author     `json:"mentions"` // who was really pinged
	MentionRoles    []string     `json:"mention_roles"`
	MentionEveryone bool         `json:"mention_everyone"`
	Created         time.Time    `json:"timestamp"`
	Edited          time.Time    `json:"edited_timestamp"`

	Nonce   string            `json:"-"` // which Discord shows to nobody but the sender, once
	Raw     json.RawMessage   `json:"-"` // the message as Discord would answer it
	Edits   []json.RawMessage `json:"-"` // what Raw was before each edit, oldest first
	Deleted bool              `json:"-"`
}

// Author is who wrote a message.
type Author struct {
	ID   string `json:"id"`
	Name string `json:"username"`
	Bot  bool   `json:"bot"`
}

// Attachment is a file of a message.
type Attachment struct {
	ID       string `json:"id"`
	Filename string `json:"filename"`
	Size     int    `json:"size"`
}

// Embed is a classic embed of a message.
type Embed struct {
	Title       string `json:"title"`
	URL         string `json:"url"`
	Description string `json:"description"`
	Color       int    `json:"color"`
	Author      struct {
		Name string `json:"name"`
	} `json:"author"`
	Footer struct {
		Text string `json:"text"`
	} `json:"footer"`
	Fields []struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	} `json:"fields"`
}

// Ephemeral says whether only the person who asked sees the message.
func (m Message) Ephemeral() bool { return m.Flags&flagEphemeral != 0 }

// V2 says whether the message is made of Components V2.
func (m Message) V2() bool { return m.Flags&flagV2 != 0 }

// Text is all that can be read in the message, a line for each piece, from top to bottom.
func (m Message) Text() string {
	lines := []string{m.Content}
	for _, e := range m.Embeds {
		lines = append(lines, e.Author.Name, e.Title, e.Description)
		for _, f := range e.Fields {
			lines = append(lines, f.Name, f.Value)
		}
		lines = append(lines, e.Footer.Text)
	}
	m.walk(func(c Component) { lines = append(lines, c.Content, c.Label, c.Placeholder) })
	return strings.Join(slices.DeleteFunc(lines, func(s string) bool { return s == "" }), "\n")
}

// message is a message as this server keeps it.
type message struct {
	channel *Channel
	raw     object
	view    Message
	via     *interaction // whose answer it is
	hook    *webhook     // which posted it
	thread  *Channel     // started from it
}

// Messages lists what stands in the channel, oldest first: no deleted messages, no ephemeral ones.
func (s *Server) Messages(c *Channel) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []Message
	for _, m := range c.messages {
		if !m.hidden() {
			all = append(all, m.view)
		}
	}
	return all
}

// WaitMessage waits for the first message of the channel, of those that stand and those to come, that matches.
func (s *Server) WaitMessage(ctx context.Context, c *Channel, matches func(Message) bool) (Message, error) {
	var found Message
	err := s.wait(ctx, func() bool {
		for _, m := range c.messages {
			if !m.hidden() && matches(m.view) {
				found = m.view
				return true
			}
		}
		return false
	})
	return found, err
}

// Say posts a message as a person, for the bot to see.
func (s *Server) Say(u *User, c *Channel, content string) Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.newMessage(c, u)
	s.compose(m, object{"content": content}, nil, everyMention)
	s.publish(m)
	return m.view
}

// DeleteMessage removes a message as a moderator would.
func (s *Server) DeleteMessage(m Message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.channels[m.ChannelID]; c != nil {
		if kept := c.message(m.ID); kept != nil {
			s.erase(kept)
		}
	}
}

// message finds one that is not deleted, hidden ones too.
func (c *Channel) message(id string) *message {
	for _, m := range slices.Backward(c.messages) {
		if m.view.ID == id && !m.view.Deleted {
			return m
		}
	}
	return nil
}
