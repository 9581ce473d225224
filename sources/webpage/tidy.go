package webpage

import (
	"regexp"
	"strings"
)

// A clutter is what pages leave in the text of an article: where the text
// holds the mark, what the pattern finds goes.
type clutter struct {
	mark    string
	pattern *regexp.Regexp
}

var clutters = []clutter{
	{"by Taboola", advertising("Taboola")},
	{"by Outbrain", advertising("Outbrain")},
	{"Representational", regexp.MustCompile(`\s*\([^()]{0,40}Representational[^()]{0,40}\)`)},
	{"Ends", regexp.MustCompile(`(?m)\s*[-–—]\s?Ends\s*$`)},
	{" ago\n", regexp.MustCompile(`(?m)^[^\n]{1,60}\n(?:an?|\d{1,2}) (?:minute|hour|day|week)s? ago\n-? ?[^\n]{1,60}\n`)},
	{"Hashtags\n", regexp.MustCompile(`(?m)^Hashtags\n+(?:#[^\n]*\n+)*`)},
	{"AI Features\n", regexp.MustCompile(`(?m)^Try Our AI Features\n+(?:Explore what [^\n]*:\n)?`)},
	{"No comments yet", regexp.MustCompile(`(?m)^(?:Comments\n+)?No comments yet[.…]*$\n?`)},
	{"Related Articles", regexp.MustCompile(`(?m)^Related Articles$\n?`)},
}

// advertising is a block of links sold by a company, with the texts of the
// advertisements where it tells how far they go.
func advertising(company string) *regexp.Regexp {
	return regexp.MustCompile(`\s*(?:by ` + company + `\s*)+(?:(?:Sponsored|Promoted) Links?\s*)*(?:You May (?:Also )?Like\s[^\n]{0,300}?\sUndo\b)?`)
}

// Tidy returns the text of an article without what a page has put into it:
// advertising between its sentences, buttons, who published it when.
func Tidy(text string) string {
	for _, c := range clutters {
		if strings.Contains(text, c.mark) {
			text = c.pattern.ReplaceAllString(text, "")
		}
	}
	return strings.TrimSpace(text)
}
