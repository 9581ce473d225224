package commands

import (
	"regexp"
	"strings"
	"sync"
)

// overheard are the sentences that the parts below say in English: what went
// wrong with an address, a feed, a query, a schedule, a list. Some are kept so,
// with a source. A test holds them against what those parts say.
var overheard = []Sentence{
	"%v asks for fewer requests; try again later.",
	"%v asks for fewer requests; try again in %v.",
	"%v has nothing at this address; check it in a browser.",
	"%v does not let bots read this address (status %v).",
	"%v answered with status %v.",
	"The visit to %v was broken off.",
	"%v is a private address, and those are not visited unless the operator allows it with --allow-net.",
	"%v sends more than may be read of one answer.",
	"There is no server named %v; check the spelling.",
	"%v has no valid certificate.",
	"%v does not speak https at this address.",
	"%v did not answer in time.",
	"%v does not accept connections.",
	"%v answered with something that cannot be read.",
	"%v could not be reached.",
	"%v redirects in a circle.",
	"%v redirects to an unreadable address.",
	"%v says that this address is gone for good.",
	"%v is not an http or https address.",
	"%v is not an address; paste it as the browser shows it.",
	"%v asks bots not to read this page.",
	"%v answered %v.",

	"Paste a link, such as https://example.com/news.",
	"No feed was found at %v; tried were %v. If the site has one, paste its address.",
	"what is known of %v, the page itself, the feeds it links, usual addresses such as /feed and /rss.xml, and news sitemaps",
	"the page itself, the feeds it links, usual addresses such as /feed and /rss.xml, and news sitemaps",
	"This is not a feed: %v.",
	"it is a sitemap without news",
	"it is a web page",
	"it is neither RSS, Atom, JSON Feed nor a news sitemap",
	"it is JSON, but no JSON Feed",

	"this file is not OPML; export the list again from your feed reader",
	"%v: it has no web address of a feed",
	"what follows the first 32 MB",
	`cannot read the schedule %v: it should look like "*/5 * * * *" or "@every 30s" (%v)`,
	`cannot read the schedule %v: it should look like "*/5 * * * *" or "@every 30s"`,
	"the schedule %v never comes; pick a date that exists",

	"a query has at most %v characters; make two of it",
	"a query has at most %v words; make two of it",
	"write at least one word to look for, as in: north korea",
	"this bracket closes nothing; take it away, or open one before it",
	"leaving something out alone would match nearly every article; say also what must be there, as in: chips -potato",
	"nothing follows this minus; write it right before what to leave out, as in: chips -potato",
	"something is missing at the end; write a word there",
	"something is missing before this bracket; write a word there",
	`%v needs something on both sides, as in: hack %v breach; to look for the word itself write "%v"`,
	"this bracket is never closed; write ) where the group ends",
	"there are more than %v groups in groups here; write it flatter",
	"%v means nothing here; write %v",
	`both words as a phrase, and how far apart after it, as in: "fed rate"~5`,
	"there is no field %v; write %v:",
	"there is no field %v; the fields are title, source, author, tag, lang and site; to look for the text itself, put quotes around it",
	"a field stands inside another here; write each by itself, as in: title:fed source:reuters",
	"nothing follows %v:; write what to look for right after it, as in: %v:%v",
	"nothing follows this =; write the exact form right after it, as in: =us",
	`~ says how far the words of a phrase may stand apart; write it after the closing quote, as in: "fed rate"~5`,
	`a phrase stands in double quotes; write "%v"`,
	"this quote is never closed; write another where the phrase ends",
	`after ~ comes how many words apart, from 1 to %v, as in: "fed rate"~5`,
	"an expression looks at title and text only; write a word after %v:",
	"this expression is never closed; write / where it ends; to look for the text itself, put quotes around it",
	"only i, for any case, may follow an expression; to look for the text itself, put quotes around it",
	"this expression cannot be read (%v at %v); RE2 syntax is described at https://github.com/google/re2/wiki/Syntax",
	"an expression has at most %v characters; write a shorter one",
	"this expression is too large; write fewer or smaller repetitions",
	"this expression matches even an empty text, so every article; write what must be there",
	"a star stands only at the end of a word, as in: hack*",
	"a star needs at least two letters before it, as in: hack*",
	"an exact form has no star; write either =us or us*",
	"there is no word here; write letters, digits or a symbol such as an emoji",
	`~ needs at least two words, as in: "fed rate"~5`,
	"%v words cannot stand within %v of each other; write ~%v or more",
	"%v: takes a plain value, as in: %v:%v",
	"lang: takes the code of a language, as in: lang:en",
	"site: takes the name of a host, as in: site:bbc.co.uk",
}

var overheards = sync.OnceValue(func() []*regexp.Regexp {
	var out []*regexp.Regexp
	for _, s := range overheard {
		literal := regexp.QuoteMeta(string(s))
		out = append(out, regexp.MustCompile("(?s)^"+strings.ReplaceAll(literal, "%v", "(.*?)")+"$"))
	}
	return out
})

// Heard is what a part below has said in English, to be put into the reader's
// language where it is known.
func Heard(said string) Text {
	for i, like := range overheards() {
		m := like.FindStringSubmatch(said)
		if m == nil {
			continue
		}
		p := Piece{Format: overheard[i]}
		for _, arg := range m[1:] {
			p.Args = append(p.Args, Heard(arg))
		}
		return Text{p}
	}
	return Text{{Words: said}}
}
