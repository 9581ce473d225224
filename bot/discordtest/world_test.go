package discordtest_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"newshound/bot/discordtest"
)

// TestFetches makes every reading call once: the server checks its own answers against Discord's description.
func TestFetches(t *testing.T) {
	s := discordtest.New(t, discordtest.Unlimited())
	home := s.Guild("home")
	news, forum := home.Text("news"), home.Forum("forum", false, "tag")
	thread, dm := news.Thread("thread"), s.DM(home.Member("ann"))
	home.Role("staff", discordtest.ManageGuild)
	news.Allow(home.Everyone, discordtest.MentionEveryone)
	register(t, newSession(t, s), s, alertCommand)
	for _, path := range []string{
		"/gateway", "/gateway/bot", "/users/@me", "/users/@me/guilds", "/users/" + s.Bot.ID, "/applications/@me", "/oauth2/applications/@me",
		"/guilds/" + home.ID, "/guilds/" + home.ID + "/channels", "/guilds/" + home.ID + "/roles", "/guilds/" + home.ID + "/threads/active",
		"/guilds/" + home.ID + "/members/" + s.Bot.ID, "/channels/" + news.ID, "/channels/" + forum.ID, "/channels/" + thread.ID, "/channels/" + dm.ID,
		"/channels/" + news.ID + "/messages", "/applications/" + s.App + "/commands", "/applications/" + s.App + "/guilds/" + home.ID + "/commands",
	} {
		call(t, s, "GET", path, "").want(t, 200, 0)
	}
}

func TestThreads(t *testing.T) {
	s := discordtest.New(t, discordtest.Unlimited())
	home := s.Guild("home")
	news := home.Announcements("news")
	forum := home.Forum("forum", true, "politics")
	at := "/channels/" + news.ID + "/messages"
	id := call(t, s, "POST", at, `{"content":"story"}`).body.ID
	call(t, s, "POST", at+"/"+id+"/threads", `{"name":"Discuss","auto_archive_duration":1440}`).want(t, 201, 0)
	call(t, s, "POST", at+"/"+id+"/threads", `{"name":"Again"}`).want(t, 400, 160004)
	threads := news.Threads()
	if len(threads) != 1 || threads[0].ID != id || threads[0].Type != discordtest.AnnouncementThread {
		t.Fatalf("the threads are %+v", threads)
	}
	call(t, s, "POST", "/channels/"+id+"/messages", `{"content":"first"}`).want(t, 200, 0)
	call(t, s, "PATCH", "/channels/"+id, `{"archived":true,"name":"Discussed"}`).want(t, 200, 0)
	if threads[0].Name != "Discussed" {
		t.Errorf("the thread is called %q", threads[0].Name)
	}
	call(t, s, "POST", at+"/"+id+"/crosspost", "").want(t, 200, 0)
	call(t, s, "POST", at+"/"+id+"/crosspost", "").want(t, 400, 40033)
	call(t, s, "POST", "/channels/"+news.ID+"/threads", `{"name":"By itself","type":10}`).want(t, 201, 0)

	post := call(t, s, "POST", "/channels/"+forum.ID+"/threads", `{"name":"Story","applied_tags":["`+forum.Tag("politics")+`"],"message":{"content":"card"}}`)
	post.want(t, 201, 0)
	all := s.Messages(s.Channel(post.body.ID))
	if len(all) != 1 || all[0].Content != "card" || all[0].ID != post.body.ID {
		t.Errorf("the post has %+v", all)
	}
	call(t, s, "DELETE", "/channels/"+post.body.ID, "").want(t, 200, 0)
	call(t, s, "GET", "/channels/"+post.body.ID, "").want(t, 404, 10003)
}

// TestDiscordgo posts, edits and reads the way the bot does, in a DM.
func TestDiscordgo(t *testing.T) {
	s := discordtest.New(t)
	ann := s.Guild("home").Member("ann")
	bot := newSession(t, s)
	dm, err := bot.UserChannelCreate(ann.ID)
	if err != nil {
		t.Fatal(err)
	}
	m, err := bot.ChannelMessageSendComplex(dm.ID, &discordgo.MessageSend{
		Embeds: []*discordgo.MessageEmbed{{Title: "Story", URL: "https://example.org/a", Description: "Summary", Timestamp: time.Now().Format(time.RFC3339),
			Image: &discordgo.MessageEmbedImage{URL: "https://example.org/a.png"}, Footer: &discordgo.MessageEmbedFooter{Text: "Paper"}}},
		Components: menu,
	})
	if err != nil {
		t.Fatal(err)
	}
	flags := discordgo.MessageFlagsIsComponentsV2
	content, embeds := "", []*discordgo.MessageEmbed{}
	components := []discordgo.MessageComponent{discordgo.Container{Components: []discordgo.MessageComponent{
		discordgo.Section{Components: []discordgo.MessageComponent{discordgo.TextDisplay{Content: "## Story"}},
			Accessory: discordgo.Thumbnail{Media: discordgo.UnfurledMediaItem{URL: "https://example.org/a.png"}}},
		discordgo.Separator{}, discordgo.TextDisplay{Content: "Summary"}, menu[0]}}}
	edit := &discordgo.MessageEdit{Channel: dm.ID, ID: m.ID, Content: &content, Embeds: &embeds, Components: &components, Flags: flags}
	if _, err := bot.ChannelMessageEditComplex(edit); err != nil {
		t.Fatal(err)
	}
	seen, err := s.WaitMessage(deadline(t), s.DM(ann), func(m discordtest.Message) bool { return m.V2() })
	if err != nil || seen.Text() != "## Story\nSummary\nWhy?\nEdit\nSlow" {
		t.Errorf("the message reads %q, %v", seen.Text(), err)
	}
	history, err := bot.ChannelMessages(dm.ID, 10, "", "", "")
	if err != nil || len(history) != 1 {
		t.Errorf("the history is %v, %v", history, err)
	}
	s.DeleteMessage(seen)
	if _, err := bot.ChannelMessage(dm.ID, m.ID); err == nil {
		t.Error("a deleted message was found")
	}
}

func BenchmarkSend(b *testing.B) {
	s := discordtest.New(b, discordtest.Unlimited())
	news := s.Guild("home").Text("news")
	body := `{"flags":32768,"components":[{"type":17,"components":[` + times(10, display("text")) + `,` + buttons(5) + `]}]}`
	for b.Loop() {
		req, err := http.NewRequestWithContext(b.Context(), "POST", s.URL()+"/api/v10/channels/"+news.ID+"/messages", strings.NewReader(body))
		if err != nil {
			b.Fatal(err)
		}
		req.Header = http.Header{"Authorization": {"Bot " + s.Token}, "User-Agent": {"DiscordBot (https://example.org, 1)"}, "Content-Type": {"application/json"}}
		resp, err := http.DefaultClient.Do(req)
		if err != nil || resp.StatusCode != http.StatusOK {
			b.Fatal(resp, err)
		}
		_ = resp.Body.Close()
	}
}
