package discordtest_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"newshound/bot/discordtest"
)

// scene is a guild with a person, a channel, and a bot that has the alert command.
type scene struct {
	*discordtest.Server
	home *discordtest.Guild
	ann  *discordtest.User
	news *discordtest.Channel
	bot  *discordgo.Session
}

// play sets a scene in which the bot answers every interaction with handle.
func play(t *testing.T, handle func(*discordgo.Session, *discordgo.Interaction) error, options ...discordtest.Option) scene {
	t.Helper()
	t.Parallel()
	s := discordtest.New(t, options...)
	sc := scene{Server: s, home: s.Guild("home"), ann: s.User("ann")}
	sc.news = sc.home.Text("news")
	sc.home.Join(sc.ann)
	sc.bot = connect(t, s, func(bot *discordgo.Session, i *discordgo.InteractionCreate) {
		if err := handle(bot, i.Interaction); err != nil {
			t.Error(err)
		}
	})
	register(t, sc.bot, s, alertCommand)
	return sc
}

func (sc scene) add(t *testing.T) (*discordtest.Reply, error) {
	t.Helper()
	return sc.Command(deadline(t), sc.ann, sc.news, "alert add", map[string]any{"query": "korea"})
}

func respond(bot *discordgo.Session, i *discordgo.Interaction, kind discordgo.InteractionResponseType, data *discordgo.InteractionResponseData) error {
	return bot.InteractionRespond(i, &discordgo.InteractionResponse{Type: kind, Data: data})
}

func TestDeferred(t *testing.T) {
	sc := play(t, func(bot *discordgo.Session, i *discordgo.Interaction) error {
		private := &discordgo.InteractionResponseData{Flags: discordgo.MessageFlagsEphemeral}
		if err := respond(bot, i, discordgo.InteractionResponseDeferredChannelMessageWithSource, private); err != nil {
			return err
		}
		content := "done"
		if _, err := bot.InteractionResponseEdit(i, &discordgo.WebhookEdit{Content: &content}); err != nil {
			return err
		}
		_, err := bot.FollowupMessageCreate(i, true, &discordgo.WebhookParams{Content: "by the way"})
		return err
	})
	reply, err := sc.add(t)
	if err != nil {
		t.Fatal(err)
	}
	if reply.Message.Content != "done" || !reply.Message.Ephemeral() {
		t.Errorf("the reply is %+v", reply.Message)
	}
	if err := reply.Wait(deadline(t), func(r discordtest.Reply) bool { return len(r.Followups) == 1 }); err != nil {
		t.Fatal(err)
	}
	all := sc.Messages(sc.news)
	if len(all) != 1 || all[0].Content != "by the way" {
		t.Errorf("the channel has %+v, want the follow-up alone", all)
	}
}

// TestFollowupResolvesDeferral holds that the first follow-up becomes the deferred answer, and stays as private.
func TestFollowupResolvesDeferral(t *testing.T) {
	sc := play(t, func(bot *discordgo.Session, i *discordgo.Interaction) error {
		if err := respond(bot, i, discordgo.InteractionResponseDeferredChannelMessageWithSource, nil); err != nil {
			return err
		}
		_, err := bot.FollowupMessageCreate(i, true, &discordgo.WebhookParams{Content: "done", Flags: discordgo.MessageFlagsEphemeral})
		return err
	})
	reply, err := sc.add(t)
	if err != nil {
		t.Fatal(err)
	}
	if reply.Message.Content != "done" || reply.Message.Ephemeral() || len(reply.Followups) != 0 {
		t.Errorf("the reply is %+v", reply)
	}
}

func TestNoAnswer(t *testing.T) {
	sc := play(t, func(*discordgo.Session, *discordgo.Interaction) error { return nil }, discordtest.AnswerWithin(10*time.Millisecond))
	if _, err := sc.add(t); !errors.Is(err, discordtest.ErrNoAnswer) {
		t.Errorf("the error is %v, want %v", err, discordtest.ErrNoAnswer)
	}
}

