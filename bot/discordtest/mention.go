package discordtest

import (
	"regexp"
	"slices"
	"strings"
)

// Which mentions ping when allowed_mentions is left out.
var (
	everyMention = []string{"everyone", "roles", "users"}
	userMentions = []string{"users"}
)

var (
	userMention = regexp.MustCompile(`<@!?(\d+)>`)
	roleMention = regexp.MustCompile(`<@&(\d+)>`)
	allMention  = regexp.MustCompile(`@(everyone|here)\b`)
)

// mention works out whom the message pings, from its text and allowed_mentions
// (https://discord.com/developers/docs/resources/message#allowed-mentions-object).
func (s *Server) mention(m *message, body object, byDefault []string) {
	allowed := child(body, "allowed_mentions")
	parse := byDefault
	if allowed != nil {
		parse = texts(allowed, "parse")
	}
	said := text(m.raw, "content") + "\n" + strings.Join(displayed(objects(m.raw, "components")), "\n")
	m.raw["mentions"] = s.pingedUsers(m.channel, said, slices.Contains(parse, "users"), texts(allowed, "users"))
	roles, everyone := []any{}, false
	if g := m.channel.Guild; g != nil {
		strong := m.hook == nil && text(child(m.raw, "author"), "id") == s.Bot.ID && m.channel.permissions(s.Bot).Has(MentionEveryone)
		everyone = strong && slices.Contains(parse, "everyone") && allMention.MatchString(said)
		for _, id := range matches(roleMention, said) {
			r := g.role(id)
			if r != nil && (r.Mentionable || strong) && (slices.Contains(parse, "roles") || slices.Contains(texts(allowed, "roles"), id)) {
				roles = append(roles, id)
			}
		}
	}
	m.raw["mention_roles"], m.raw["mention_everyone"] = roles, everyone
}

func (s *Server) pingedUsers(c *Channel, said string, all bool, named []string) []any {
	pinged := []any{}
	for _, id := range matches(userMention, said) {
		if u := s.users[id]; u != nil && (all || slices.Contains(named, id)) {
			pinged = append(pinged, u.object())
		}
	}
	return pinged
}

// matches are the ids that a pattern finds, each once.
func matches(re *regexp.Regexp, said string) []string {
	var ids []string
	for _, match := range re.FindAllStringSubmatch(said, -1) {
		if !slices.Contains(ids, match[1]) {
			ids = append(ids, match[1])
		}
	}
	return ids
}

// displayed are the texts of the text displays.
func displayed(components []object) []string {
	var said []string
	for _, c := range components {
		if number(c, "type") == textDisplay {
			said = append(said, text(c, "content"))
		}
		said = append(said, displayed(objects(c, "components"))...)
	}
	return said
}
