package commands

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"newshound/sources"
	"newshound/sources/fetch"
	"newshound/sources/text/match"
)

// What the parts below say when something is wrong is known here: what they
// give to say, fail and notFeed, and the rest by example.
func TestWhatIsOverheardIsKnown(t *testing.T) {
	said := map[string]bool{}
	for _, folder := range []string{"fetch", "feed", "discover", "text/match"} {
		for _, s := range literals(t, "../sources/"+folder) {
			said[s] = true
		}
	}
	if len(said) < 40 {
		t.Fatalf("found only %d sentences", len(said))
	}
	verb := regexp.MustCompile(`%[sdq]`)
	for s := range said {
		s = verb.ReplaceAllString(s, "%v")
		whole := func(known Sentence) bool { return strings.HasPrefix(string(known), s) } // some have a hint added
		if !slices.ContainsFunc(overheard, whole) {
			t.Errorf("%q is not among what is overheard", s)
		}
	}
	_, wrong := sources.ParseSchedule("61 * * * *")
	_, never := sources.ParseSchedule("0 0 30 2 *")
	_, unread := match.Parse("/[/")
	for _, err := range []error{
		&fetch.StatusError{Host: "a.example", Code: 404}, &fetch.StatusError{Host: "a.example", Code: 403},
		&fetch.StatusError{Host: "a.example", Code: 500}, &fetch.StatusError{Host: "a.example", Code: 599},
		&fetch.Later{Host: "a.example"}, &fetch.Later{Host: "a.example", Wait: time.Minute}, wrong, never,
	} {
		if text := Heard(err.Error()); text[0].Format == "" || text.String() != err.Error() {
			t.Errorf("%q is heard as %v", err, text)
		}
	}
	if unread == nil {
		t.Error("/[/ is an expression")
	}
}

// literals are the sentences that the code of a folder makes errors of.
func literals(t *testing.T, folder string) (out []string) {
	t.Helper()
	files, err := filepath.Glob(folder + "/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal("no files in", folder, err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			said := map[string]int{"say": 0, "fail": 1, "notFeed": 0}
			if name, ok := call.Fun.(*ast.Ident); ok {
				if i, makes := said[name.Name]; makes && len(call.Args) > i {
					if s := literal(call.Args[i]); s != "" {
						out = append(out, s)
					}
				}
			}
			return true
		})
	}
	return out
}

// literal is a string literal's text, or that of what a sum begins with.
func literal(e ast.Expr) string {
	if sum, ok := e.(*ast.BinaryExpr); ok {
		return literal(sum.X)
	}
	if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
		s, _ := strconv.Unquote(lit.Value)
		return s
	}
	return ""
}

func TestWhatIsOverheardIsTranslated(t *testing.T) {
	for said, want := range map[string]string{
		"wire.example has nothing at this address; check it in a browser.": "wire.example hat unter dieser Adresse nichts; prüf sie im Browser.",
		"This is not a feed: it is a web page.":                            "Das ist kein Feed: Es ist eine Webseite.",
		"something else":                                                   "something else",
	} {
		if got := Heard(said).In("de").String(); got != want {
			t.Errorf("%q is %q, want %q", said, got, want)
		}
	}
}
