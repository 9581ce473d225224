package e2e

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"newshound/bot/discordtest"
)

// told fails unless a message says all of these, and is for its reader alone
// or not.
func (w *town) told(m discordtest.Message, private bool, says ...string) {
	w.t.Helper()
	if m.Ephemeral() != private || !saysAll(m, says) {
		w.t.Errorf("private %v, it says:\n%s\nwant private %v, and %q", m.Ephemeral(), m.Text(), private, says)
	}
}

func (w *town) waitIn(c *discordtest.Channel, says ...string) discordtest.Message {
	w.t.Helper()
	m, err := w.WaitMessage(w.ctx, c, func(m discordtest.Message) bool { return saysAll(m, says) })
	if err != nil {
		w.t.Fatalf("nothing in %s says %q: %v", c.Name, says, err)
	}
	return m
}

// bodyOf reads a request's body, and leaves it to be read again.
func bodyOf(r *http.Request) string {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	return string(body)
}

func labelsOf(m discordtest.Message) string {
	var out []string
	for _, b := range m.Buttons() {
		out = append(out, b.Label)
	}
	return strings.Join(out, ", ")
}

// A card as people see it, each of its buttons pressed; the styles that a
// channel may choose instead; and a card that Discord refuses.
func TestCards(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	compact, headline, refused := w.channel.Guild.Text("compact"), w.channel.Guild.Text("headline"), w.channel.Guild.Text("refused")
	w.Fail(func(r *http.Request) *discordtest.Fault {
		if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/channels/"+refused.ID+"/messages") && strings.Contains(bodyOf(r), `"flags":32768`) {
			return &discordtest.Fault{Status: http.StatusBadRequest, Body: `{"code": 50035, "message": "Invalid Form Body"}`}
		}
		return nil
	})
	w.start()
	for _, c := range []*discordtest.Channel{compact, headline, refused} {
		w.ask("follow", map[string]any{"url": w.homes[post], "channel": c})
	}
	w.ask("settings channel", map[string]any{"channel": compact, "style": "compact"})
	w.ask("settings channel", map[string]any{"channel": headline, "style": "headline"})
	w.waitRead(post)
	w.ask("alert add", map[string]any{"query": "ferry OR harbour"})
	w.news.Publish(1)

	m := w.waitFor("Saint Brannoc")
	w.told(m, false, "### [Ferry Saint Brannoc runs aground", "](http", "-# "+post+" · <t:", ":R>", "**ferry**", "#", "**Related**", "Alert: ferry OR harbour")
	if got := labelsOf(m); got != "Why?, Follow story, Mute…, Discuss, More" {
		t.Errorf("the card's buttons are %s", got)
	}
	if !strings.Contains(string(m.Raw), `"thumbnail"`) && !strings.Contains(string(m.Raw), `"type":11`) {
		t.Error("the card has no lead image")
	}
	w.press(m, "Why?", "ferry")
	w.press(m, "Follow story", "You follow this story")
	w.press(m, "Discuss", "Discuss it in <#"+m.ID+">")
	w.press(m, "More", "Reported by")
	if threads := w.channel.Threads(); len(threads) != 1 || !strings.HasPrefix(threads[0].Name, "Ferry Saint Brannoc") {
		t.Errorf("there are %d threads", len(threads))
	}
	muting := w.press(m, "Mute…", "")
	if menus := muting.Menus(); !muting.Ephemeral() || len(menus) != 1 || len(menus[0].Options) < 3 {
		t.Errorf("Mute… shows %q with %d menus, want one of source, word and story", muting.Text(), len(menus))
	}

	line := w.waitIn(compact, "Saint Brannoc").Text()
	if line, more, _ := strings.Cut(line, "\n"); !strings.HasPrefix(line, "**[Ferry Saint Brannoc") || !strings.Contains(line, post) || more != "More" {
		t.Errorf("compact is %q, and %q", line, more)
	}
	if line := w.waitIn(headline, "Saint Brannoc").Text(); strings.Contains(line, "\n") || strings.Contains(line, post) {
		t.Errorf("a headline is %q", line)
	}
	plainer := w.waitIn(refused, "Saint Brannoc")
	if plainer.V2() || len(plainer.Embeds) != 1 {
		t.Errorf("what Discord refused came as %s", plainer.Raw)
	}
}

