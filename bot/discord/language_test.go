package discord

import (
	"strings"
	"testing"
	"time"

	"newshound/commands"
	"newshound/storage"
)

// What every command is, and what one answers, goes out in each of Discord's
// locales, inside its limits, which the fake one holds everybody to.
func TestEveryLanguage(t *testing.T) {
	s := newStage(t)
	ann := s.guild.Member("ann")
	s.play(t)
	seen := map[string]string{}
	for locale, want := range map[string]string{
		"en-US": "/source**", "it": "/source**", "de": "/quelle**", "fr": "/source**", "es-ES": "/fuente**",
		"es-419": "/fuente**", "pt-BR": "/fonte**", "ja": "/ソース**",
	} {
		ann.Speaks(locale)
		help, err := s.Command(t.Context(), ann, s.channel, "help", nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := help.Message.Text(); !strings.Contains(got, want) {
			t.Errorf("in %s help does not show %s: %s", locale, want, got)
		}
		list, err := s.Command(t.Context(), ann, s.channel, "news latest", nil)
		if err != nil {
			t.Fatal(err)
		}
		seen[commands.Language(locale)] = list.Message.Text()
	}
	texts := map[string]bool{}
	for lang, text := range seen {
		if texts[text] && lang != "" {
			t.Errorf("in %s there is no news in the words of another language: %s", lang, text)
		}
		texts[text] = lang != ""
	}
}

func TestWhoseLanguageItIs(t *testing.T) {
	s := newStage(t)
	ann := s.guild.Member("ann")
	s.play(t)
	ask := func(want string) {
		t.Helper()
		reply, err := s.Command(t.Context(), ann, s.channel, "alert list", nil)
		if err != nil || !strings.Contains(reply.Message.Text(), want) {
			t.Errorf("ann is told %v, %v; want %q", reply, err, want)
		}
	}
	set := func(place, person, lang string) {
		t.Helper()
		err := s.chat.db.Tx(t.Context(), func(tx *storage.Tx) error { return tx.Set(t.Context(), place, person, "language", lang) })
		if err != nil {
			t.Fatal(err)
		}
	}
	ask("no alerts here yet")
	ann.Speaks("it")
	ask("no alerts here yet")
	s.guild.Speaks("fr") // whoever speaks none of ours is told in the server's
	for kept := ""; kept != "fr"; time.Sleep(time.Millisecond) {
		var err error
		if kept, err = s.chat.db.Setting(t.Context(), s.guild.ID, "", commands.SpokenIn); err != nil {
			t.Fatal(err)
		}
	}
	ask("pas encore d'alerte")
	ann.Speaks("de")
	ask("noch keine Alarme")
	set(s.guild.ID, "", "es") // a setting beats what a chat says
	ask("Aún no tienes alertas")
	set("", ann.ID, "ja")
	ask("まだアラートはありません")
	// Commands are named as ann's chat names them, whatever is spoken.
	ask("/alarm hinzufügen suche:")
}
