package discordtest_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"newshound/bot/discordtest"
)

// connect opens a discordgo session on the fake.
func connect(t *testing.T, s *discordtest.Server, handlers ...any) *discordgo.Session {
	t.Helper()
	bot := newSession(t, s)
	for _, h := range handlers {
		bot.AddHandler(h)
	}
	if err := bot.Open(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = bot.Close() })
	return bot
}

// newSession makes a discordgo session that does not connect to the gateway.
func newSession(t *testing.T, s *discordtest.Server) *discordgo.Session {
	t.Helper()
	bot, err := discordgo.New("Bot " + s.Token)
	if err != nil {
		t.Fatal(err)
	}
	bot.Client = &http.Client{Transport: s.Transport()}
	bot.Identify.Intents = discordgo.IntentsGuilds
	return bot
}

func deadline(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

func register(t *testing.T, bot *discordgo.Session, s *discordtest.Server, commands ...*discordgo.ApplicationCommand) {
	t.Helper()
	if _, err := bot.ApplicationCommandBulkOverwrite(s.App, "", commands); err != nil {
		t.Fatal(err)
	}
}

var alertCommand = &discordgo.ApplicationCommand{Name: "alert", Description: "Alerts", Options: []*discordgo.ApplicationCommandOption{
	{Type: discordgo.ApplicationCommandOptionSubCommand, Name: "add", Description: "Add an alert", Options: []*discordgo.ApplicationCommandOption{
		{Type: discordgo.ApplicationCommandOptionString, Name: "query", Description: "What to look for", Required: true},
		{Type: discordgo.ApplicationCommandOptionChannel, Name: "to", Description: "Where to"},
		{Type: discordgo.ApplicationCommandOptionInteger, Name: "top", Description: "How many"},
	}},
	{Type: discordgo.ApplicationCommandOptionSubCommand, Name: "remove", Description: "Remove an alert", Options: []*discordgo.ApplicationCommandOption{
		{Type: discordgo.ApplicationCommandOptionString, Name: "alert", Description: "Which", Required: true, Autocomplete: true},
	}},
}}

func TestCommand(t *testing.T) {
	t.Parallel()
	s := discordtest.New(t)
	guild := s.Guild("home")
	ann, news := s.User("ann"), guild.Text("news")
	guild.Join(ann)
	bot := connect(t, s, func(bot *discordgo.Session, i *discordgo.InteractionCreate) {
		data := i.ApplicationCommandData()
		options := data.Options[0].Options
		reply := &discordgo.InteractionResponse{Type: discordgo.InteractionResponseChannelMessageWithSource,
			Data: &discordgo.InteractionResponseData{Content: data.Options[0].Name + ": " + options[0].StringValue() + " in " + options[1].ChannelValue(nil).ID,
				Flags: discordgo.MessageFlagsEphemeral}}
		if err := bot.InteractionRespond(i.Interaction, reply); err != nil {
			t.Error(err)
		}
	})
	register(t, bot, s, alertCommand)

	reply, err := s.Command(deadline(t), ann, news, "alert add", map[string]any{"query": "north korea", "to": news})
	if err != nil {
		t.Fatal(err)
	}
	if want := "add: north korea in " + news.ID; reply.Message.Content != want || !reply.Message.Ephemeral() {
		t.Errorf("the reply is %q, ephemeral %v; want %q, true", reply.Message.Content, reply.Message.Ephemeral(), want)
	}
	if all := s.Messages(news); len(all) != 0 {
		t.Errorf("an ephemeral reply stands in the channel: %v", all)
	}
}
