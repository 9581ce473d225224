package discord

import (
	"encoding/json"
	"testing"

	"newshound/bot/discordtest"
)

func TestExportIsAFile(t *testing.T) {
	s := newStage(t)
	ann := s.User("ann")
	s.guild.Join(ann, s.guild.Role("editor", discordtest.Permission(manageGuild)))
	s.add(t, "The Post", "Wire")
	s.play(t)
	reply, err := s.Command(t.Context(), ann, s.channel, "source export", nil)
	if err != nil {
		t.Fatal(err)
	}
	m := reply.Message
	if len(m.Attachments) != 1 || m.Attachments[0].Filename != "sources.opml" || m.Attachments[0].Size < 100 || !m.Ephemeral() {
		t.Errorf("the answer is %q with the files %+v, private: %v", m.Text(), m.Attachments, m.Ephemeral())
	}
}

func TestAttachmentsAreTheirAddresses(t *testing.T) {
	var in interaction
	err := json.Unmarshal([]byte(`{"type": 2, "guild_id": "1", "data": {"name": "source",
		"options": [{"type": 1, "name": "import", "options": [{"type": 11, "name": "file", "value": "7"}]}],
		"resolved": {"attachments": {"7": {"id": "7", "filename": "feeds.opml", "url": "https://cdn.example/feeds.opml?ex=1"}}}}}`), &in)
	if err != nil {
		t.Fatal(err)
	}
	if got := in.request().Options["file"]; got != "https://cdn.example/feeds.opml?ex=1" {
		t.Errorf("the file is %q", got)
	}
}