func TestCallbackRules(t *testing.T) {
	c := newClock()
	var seen []*discordgo.Interaction
	got := make(chan *discordgo.Interaction, 10)
	sc := play(t, func(_ *discordgo.Session, i *discordgo.Interaction) error { got <- i; return nil },
		discordtest.Clock(c.now), discordtest.Tolerant(), discordtest.Unlimited())
	for range 3 {
		go func() { _, _ = sc.add(t) }()
		seen = append(seen, <-got)
	}
	callback := func(n int) string { return "/interactions/" + seen[n].ID + "/" + seen[n].Token + "/callback" }
	hook := func(n int) string { return "/webhooks/" + sc.App + "/" + seen[n].Token }
	const hi = `{"type":4,"data":{"content":"hi"}}`

	call(t, sc.Server, "POST", hook(0), `{"content":"x"}`).want(t, 404, 10015)
	call(t, sc.Server, "POST", callback(0), `{"type":7,"data":{"content":"x"}}`).want(t, 400, 50035)
	call(t, sc.Server, "POST", callback(0), `{"type":8,"data":{"choices":[]}}`).want(t, 400, 50035)
	call(t, sc.Server, "POST", callback(0), `{"type":5,"data":{"flags":32768}}`).want(t, 400, 50035)
	call(t, sc.Server, "POST", callback(0), `{"type":4,"data":{}}`).want(t, 400, 50006)
	with := call(t, sc.Server, "POST", callback(0)+"?with_response=true", hi)
	if with.status != 200 || !strings.Contains(with.raw, `"content":"hi"`) {
		t.Errorf("with_response answered %d %s", with.status, with.raw)
	}
	call(t, sc.Server, "POST", callback(0), hi).want(t, 400, 40060)
	call(t, sc.Server, "POST", callback(1), hi).want(t, 204, 0)
	c.pass(4 * time.Second)
	call(t, sc.Server, "POST", callback(2), hi).want(t, 404, 10062)
	call(t, sc.Server, "PATCH", hook(1)+"/messages/@original", `{"content":"later"}`).want(t, 200, 0)
	c.pass(15 * time.Minute)
	call(t, sc.Server, "PATCH", hook(1)+"/messages/@original", `{"content":"too late"}`).want(t, 401, 50027)
}

func TestWhatAPersonCannotSend(t *testing.T) {
	sc := play(t, func(bot *discordgo.Session, i *discordgo.Interaction) error {
		return respond(bot, i, discordgo.InteractionResponseChannelMessageWithSource, &discordgo.InteractionResponseData{Content: "ok"})
	})
	nobody, closed := int64(0), sc.home.Text("closed")
	admin, stranger := sc.User("admin"), sc.User("stranger")
	sc.home.Join(admin, sc.home.Role("admins", discordtest.Administrator))
	closed.Deny(sc.home.Everyone, discordtest.ViewChannel)
	inGuilds := []discordgo.InteractionContextType{discordgo.InteractionContextGuild}
	register(t, sc.bot, sc.Server, alertCommand,
		&discordgo.ApplicationCommand{Name: "source", Description: "Sources", DefaultMemberPermissions: &nobody, Contexts: &inGuilds},
		&discordgo.ApplicationCommand{Name: "digest", Description: "Digest", Options: []*discordgo.ApplicationCommandOption{
			{Type: discordgo.ApplicationCommandOptionInteger, Name: "top", Description: "How many", MaxValue: 10},
			{Type: discordgo.ApplicationCommandOptionChannel, Name: "channel", Description: "Where", ChannelTypes: []discordgo.ChannelType{discordgo.ChannelTypeGuildNews}},
			{Type: discordgo.ApplicationCommandOptionString, Name: "days", Description: "When", Choices: []*discordgo.ApplicationCommandOptionChoice{{Name: "Daily", Value: "daily"}}},
		}})
	with := func(name string, v any) map[string]any { return map[string]any{name: v} }
	for _, c := range []struct {
		name    string
		who     *discordtest.User
		where   *discordtest.Channel
		command string
		options map[string]any
		wrong   string // "" for what can be sent
	}{
		{"fine", sc.ann, sc.news, "alert add", with("query", "x"), ""},
		{"unknown command", sc.ann, sc.news, "nothing", nil, "no command /nothing"},
		{"half a command", sc.ann, sc.news, "alert", nil, "not a whole command"},
		{"unknown sub-command", sc.ann, sc.news, "alert nothing", nil, `no "nothing"`},
		{"required", sc.ann, sc.news, "alert add", nil, "query is required"},
		{"unknown option", sc.ann, sc.news, "alert add", map[string]any{"query": "x", "colour": "red"}, "no option [colour]"},
		{"type", sc.ann, sc.news, "alert add", with("query", 1), "not of its type"},
		{"too many", sc.ann, sc.news, "digest", with("top", 11), "more than 10"},
		{"channel type", sc.ann, sc.news, "digest", with("channel", sc.news), "is not offered"},
		{"choice", sc.ann, sc.news, "digest", with("days", "never"), "not one of its choices"},
		{"a choice", sc.ann, sc.news, "digest", with("days", "daily"), ""},
		{"not permitted", sc.ann, sc.news, "source", nil, "may not use"},
		{"permitted", admin, sc.news, "source", nil, ""},
		{"not in a DM", sc.ann, sc.DM(sc.ann), "source", nil, "not offered in context 1"},
		{"in a DM", sc.ann, sc.DM(sc.ann), "alert add", with("query", "x"), ""},
		{"not a member", stranger, sc.news, "alert add", with("query", "x"), "not a member"},
		{"channel not seen", sc.ann, closed, "alert add", with("query", "x"), "may not use commands"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := sc.Command(deadline(t), c.who, c.where, c.command, c.options)
			if c.wrong == "" && err != nil || c.wrong != "" && (err == nil || !strings.Contains(err.Error(), c.wrong)) {
				t.Errorf("the error is %v, want %q", err, c.wrong)
			}
		})
	}
}

