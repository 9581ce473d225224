package bot

import (
	"testing"

	"newshound/sources"
	"newshound/sources/webpage"
)

const (
	sunTeaser = "The old mining town of Hagen puts its hopes in the sun: where silver was dug for a hundred years, mirrors will stand next summer, the mayor says."
	sunText   = `HAGEN. Where silver was dug for a hundred years, mirrors will stand next summer. The old mining town
puts its hopes in the sun, mayor Ada Brink says. The last shaft was closed in 1987, and half of the people left.

The mirrors are to turn with the sun and to heat salt, which keeps warm through the night. The county pays for a third of the plant.`
	offer = `Read this article with a subscription. For 2.95 euros a week you read everything on every device.

You can end the subscription at any time at the end of a month. Students pay half of that. Have you a subscription already? Then log in
with your address and your password. More than a hundred journalists write for you from all over the county, every day.`
)

func TestPageAgainstTeaser(t *testing.T) {
	const title = "Mining town turns to the sun"
	for _, c := range []struct {
		name, title, lang, teaser, page string
		wins                            bool
	}{
		{"the article", title, "en", sunTeaser, sunText, true},
		{"an offer to subscribe", title, "en", sunTeaser, offer, false},
		{"the beginning of the article, and an offer", title, "en", sunTeaser, sunText[:200] + "\n\n" + offer, true},
		{"a teaser that is cut off", title, "en", sunTeaser[:90] + " was du…", sunText, true},
		{"an offer against a teaser that is cut off", title, "en", sunTeaser[:90] + " was du…", offer, false},
		{"a teaser in other words", title, "en", "Hagen's mayor hopes for the sun: a plant with mirrors is planned where silver was mined. Heated salt stores its warmth.", sunText, true},
		{"a teaser whose quotes are written otherwise", title, "en", "“The old mining town puts its hopes in the sun”, mayor Ada Brink says.", sunText, true},
		{"a page that is about something else", title, "en", sunTeaser, ferryText, false},
		{"a teaser that says nothing", title, "en", "submitted by /u/brink to r/energy [link] [comments]", sunText, true},
		{"a teaser that says nothing, and an offer", title, "en", "Comments", offer, false},
		{"no teaser", title, "en", "", sunText, true},
		{"neither title nor teaser", "", "en", "", offer, true},
		{"German, inflected", "Bergbaustadt setzt auf die Sonne", "de", "Die alte Bergbaustadt setzt ihre Hoffnung auf die Sonne: Im Sommer werden Spiegel aufgestellt.",
			"Alte Bergbaustädte setzen Hoffnungen auf Sonnenlicht. Der Spiegel soll im nächsten Sommer stehen, sagte die Bürgermeisterin, und die Sonne heizt dann Salz auf.", true},
		{"Japanese", "鉱山の町、太陽に望み", "ja", "古い鉱山の町が太陽に望みをかける。来年の夏、鏡が並ぶ予定だ。",
			"百年にわたり銀を掘ってきた古い鉱山の町が、太陽に望みをかけている。市長によると、来年の夏には跡地に鏡が並ぶ予定だ。塩を温めて夜も発電し、費用の三分の一は県が負担する。", true},
		{"a Japanese offer", "鉱山の町、太陽に望み", "ja", "古い鉱山の町が太陽に望みをかける。来年の夏、鏡が並ぶ予定だ。",
			"この記事は有料会員限定です。会員になると、すべての記事をお読みいただけます。すでに会員の方はログインしてください。月の途中でもいつでも解約できます。学生は半額です。", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := sources.Article{Title: c.title, Text: c.teaser, Lang: c.lang}
			complete(&a, webpage.Page{Text: c.page, Author: "Ann", Lang: c.lang})
			if wins := a.Text == c.page; wins != c.wins {
				t.Errorf("the page wins: %v, want %v", wins, c.wins)
			}
			if a.Author != "Ann" {
				t.Error("what else the page knows is lost")
			}
		})
	}
}

// An article that is edited keeps the text of its page while that tells what
// the teaser says.
func TestAmendedTeaser(t *testing.T) {
	old := sources.Article{Title: "Mining town turns to the sun", Text: sunText + sunText, Lang: "en"}
	for name, c := range map[string]struct{ old, teaser, want string }{
		"said by the page":     {sunText + sunText, sunTeaser, sunText + sunText},
		"not said by the page": {offer + offer, sunTeaser, sunTeaser},
	} {
		old.Text = c.old
		now := old
		now.Text, now.Mark = c.teaser, old.Mark+1
		if got, _ := amend(old, now); got.Text != c.want {
			t.Errorf("%s: got %q", name, got.Text)
		}
	}
}
