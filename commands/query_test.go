package commands

import (
	"fmt"
	"strings"
	"testing"

	"newshound/sources"
	"newshound/storage"
)

// A search whose words tell too little looks at the newest articles, and says
// so.
func TestASearchLooksAtSoManyArticles(t *testing.T) {
	k := &talk{newsroom: newNewsroom(t)}
	err := k.DB.Tx(t.Context(), func(tx *storage.Tx) error {
		for i := range mostLooked {
			a := sources.Article{Source: 2, Key: fmt.Sprint("n", i), Title: "Tide", URL: "https://tidelab.example/tide", Lang: "en", Seen: noon}
			if err := tx.AddArticle(t.Context(), &a); err != nil {
				return err
			}
			a.Story = a.ID
			if err := tx.GroupArticle(t.Context(), a); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	r, _, _ := k.ask("bob@town", "/news search site:post.example")
	if got := r.Text.String(); !strings.HasPrefix(got, "Nothing in the newest 20,000 articles matches") {
		t.Errorf("it says %q", got)
	}
	if r, _, _ = k.ask("bob@town", "/news search ferry site:post.example"); len(r.Cards) != 2 {
		t.Errorf("with a word in the text it says %q", r.Text)
	}
}