func TestAutocomplete(t *testing.T) {
	sc := play(t, func(bot *discordgo.Session, i *discordgo.Interaction) error {
		typed := i.ApplicationCommandData().Options[0].Options[0]
		if !typed.Focused {
			return errors.New("the option is not focused")
		}
		return respond(bot, i, discordgo.InteractionApplicationCommandAutocompleteResult, &discordgo.InteractionResponseData{
			Choices: []*discordgo.ApplicationCommandOptionChoice{{Name: "for " + typed.StringValue(), Value: "7"}}})
	})
	choices, err := sc.Autocomplete(deadline(t), sc.ann, sc.news, "alert remove", map[string]any{"alert": "ko"}, "alert")
	if err != nil || len(choices) != 1 || choices[0] != (discordtest.Choice{Name: "for ko", Value: "7"}) {
		t.Errorf("the choices are %v, %v", choices, err)
	}
	if _, err := sc.Autocomplete(deadline(t), sc.ann, sc.news, "alert add", nil, "query"); err == nil {
		t.Error("an option without autocomplete was completed")
	}
}

func TestMessageCommandAndUserInstall(t *testing.T) {
	tokens := make(chan string, 2)
	sc := play(t, func(bot *discordgo.Session, i *discordgo.Interaction) error {
		tokens <- i.Token
		data := i.ApplicationCommandData()
		content := data.Resolved.Messages[data.TargetID].Content
		if i.AuthorizingIntegrationOwners[discordgo.ApplicationIntegrationUserInstall] != "" {
			content += " for you"
		}
		return respond(bot, i, discordgo.InteractionResponseChannelMessageWithSource, &discordgo.InteractionResponseData{Content: "links in: " + content})
	}, discordtest.Unlimited())
	both := []discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall, discordgo.ApplicationIntegrationUserInstall}
	register(t, sc.bot, sc.Server, alertCommand,
		&discordgo.ApplicationCommand{Name: "Summarize links", Type: discordgo.MessageApplicationCommand, IntegrationTypes: &both})
	m := sc.Say(sc.ann, sc.news, "look")
	reply, err := sc.MessageCommand(deadline(t), sc.ann, m, "Summarize links")
	if err != nil || reply.Message.Content != "links in: look" {
		t.Errorf("the reply is %+v, %v", reply, err)
	}
	sc.home.Kick()
	if _, err := sc.MessageCommand(deadline(t), sc.ann, m, "Summarize links"); err == nil {
		t.Error("a command was offered where nobody installed the app")
	}
	sc.ann.Install()
	reply, err = sc.MessageCommand(deadline(t), sc.ann, m, "Summarize links")
	if err != nil || reply.Message.Content != "links in: look for you" {
		t.Errorf("the reply is %+v, %v", reply, err)
	}
	<-tokens
	token := <-tokens
	for n := range 6 {
		a := call(t, sc.Server, "POST", "/webhooks/"+sc.App+"/"+token, `{"content":"more"}`)
		if n < 5 && a.status != http.StatusOK || n == 5 && a.body.Code != 40094 {
			t.Errorf("follow-up %d was answered with %d: %s", n+1, a.status, a.raw)
		}
	}
}