// What is asked is answered within three seconds, privately where it concerns
// one person; what names a thing completes; what destroys something asks first
// and can be undone.
func TestCommands(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	slow := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		time.Sleep(4 * time.Second) // longer than Discord waits
		http.Redirect(rw, r, w.homes[post]+"/nothing", http.StatusFound)
	}))
	t.Cleanup(slow.Close)
	w.start()
	w.ask("source add", map[string]any{"url": w.homes[post]})
	w.waitRead(post)

	w.told(w.ask("settings me", map[string]any{"timezone": "Europe/Berlin", "quiet": "22:00-7:00"}), true, "Europe/Berlin", "22:00 to 07:00")
	form, err := w.Press(w.ctx, w.ann, w.ask("settings me", nil), "Change")
	if err != nil || form.Modal == nil {
		t.Fatalf("Change shows %v, %v", form, err)
	}
	changed, err := w.Submit(w.ctx, w.ann, form, map[string]string{"Timezone": "Asia/Tokyo"})
	if err != nil {
		t.Fatal(err)
	}
	w.told(changed.Message, true, "Asia/Tokyo", "22:00 to 07:00")
	w.told(w.ask("health", nil), true, "can be read", "requests a second")
	w.told(w.ask("digest set", map[string]any{"channel": w.channel, "time": "8:00"}), false, "08:00 (Asia/Tokyo)")

	for option, c := range map[string]struct{ command, typed, want string }{
		"source": {"source show", "ansel", post}, "timezone": {"digest set", "new york", "America/New York"}, "channel": {"digest off", "", "#news at 08:00 (Asia/Tokyo)"},
	} {
		choices, err := w.Autocomplete(w.ctx, w.ann, w.channel, c.command, map[string]any{option: c.typed}, option)
		if err != nil || len(choices) != 1 || !strings.Contains(choices[0].Name, c.want) {
			t.Errorf("/%s %s:%s completes to %v, %v", c.command, option, c.typed, choices, err)
		}
	}

	asked := w.ask("source remove", map[string]any{"source": post})
	w.told(asked, true, "Stop reading "+"**"+post+"**")
	gone := w.press(asked, "Remove", "no longer read")
	w.told(w.ask("source list", nil), false, "No sources here yet")
	w.press(gone, "Undo", "as it was before")
	w.told(w.ask("source list", nil), false, post)

	w.told(w.ask("summarize", map[string]any{"url": slow.URL}), false, "has nothing") // deferred
	w.news.Publish(1)
	w.until("news latest", nil, "Saint Brannoc")
	latest, err := w.MessageCommand(w.ctx, w.ann, w.ask("news latest", nil), "Summarize links")
	if err != nil {
		t.Fatal(err)
	}
	w.told(latest.Message, true, "### [")
	help := w.ask("help", nil)
	w.told(help, true, "Queries:")
	w.press(help, "Latest news", "The latest stories")
	w.privacy()
}

// privacy exports what is kept of ann, and has it deleted.
func (w *town) privacy() {
	w.t.Helper()
	export := w.ask("privacy export", nil)
	if len(export.Attachments) != 1 || !export.Ephemeral() {
		w.t.Errorf("exported are %d files: %s", len(export.Attachments), export.Raw)
	}
	gone := w.press(w.ask("privacy delete", nil), "Delete everything", "in a minute")
	w.press(gone, "Undo", "as it was before")
}

// Managing is for those who may manage the server; what the bot must be
// permitted is said before anything is saved; what a person has for themselves
// works anywhere.
func TestWhoMayWhat(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.start()
	guild := w.channel.Guild
	bob, quiet := guild.Member("bob"), guild.Text("quiet")
	quiet.Deny(guild.Everyone, discordtest.SendMessages)
	for _, name := range []string{"source add", "follow", "digest set", "start", "health"} {
		if _, err := w.Command(w.ctx, bob, w.channel, name, nil); err == nil || !strings.Contains(err.Error(), "needs permissions 32") {
			t.Errorf("/%s is offered to bob: %v", name, err)
		}
	}
	reply, err := w.Command(w.ctx, bob, w.channel, "alert add", map[string]any{"query": "ferry"})
	if err != nil {
		t.Fatal(err)
	}
	w.told(reply.Message, true, "ferry")
	w.told(w.ask("digest set", map[string]any{"channel": quiet, "time": "8:00"}), true, "I lack the permission Send Messages")
	w.told(w.ask("digest list", nil), false, "No digests here yet")

	elsewhere := w.Guild("Elsewhere")
	square := elsewhere.Text("square")
	elsewhere.Join(bob)
	elsewhere.Kick()
	bob.Install()
	for _, name := range []string{"news latest", "summarize"} {
		options := map[string]any{"url": w.homes[post]}
		if name == "news latest" {
			options = nil
		}
		reply, err := w.Command(w.ctx, bob, square, name, options)
		if err != nil || !reply.Message.Ephemeral() {
			t.Errorf("/%s where the bot is not: %v, %v", name, reply, err)
		}
	}
}

