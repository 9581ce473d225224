package match

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"unicode"

	"newshound/sources/text"
)

// pieceSize is about how long a benchmark's texts are, in bytes.
const pieceSize = 760

// pieces are English news texts of the evaluation data, cut to pieceSize
// between two words.
var pieces = sync.OnceValues(func() ([]Doc, error) {
	var out []Doc
	for _, name := range []string{"summary-bbc", "summary-cnndm", "summary-inshorts", "stories-ecbplus"} {
		f, err := os.Open(filepath.Join(evalFolder(), name+".jsonl.gz"))
		if err != nil {
			return nil, err
		}
		defer f.Close()
		z, err := gzip.NewReader(f)
		if err != nil {
			return nil, err
		}
		lines := bufio.NewScanner(z)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			var article struct{ Text string }
			if err := json.Unmarshal(lines.Bytes(), &article); err != nil {
				return nil, err
			}
			out = append(out, cut(article.Text)...)
		}
	}
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out, nil
})

func cut(s string) []Doc {
	var out []Doc
	for len(s) > pieceSize {
		i := strings.LastIndexByte(s[:pieceSize], ' ')
		if i < 0 {
			break
		}
		out = append(out, Doc{Text: s[:i], Lang: "en"})
		s = s[i+1:]
	}
	return out
}

// evalFolder is where the evaluation data stands beside the module.
func evalFolder() string {
	dir, _ := os.Getwd()
	for dir != "/" {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		dir = filepath.Dir(dir)
	}
	return filepath.Join(dir, "..", "shared", "eval")
}

func corpus(t testing.TB) []Doc {
	t.Helper()
	docs, err := pieces()
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip("no evaluation data beside the module: ", err)
	}
	return docs
}

// draw makes n alerts of 1-3 words from the texts, so that a word is as
// frequent in them as in the news, stop words left out. A fifth have AND or
// NOT; the others of several words are phrases of adjacent words when phrases
// is set, else just words.
func draw(docs []Doc, n int, phrases bool) []string {
	rng := rand.New(rand.NewPCG(2, 2))
	var all []string
	for _, d := range docs {
		all = append(all, strings.FieldsFunc(d.Text, func(r rune) bool { return !unicode.IsLetter(r) })...)
	}
	words := func() []string {
		for {
			i := rng.IntN(len(all) - 3)
			if !text.IsStop(text.Fold(all[i]), "en") {
				return all[i : i+3]
			}
		}
	}
	out := make([]string, n)
	for i := range out {
		a, b, c := words(), words()[0], words()[0]
		switch k := rng.IntN(15); {
		case k < 4:
			out[i] = a[0]
		case k < 8 && phrases:
			out[i] = `"` + a[0] + " " + a[1] + `"`
		case k < 8:
			out[i] = a[0] + " " + b
		case k < 12 && phrases:
			out[i] = `"` + strings.Join(a, " ") + `"`
		case k < 12:
			out[i] = a[0] + " " + b + " " + c
		case k < 13:
			out[i] = a[0] + " AND " + b
		case k < 14:
			out[i] = a[0] + " AND NOT " + b
		default:
			out[i] = a[0] + " AND " + b + " NOT " + c
		}
	}
	return out
}
