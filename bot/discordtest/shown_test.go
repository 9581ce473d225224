package discordtest_test

import (
	"testing"

	"newshound/bot/discordtest"
)

func TestShown(t *testing.T) {
	for markdown, want := range map[string]string{
		"plain":                             "plain",
		"### [A *b*](https://a.example) c":  "A b c",
		"-# **bold** __u__ ~~s~~ ||x|| _i_": "bold u s x i",
		`\*no\* \[a\]\(b\) \<@1>`:           "*no* [a](b) <@1>",
		"<t:1:R> <@!1> <#2> `x` <:a:1>":     "⟨time⟩ ⟨mention⟩ ⟨mention⟩ ⟨code⟩ ⟨emoji⟩",
		"see https://a.example/b":           "see ⟨link⟩",
		`see https\://a.example/b`:          "see https://a.example/b",
		"join discord.gg/abc":               "join ⟨invite⟩",
		`join discord.gg\/abc`:              "join discord.gg/abc",
		"- a\n1. b\n> c":                    "a\nb\nc",
		"a_b_c 2*3*4":                       "a_b_c 234",
	} {
		if got := discordtest.Shown(markdown); got != want {
			t.Errorf("%q shows as %q, want %q", markdown, got, want)
		}
	}
}