// Where posts go: text and announcement channels, threads, forums, direct
// messages, by a webhook; a digest opens a thread.
func TestWhere(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	guild := w.channel.Guild
	guild.Join(w.Bot, guild.Role("hooks", discordtest.ManageWebhooks))
	news, forum, byline := guild.Announcements("announcements"), guild.Forum("stories", true, "Ferry", "Other"), guild.Text("byline")
	thread := guild.Text("talk").Thread("ferries")
	p := w.start()
	for _, c := range []*discordtest.Channel{news, forum, byline, thread} {
		w.told(w.ask("follow", map[string]any{"url": w.homes[post], "channel": c}), false, "will be posted")
	}
	w.told(w.ask("settings channel", map[string]any{"channel": w.channel, "publish": true}), true, "announcement channel")
	w.told(w.ask("settings channel", map[string]any{"channel": news, "publish": true}), true, "published")
	w.told(w.ask("settings channel", map[string]any{"channel": byline, "byline": true}), true, "sources' names")
	w.told(w.ask("settings channel", map[string]any{"thread": true}), true, "opens a thread")
	w.waitRead(post)
	w.ask("alert add", map[string]any{"query": "ferry OR harbour", "to": "dm"})
	at := time.Now().UTC().Add(20 * time.Second).Truncate(time.Minute).Add(time.Minute)
	w.ask("digest set", map[string]any{"channel": w.channel, "time": at.Format("15:04"), "timezone": "UTC"})
	w.news.Publish(1)

	for _, c := range []*discordtest.Channel{news, thread, w.DM(w.ann)} {
		w.waitIn(c, "Saint Brannoc")
	}
	if m := w.waitIn(byline, "Saint Brannoc"); m.Author.Name != post || m.WebhookID == "" {
		t.Errorf("under its source's name it is by %q", m.Author.Name)
	}
	p.kill()
	w.start()
	_, err := w.WaitMessage(w.ctx, news, func(m discordtest.Message) bool { return m.Flags&1 != 0 })
	if err != nil {
		t.Errorf("nothing was published: %v", err)
	}
	w.waitFor("The top stories", "Saint Brannoc")
	if on := w.waitThread(w.channel, "The top stories, "); on.ID != w.waitFor("The top stories").ID {
		t.Error("the thread is not on the digest")
	}
	if topic := w.waitThread(forum, "Ferry Saint Brannoc"); len(topic.Tags()) == 0 {
		t.Error("the forum's post has no tag")
	}
	if n := len(forum.Threads()); n != 1 {
		t.Errorf("the forum has %d posts, want 1", n)
	}
}

// waitThread waits for a channel's thread whose name begins so.
func (w *town) waitThread(c *discordtest.Channel, name string) *discordtest.Channel {
	w.t.Helper()
	for range time.Tick(50 * time.Millisecond) {
		for _, t := range c.Threads() {
			if strings.HasPrefix(t.Name, name) {
				return t
			}
		}
		if w.ctx.Err() != nil {
			break
		}
	}
	w.t.Fatalf("%s has no thread %s", c.Name, name)
	return nil
}

// A server that the bot joins gets one message; two presses later it has five
// sources and a digest.
func TestFirstSteps(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.channel.Guild.Kick()
	p := w.start()
	if err := w.WaitReady(w.ctx); err != nil {
		t.Fatal(err)
	}
	w.channel.Guild.Invite()
	began := time.Now()
	hello := w.waitFor("Hello!")
	menu := w.press(hello, "Set up a starter pack", "What should the news be about")
	done, err := w.Select(w.ctx, w.ann, menu, "Pick a topic", "Science")
	if err != nil {
		t.Fatal(err)
	}
	w.told(done.Message, true, "Quanta Magazine", "The digest is set", "08:00")
	if took := time.Since(began); took > time.Minute {
		t.Errorf("that took %v", took)
	}
	w.told(w.ask("source list", nil), false, "5 sources here")
	p.kill()
	gone := func(all []discordtest.Session) bool {
		return !slices.ContainsFunc(all, func(s discordtest.Session) bool { return s.Connected })
	}
	if err := w.WaitSessions(w.ctx, gone); err != nil { // until then Discord tells the one that is dead
		t.Fatal(err)
	}
	w.start()
	if err := w.WaitReady(w.ctx); err != nil {
		t.Fatal(err)
	}
	w.told(w.ask("digest list", nil), false, "1 digest here")
	if n := w.count("Hello!"); n != 1 {
		t.Errorf("it said hello %d times", n)
	}
}
