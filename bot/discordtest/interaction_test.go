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

var menu = []discordgo.MessageComponent{
	discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		discordgo.Button{Label: "Why?", CustomID: "why"}, discordgo.Button{Label: "Edit", CustomID: "edit"}, discordgo.Button{Label: "Slow", CustomID: "slow"}}},
	discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		discordgo.SelectMenu{CustomID: "mute", Placeholder: "Mute", Options: []discordgo.SelectMenuOption{{Label: "This source", Value: "source"}, {Label: "This word", Value: "word"}}}}},
}

// answerComponents is a bot with a button that changes its message, a menu, and a form.
func answerComponents(bot *discordgo.Session, i *discordgo.Interaction) error {
	const update = discordgo.InteractionResponseUpdateMessage
	switch i.Type {
	case discordgo.InteractionApplicationCommand:
		return respond(bot, i, discordgo.InteractionResponseChannelMessageWithSource, &discordgo.InteractionResponseData{Content: "menu", Components: menu})
	case discordgo.InteractionModalSubmit:
		data := i.ModalSubmitData()
		input := data.Components[0].(*discordgo.ActionsRow).Components[0].(*discordgo.TextInput)
		return respond(bot, i, update, &discordgo.InteractionResponseData{Content: data.CustomID + ": " + input.Value})
	}
	switch data := i.MessageComponentData(); data.CustomID {
	case "why":
		return respond(bot, i, update, &discordgo.InteractionResponseData{Content: "because of " + i.Message.Content, Components: menu})
	case "mute":
		return respond(bot, i, update, &discordgo.InteractionResponseData{Content: "muted " + data.Values[0], Components: menu})
	case "slow":
		if err := respond(bot, i, discordgo.InteractionResponseDeferredMessageUpdate, nil); err != nil {
			return err
		}
		content := "slowly"
		_, err := bot.InteractionResponseEdit(i, &discordgo.WebhookEdit{Content: &content})
		return err
	}
	return respond(bot, i, discordgo.InteractionResponseModal, &discordgo.InteractionResponseData{CustomID: "form", Title: "Edit", Components: []discordgo.MessageComponent{
		discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.TextInput{CustomID: "query", Label: "Query", Style: discordgo.TextInputShort, MaxLength: 10, Required: true}}}}})
}

func TestComponents(t *testing.T) {
	sc := play(t, answerComponents)
	reply, err := sc.add(t)
	if err != nil {
		t.Fatal(err)
	}
	card := reply.Message
	use := func(reply *discordtest.Reply, err error, want string) {
		t.Helper()
		if err != nil || reply.Message.Content != want || reply.Message.ID != card.ID {
			t.Errorf("the reply is %+v, %v; want %q in the same message", reply, err, want)
		}
	}
	reply, err = sc.Press(deadline(t), sc.ann, card, "Why?")
	use(reply, err, "because of menu")
	reply, err = sc.Press(deadline(t), sc.ann, card, "slow")
	use(reply, err, "slowly")
	reply, err = sc.Select(deadline(t), sc.ann, card, "Mute", "This word")
	use(reply, err, "muted word")
	form, err := sc.Press(deadline(t), sc.ann, card, "Edit")
	if err != nil || form.Modal == nil || form.Modal.Title != "Edit" {
		t.Fatalf("the form is %+v, %v", form, err)
	}
	if _, err := sc.Submit(deadline(t), sc.ann, form, map[string]string{"Query": "much too long"}); err == nil {
		t.Error("a text that is too long was sent")
	}
	reply, err = sc.Submit(deadline(t), sc.ann, form, map[string]string{"Query": "korea"})
	use(reply, err, "form: korea")
	if n := len(sc.Messages(sc.news)[0].Edits); n != 4 {
		t.Errorf("the message was edited %d times, want 4", n)
	}

	for _, err := range []error{
		second(sc.Press(deadline(t), sc.ann, card, "Nothing")),
		second(sc.Select(deadline(t), sc.ann, card, "mute", "nothing")),
		second(sc.Select(deadline(t), sc.ann, card, "mute")),
		second(sc.Press(deadline(t), sc.User("stranger"), card, "Why?")),
	} {
		if err == nil {
			t.Error("what a person cannot do was done")
		}
	}
}

func second(_ *discordtest.Reply, err error) error { return err }

// TestUnknownComponent holds that Rewrite can put in what discordgo does not know.
func TestUnknownComponent(t *testing.T) {
	sc := play(t, func(bot *discordgo.Session, i *discordgo.Interaction) error {
		if i.Type == 0 {
			return nil // discordgo could not decode it
		}
		return answerComponents(bot, i)
	})
	reply, err := sc.add(t)
	if err != nil {
		t.Fatal(err)
	}
	raw := make(chan string, 1)
	sc.bot.AddHandler(func(_ *discordgo.Session, e *discordgo.Event) { raw <- string(e.RawData) })
	sc.Rewrite(func(_ string, data map[string]any) {
		message := data["message"].(map[string]any)
		message["components"] = append(message["components"].([]any), map[string]any{"type": 99, "id": 50})
	})
	go func() { _, _ = sc.Press(t.Context(), sc.ann, reply.Message, "Why?") }()
	if got := <-raw; !strings.Contains(got, `"type":99`) {
		t.Errorf("the event is %s", got)
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
