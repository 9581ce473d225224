package commands

import (
	"encoding/json"
	"flag"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var catalogued = flag.Bool("catalogues", false, "give the catalogues what they lack, to be translated, and take out what nobody says")

// The folders in which something is said to people.
var speaking = []string{".", "../bot", "../bot/discord", "../bot/console", ".."}

// said collects every sentence of the program, with where it stands.
type saids struct {
	*testing.T
	set  *token.FileSet
	all  map[Sentence]string
	here *types.Package // this package, as the others import it
}

// Import stands in for the packages that are imported: only this one's types
// matter.
func (s *saids) Import(path string) (*types.Package, error) {
	if path == "newshound/commands" && s.here != nil {
		return s.here, nil
	}
	p := types.NewPackage(path, path[strings.LastIndex(path, "/")+1:])
	p.MarkComplete()
	return p, nil
}

// sentences are all that the program says: the constants of the type Sentence
// in its code, what counts things, and the choices of options.
func sentences(t *testing.T) map[Sentence]string {
	t.Helper()
	s := &saids{T: t, set: token.NewFileSet(), all: map[Sentence]string{}}
	for _, folder := range speaking {
		s.read(folder)
	}
	for _, c := range All() {
		for _, o := range c.Options {
			for _, choice := range o.Choices {
				s.all[Sentence(choice)] = "/" + c.Name
			}
		}
	}
	for _, l := range languages { // each is called by its own name
		delete(s.all, Sentence(l.name))
	}
	maps.DeleteFunc(s.all, func(says Sentence, _ string) bool { return !wordy(says) })
	return s.all
}

var letters = regexp.MustCompile(`\pL`)

// wordy reports whether there are words in a sentence beside what fills it in.
func wordy(s Sentence) bool { return letters.MatchString(placeholder.ReplaceAllString(string(s), "")) }

// read reads the sentences of a folder.
func (s *saids) read(folder string) ([]*ast.File, *types.Info) {
	s.Helper()
	names, err := filepath.Glob(folder + "/*.go")
	if err != nil {
		s.Fatal(err)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(s.set, name, nil, parser.SkipObjectResolution)
		if err != nil {
			s.Fatal(err)
		}
		files = append(files, file)
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	config := types.Config{Importer: s, Error: func(error) {}} // what comes of other packages is unknown
	p, _ := config.Check(folder, s.set, files, info)
	if folder == "." {
		s.here = p
	}
	for expr, is := range info.Types {
		if named, ok := is.Type.(*types.Named); ok && named.Obj().Name() == "Sentence" && is.Value != nil {
			s.all[Sentence(constant.StringVal(is.Value))] = s.set.Position(expr.Pos()).String()
		}
	}
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				s.call(call, info)
			}
			return true
		})
	}
	return files, info
}

// call looks at what is said: plural puts its sentence together, and each
// first argument of the others must have been seen as a constant.
func (s *saids) call(call *ast.CallExpr, info *types.Info) {
	name, _ := call.Fun.(*ast.Ident)
	if name == nil || len(call.Args) == 0 {
		return
	}
	value := func(i int) string { return constant.StringVal(info.Types[call.Args[i]].Value) }
	if name.Name == "plural" && info.Types[call.Args[1]].Value != nil {
		delete(s.all, Sentence(value(1)))
		delete(s.all, Sentence(value(2)))
		s.all[Sentence("%v "+value(1)+"|%v "+value(2))] = s.set.Position(call.Pos()).String()
	}
}

// names are the words that commands and options are called by.
func names() []string {
	seen := map[string]bool{}
	for _, c := range All() {
		for _, word := range strings.Fields(c.Name) {
			seen[word] = true
		}
		for _, o := range c.Options {
			seen[o.Name] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// Every language has all that is said, and nothing that is not. With
// -catalogues the files get what they lack, untranslated, and lose what nobody
// says.
func TestCataloguesHaveNoGaps(t *testing.T) {
	said := sentences(t)
	if len(said) < 100 {
		t.Fatalf("found only %d sentences in the code", len(said))
	}
	for _, lang := range Languages()[1:] {
		c := catalogueOf(lang)
		if *catalogued {
			write(t, lang, c, said)
		}
		for says, where := range said {
			if c.Words[says] == "" {
				t.Errorf("catalogue/%s.json lacks %q (%s)", lang, says, where)
			}
		}
		for says := range c.Words {
			if _, ok := said[says]; !ok && wordy(says) {
				t.Errorf("catalogue/%s.json has %q, which nobody says", lang, says)
			}
		}
		for _, name := range names() {
			if c.Names[name] == "" {
				t.Errorf("catalogue/%s.json lacks the name %q", lang, name)
			}
		}
		for name := range c.Names {
			if !slices.Contains(names(), name) {
				t.Errorf("catalogue/%s.json has the name %q, which nothing has", lang, name)
			}
		}
	}
}

// write writes a catalogue with all that is said, and nothing else.
func write(t *testing.T, lang string, c catalogue, said map[Sentence]string) {
	t.Helper()
	out := catalogue{Names: map[string]string{}, Words: map[Sentence]string{}}
	for _, name := range names() {
		out.Names[name] = c.Names[name]
	}
	for says := range said {
		out.Words[says] = c.Words[says]
	}
	for says, translated := range c.Words {
		if !wordy(says) {
			out.Words[says] = translated
		}
	}
	file, err := os.Create("catalogue/" + lang + ".json")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	enc := json.NewEncoder(file)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "\t")
	if err := enc.Encode(out); err != nil {
		t.Fatal(err)
	}
}

// What fills an English sentence in fills its translation in, too, in each of
// its forms.
func TestTranslationsFit(t *testing.T) {
	for _, lang := range Languages()[1:] {
		for says, translated := range catalogueOf(lang).Words {
			english, forms := strings.Split(string(says), "|"), strings.Split(translated, "|")
			if most := map[bool]int{true: 1, false: 2}[lang == "ja"]; len(forms) > most {
				t.Errorf("catalogue/%s.json: %q has %d forms, which is more than the language has", lang, translated, len(forms))
			}
			want := fillings(english[len(english)-1])
			for _, form := range forms {
				if got := fillings(form); translated != "" && !slices.Equal(got, want) {
					t.Errorf("catalogue/%s.json: %q is filled in by %v, and %q by %v", lang, says, want, form, got)
				}
				if translated != "" && strings.HasPrefix(form, "\n") != strings.HasPrefix(english[0], "\n") {
					t.Errorf("catalogue/%s.json: %q begins otherwise than %q", lang, form, says)
				}
			}
		}
	}
}

// fillings are the numbers of what fills a sentence in, each once, in their order.
func fillings(s string) []int {
	var out []int
	next := 1
	for _, m := range placeholder.FindAllStringSubmatch(s, -1) {
		if m[1] != "" {
			next = int(m[1][0] - '0')
		}
		out = append(out, next)
		next++
	}
	slices.Sort(out)
	return slices.Compact(out)
}
