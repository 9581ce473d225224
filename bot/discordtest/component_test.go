package discordtest_test

import (
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"newshound/bot/discordtest"
)

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
