package bot

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"newshound/sources"
	"newshound/sources/text/match"
	"newshound/storage"
	"newshound/storage/storagetest"

	"github.com/google/go-cmp/cmp"
)

func TestQueriesCatchUp(t *testing.T) { queriesCatchUp(t, ":memory:") }

func TestQueriesCatchUpOnPostgres(t *testing.T) { queriesCatchUp(t, storagetest.Postgres(t)) }

// queriesCatchUp changes follows and alerts at random, and holds what a
// process knows that learns what has changed to what one that starts learns.
func queriesCatchUp(t *testing.T, name string) {
	db := openDB(t, name)
	rng := rand.New(rand.NewPCG(1, 1))
	words := []string{"north", "korea", "ferry", "storm", "(unreadable", ""}
	var q queries
	var alerts []storage.Alert
	for range 30 {
		tx(t, db, func(ctx context.Context, tx *storage.Tx) error {
			for range rng.IntN(4) {
				if err := changeAny(ctx, tx, rng, &alerts, words[rng.IntN(len(words))]); err != nil {
					return err
				}
			}
			return nil
		})
		var fresh queries
		tx(t, db, func(ctx context.Context, tx *storage.Tx) error {
			if err := q.catchUp(ctx, tx); err != nil {
				return err
			}
			return fresh.catchUp(ctx, tx)
		})
		if d := cmp.Diff(known(fresh), known(q)); d != "" {
			t.Fatalf("what has changed and what there is differ: %s", d)
		}
	}
	if len(q.alerts) < 3 || len(q.follows) < 3 {
		t.Errorf("%d alerts and %d follows are left, too few to tell", len(q.alerts), len(q.follows))
	}
}

func changeAny(ctx context.Context, tx *storage.Tx, rng *rand.Rand, alerts *[]storage.Alert, query string) error {
	switch k := rng.IntN(10); {
	case k < 4 || len(*alerts) == 0:
		a := storage.Alert{Place: "town", Person: "ann", Channel: "c", Query: query, Created: monday}
		err := tx.AddAlert(ctx, &a)
		*alerts = append(*alerts, a)
		return err
	case k < 5:
		a := (*alerts)[0]
		*alerts = (*alerts)[1:]
		return tx.RemoveAlert(ctx, a.Place, a.Person, a.ID)
	case k < 6:
		return tx.PauseAlert(ctx, "town", "ann", (*alerts)[0].ID, monday, "")
	case k < 7:
		a := (*alerts)[rng.IntN(len(*alerts))]
		a.Query = query
		return tx.EditAlert(ctx, a)
	}
	channel := fmt.Sprint(rng.IntN(8))
	source := sources.Source{URL: "https://" + channel + ".example/feed"}
	if err := tx.AddSource(ctx, "town", "ann", &source, monday); err != nil {
		return err
	}
	if rng.IntN(3) == 0 {
		_ = tx.RemoveFollow(ctx, "town", channel, source.ID) // which may not be there
	}
	return tx.PutFollow(ctx, &storage.Follow{Place: "town", Channel: channel, Source: source.ID, Query: query, Created: monday})
}

// A knowledge is what queries say, to compare.
type knowledge struct {
	Alerts  map[int64]storage.Alert
	Follows map[int64]storage.Follow
	Plain   map[int64][]int64
	Found   map[string][]int64
}

func known(q queries) knowledge {
	k := knowledge{q.alerts, q.follows, map[int64][]int64{}, map[string][]int64{}}
	for source, all := range q.plain {
		for _, f := range all {
			k.Plain[source] = append(k.Plain[source], f.ID)
		}
		slices.Sort(k.Plain[source])
	}
	for _, s := range []string{"north", "korea ferry", "storm"} {
		k.Found[s] = q.index.Match(match.Prepare(match.Doc{Text: s, Lang: "en"}))
	}
	return k
}

func openDB(t testing.TB, name string) *storage.DB {
	t.Helper()
	db, err := storage.Open(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func tx(t testing.TB, db *storage.DB, do func(ctx context.Context, tx *storage.Tx) error) {
	t.Helper()
	if err := db.Tx(t.Context(), func(tx *storage.Tx) error { return do(t.Context(), tx) }); err != nil {
		t.Fatal(err)
	}
}

// BenchmarkCatchUp adds an alert to 100,000 others and has the bot learn of it.
func BenchmarkCatchUp(b *testing.B) {
	db := openDB(b, ":memory:")
	next := zipf(1)
	add := func(ctx context.Context, tx *storage.Tx) error {
		return tx.AddAlert(ctx, &storage.Alert{Place: "town", Person: "ann", Channel: "c", Query: next(2), Created: monday})
	}
	tx(b, db, func(ctx context.Context, tx *storage.Tx) error {
		for range 100_000 {
			if err := add(ctx, tx); err != nil {
				return err
			}
		}
		return nil
	})
	var q queries
	tx(b, db, q.catchUp)
	q.index.Match(match.Prepare(match.Doc{Text: "so that they are filed", Lang: "en"}))
	var took int64
	for b.Loop() {
		tx(b, db, add)
		start := cpu(b)
		tx(b, db, q.catchUp)
		took += (cpu(b) - start).Nanoseconds()
	}
	b.ReportMetric(float64(took)/float64(b.N)/1e3, "cpu-µs/catch-up")
}
