package story

import (
	"bufio"
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"newshound/sources/text"
)

// TestWriteBackground writes the tables of common words anew where
// NEWSHOUND_RANKS names a folder with a file LANG.txt a language, its words
// the commonest first, a line each; en.txt has a count after each word, of a
// million.
func TestWriteBackground(t *testing.T) {
	folder := os.Getenv("NEWSHOUND_RANKS")
	if folder == "" {
		t.Skip("NEWSHOUND_RANKS names no folder with lists of common words")
	}
	shares := map[string]map[string]float64{}
	add := func(lang, word string, share float64) {
		for tok := range text.Scan(word, lang) {
			if shares[lang] == nil {
				shares[lang] = map[string]float64{}
			}
			if !tok.Part {
				shares[lang][tok.Stem] += share
			}
		}
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		lang := strings.TrimSuffix(filepath.Base(f), ".txt")
		for rank, line := range readLines(t, f) {
			word, count, counted := strings.Cut(line, " ")
			share := .07 / (float64(rank) + 2.7) // Zipf and Mandelbrot's law
			if counted {
				n, err := strconv.ParseFloat(count, 64)
				if err != nil {
					t.Fatal(err)
				}
				share = n / 1e6
			}
			add(lang, word, share)
		}
	}
	for lang, of := range headlineShares(t) {
		if shares[lang] == nil {
			shares[lang] = map[string]float64{}
		}
		for stem, share := range of {
			shares[lang][stem] = max(shares[lang][stem], share)
		}
	}
	for lang, of := range shares {
		writeBackground(t, filepath.Join("background", lang+".txt"), of)
	}
}

func readLines(t *testing.T, file string) (lines []string) {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		lines = append(lines, s.Text())
	}
	return lines
}

// headlineShares are the shares of stems in the headlines that no stream is
// evaluated with, by language, without those seen hardly ever.
func headlineShares(t *testing.T) map[string]map[string]float64 {
	const rarest = 6
	shares, words := map[string]map[string]float64{"en": {}, "sv": {}}, map[string]float64{}
	for i, a := range seen(t) {
		of := shares[a.Lang]
		if of == nil || heldOut(i) {
			continue
		}
		had := map[string]bool{}
		for tok := range text.Scan(a.Title, a.Lang) {
			if !had[tok.Stem] {
				had[tok.Stem] = true
				of[tok.Stem]++
				words[a.Lang]++
			}
		}
	}
	for lang, of := range shares {
		maps.DeleteFunc(of, func(_ string, n float64) bool { return n < rarest })
		for stem := range of {
			of[stem] /= words[lang]
		}
	}
	return shares
}

// heldOut reports whether a headline of the set is one that streams are
// evaluated with.
func heldOut(i int) bool { return i%5 == 0 }

func writeBackground(t *testing.T, file string, shares map[string]float64) {
	byCount := map[int][]string{}
	for stem, share := range shares {
		n := share * backgroundUnit
		digits := 1
		for d := n; d >= 100; d /= 10 {
			digits *= 10
		}
		if count := int(n) / digits * digits; float64(count) > 1.3*unseenShare*backgroundUnit && !number(stem) {
			byCount[count] = append(byCount[count], stem)
		}
	}
	var b strings.Builder
	for _, count := range slices.SortedFunc(maps.Keys(byCount), func(a, b int) int { return cmp.Compare(b, a) }) {
		slices.Sort(byCount[count])
		fmt.Fprintln(&b, count, strings.Join(byCount[count], " "))
	}
	if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
