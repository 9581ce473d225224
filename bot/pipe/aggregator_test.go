package pipe

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// furniture is what no summary and no hashtag may hold of an aggregator's
// page, in small letters.
var furniture = []string{
	"hashtag", "ai features", "daily8", "explore what", "comments yet", "related articles", "hour ago", "taboola",
	"sponsored", "promoted", "you may like", "undo", "representational", "first to report", "authorised to publicly", "- ends",
	"ai feature", "relatedarticles", "aifeatures",
}

func readsAsNews(t *testing.T, name, page string) {
	t.Helper()
	for _, o := range []ReadOptions{{sentences: 3}, {words: 60}, {words: 100}, {sentences: 3, words: 70}} {
		a, err := Page{Text: page}.Read(o)
		if err != nil {
			t.Fatal(err)
		}
		if len(strings.Fields(a.Summary)) < 15 || len(a.Hashtags) < 3 {
			t.Errorf("%s: no news in %q %s", name, a.Summary, a.Hashtags)
		}
		shown := strings.ToLower(a.Summary + " " + strings.Join(a.Hashtags, " "))
		for _, f := range furniture {
			if strings.Contains(shown, f) {
				t.Errorf("%s: %q is shown in %q %s", name, f, a.Summary, a.Hashtags)
			}
		}
	}
}

// A page as a reader copies it from a news aggregator: an article, furniture,
// and two related stories with advertising inside.
const aggregator = `Harbour of Ansel closes for dredging
Ansel Port Authority
said Monday it will close the harbour for two weeks to dredge the channel that silted up in the winter storms.
A dredger from Brivance,
Marie Lucas
of the shipyard said, arrives on Friday and will move 40,000 tonnes of sand out of the channel.
Fishing boats from Ansel may use the old pier, and the ferry to Grey Skerry will sail from Corrin, the port authority said.
Hashtags

Try Our AI Features
Explore what Daily8 AI can do for you:
Comments
No comments yet...
Related Articles


The Open Ledger
an hour ago
- The Open Ledger
Ferry company asks Ansel for money
The ferry company that serves Grey Skerry asked the town of Ansel on Sunday for 200,000 crowns to pay for the longer crossing. by Taboola by Taboola Sponsored Links Sponsored Links Promoted Links Promoted Links You May Like Buy shoes now Undo What does the town say? Mayor Ewan Strachey said the council of Ansel will vote on the money for the ferry company in March. The ferry company lost a third of its passengers last year.


Meridian Wire
2 hours ago
- Meridian Wire
Sand from the harbour may save the beach
Sand that a dredger takes out of the harbour of Ansel could be pumped onto the beach at Corrin, engineers of the county said in a study of the coast.(AFP/Representational) The beach at Corrin has lost nine metres since the sea wall was built. The person was not authorised to publicly discuss the study. The county of Ansel would pay half of what the pumping of the sand costs.- Ends`

func TestAggregatorPageIsReadAsNews(t *testing.T) {
	for _, part := range append(strings.Split(aggregator, "\n\n\n"), aggregator) {
		readsAsNews(t, part[:20], part)
	}
}

func TestEvalAggregatorPage(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "eval", "aggregator-page.txt"))
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skipf("no evaluation data: %v", err)
	}
	for _, part := range append(strings.Split(string(page), "\n\n\n"), string(page)) {
		readsAsNews(t, strings.TrimSpace(part)[:20], part)
	}
}
