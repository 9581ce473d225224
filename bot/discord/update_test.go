package discord

import (
	"strings"
	"testing"
	"time"

	"newshound/bot/discordtest"
	"newshound/commands"
)

func TestLinksLeadToMessages(t *testing.T) {
	s := newStage(t)
	ann, forum := s.User("ann"), s.guild.Forum("forum", false)
	if err := s.chat.Posts(t.Context(), s.guild.ID, forum.ID); err != nil {
		t.Fatal(err)
	}
	for channel, want := range map[string]string{
		s.channel.ID: s.guild.ID + "/" + s.channel.ID + "/7",
		forum.ID:     s.guild.ID + "/7/7",
		"@" + ann.ID: "@me/" + s.DM(ann).ID + "/7",
	} {
		if got := s.chat.Link(t.Context(), s.guild.ID, channel, "7"); got != "https://discord.com/channels/"+want {
			t.Errorf("the link is %s, want %s", got, want)
		}
	}
}

// However little a post shows, an update leads back to the earlier post.
func TestUpdatesSaySo(t *testing.T) {
	s := newStage(t)
	for _, style := range []string{commands.StyleCard, commands.StyleCompact, commands.StyleHeadline} {
		c := card()
		c.Title, c.Update = "Refloated, "+style, commands.UpdateOn("Ferry [aground]", "https://discord.com/channels/1/2/3")
		r := post(c)
		r.Style, r.Lang = style, "de"
		if _, err := s.chat.Send(t.Context(), s.channel.ID, style, r); err != nil {
			t.Fatal(err)
		}
		messages := s.Messages(s.channel)
		if got := messages[len(messages)-1].Text(); !strings.Contains(got, `Update zu: [Ferry \[aground\]](https://discord.com/channels/1/2/3)`) {
			t.Errorf("as %s it says:\n%s", style, got)
		}
	}
}

// Two posts of one title are two, where the bot has to look for what stands.
func TestPostsOfOneTitleAreToldApart(t *testing.T) {
	s := newStage(t)
	s.guild.Join(s.Bot, s.guild.Role("hooks", discordtest.ManageWebhooks))
	first, second := card(), card()
	first.Buttons = []commands.Button{{Label: "More", Line: "/news story story:1"}}
	second.Buttons = []commands.Button{{Label: "More", Line: "/news story story:2"}}
	forum := s.guild.Forum("forum", false)
	if err := s.chat.Posts(t.Context(), s.guild.ID, forum.ID); err != nil {
		t.Fatal(err)
	}
	for _, channel := range []string{s.channel.ID, forum.ID} {
		var ids []string
		for _, c := range []commands.Card{first, second} {
			r := post(c)
			r.Byline = true
			id, err := s.chat.Send(t.Context(), channel, c.Buttons[0].Line, r)
			if err != nil {
				t.Fatal(err)
			}
			ids = append(ids, id)
			if found, err := s.chat.Find(t.Context(), channel, time.Now(), r); err != nil || found != id {
				t.Errorf("found %q, %v, want %q", found, err, id)
			}
		}
		if ids[0] == ids[1] {
			t.Errorf("in %s both are the message %s", channel, ids[0])
		}
	}
}
