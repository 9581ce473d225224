package story

import (
	"cmp"
	"embed"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// backgroundFiles say how common words are in news, a file a language. A line
// is a count among ten million words and the stems that are as common. The
// files are written by TestWriteBackground, from
//
//   - the document frequencies of words in the headlines of
//     ../shared/eval/headlines.jsonl.gz, but for those that streams are
//     evaluated with (English and Swedish);
//   - the zxcvbn project's counts of the English Wikipedia;
//   - the ranks of words in the other Wikipedias as the zxcvbn-ts project
//     publishes them, taken for counts by Zipf's law.
//
//go:embed background/*.txt
var backgroundFiles embed.FS

const (
	backgroundUnit = 1e7
	unseenShare    = 3e-6 // of a word that no table has
)

// A background says how common the terms of a language are in news.
type background []termShare

type termShare struct {
	term  uint32
	share float32 // of all words
}

// backgrounds are the tables that ship with the program, each read when it is
// first asked for.
var backgrounds = sync.OnceValue(func() map[string]func() background {
	files, _ := backgroundFiles.ReadDir("background")
	out := map[string]func() background{}
	for _, f := range files {
		out[strings.TrimSuffix(f.Name(), ".txt")] = sync.OnceValue(func() background {
			b, _ := backgroundFiles.ReadFile(path.Join("background", f.Name()))
			return parseBackground(string(b))
		})
	}
	return out
})

func parseBackground(file string) (b background) {
	for line := range strings.Lines(file) {
		words := strings.Fields(line)
		count, _ := strconv.Atoi(words[0])
		for _, w := range words[1:] {
			b = append(b, termShare{termOf(w), float32(float64(count) / backgroundUnit)})
		}
	}
	slices.SortFunc(b, func(a, b termShare) int { return cmp.Compare(a.term, b.term) })
	return b
}

// backgroundOf returns a language's table, and for a language without one what
// is common in any.
func backgroundOf(lang string) background {
	if table := backgrounds()[lang]; table != nil {
		return table()
	}
	return anyBackground()
}

// anyBackground has the terms of all tables, each as common as it is in the
// language where it is commonest.
var anyBackground = sync.OnceValue(func() (all background) {
	for _, table := range backgrounds() {
		all = append(all, table()...)
	}
	slices.SortFunc(all, func(a, b termShare) int {
		return cmp.Or(cmp.Compare(a.term, b.term), cmp.Compare(b.share, a.share))
	})
	return slices.CompactFunc(all, func(a, b termShare) bool { return a.term == b.term })
})

// share is how much of all words a term is.
func (b background) share(term uint32) float64 {
	i, ok := slices.BinarySearchFunc(b, term, func(s termShare, t uint32) int { return cmp.Compare(s.term, t) })
	if !ok {
		return unseenShare
	}
	return max(unseenShare, float64(b[i].share))
}

// within is the chance that a document of n words has a term of that share.
func within(n, share float64) float64 { return 1 - math.Exp(-n*share) }
