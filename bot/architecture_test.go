package bot_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// order is the one way that imports go: a folder imports only folders to its
// right.
var order = []string{"main.go", "bot", "commands", "storage", "sources"}

// sideways are the sub-packages that may import another beside them, down
// the pipeline.
var sideways = map[string][]string{
	"bot/demo":         {"bot/console"},
	"sources/discover": {"sources/fetch", "sources/feed", "sources/webpage"},
	"sources/feed":     {"sources/webpage"},
	"sources/webpage":  {"sources/fetch", "sources/text"},
	"storage":          {"storage/migrations"},
}

const longestFile = 600

type source struct {
	path string // from the root, with slashes
	text []byte
	file *ast.File
	set  *token.FileSet
}

func (s source) folder() string { return path.Dir(s.path) }
func (s source) isTest() bool   { return strings.HasSuffix(s.path, "_test.go") }

func goFiles(t *testing.T) []source {
	t.Helper()
	var out []source
	root := os.DirFS("..")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && strings.HasPrefix(d.Name(), ".") && name != "." {
			return cmpErr(err, fs.SkipDir)
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") {
			return nil
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		s := source{path: name, text: text, set: token.NewFileSet()}
		s.file, err = parser.ParseFile(s.set, name, text, parser.ParseComments)
		out = append(out, s)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func cmpErr(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

func TestImportsGoOneWay(t *testing.T) {
	for _, s := range goFiles(t) {
		for _, spec := range s.file.Imports {
			name, _ := strconv.Unquote(spec.Path.Value)
			if strings.HasSuffix(name, "bwmarrin/discordgo") && !strings.HasPrefix(s.path, "bot/discord/") && !s.isTest() {
				t.Errorf("%s imports discordgo; only bot/discord may", s.path)
			}
			if to, ours := strings.CutPrefix(name, "newshound/"); ours && !mayImport(s, to) {
				t.Errorf("%s may not import %s", s.path, to)
			}
		}
	}
}

func mayImport(s source, to string) bool {
	from := s.folder()
	if from == "." {
		from = "main.go"
	}
	a, b := slices.Index(order, top(from)), slices.Index(order, top(to))
	if a != b {
		return a < b
	}
	return from == to || strings.HasPrefix(from, to+"/") || slices.Contains(sideways[from], to) || s.isTest()
}

func top(folder string) string {
	first, _, _ := strings.Cut(folder, "/")
	return first
}

func TestTopLevel(t *testing.T) {
	allowed := append(slices.Clone(order), "go.mod", "go.sum", "README.md", "LICENSE")
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name := e.Name()
		built := name == "newshound" || strings.Contains(name, ".db")
		if !strings.HasPrefix(name, ".") && !slices.Contains(allowed, name) && !built {
			t.Errorf("%s stands at the top level, where only %v belong", name, allowed)
		}
	}
}

func TestFilesAreShort(t *testing.T) {
	for _, s := range goFiles(t) {
		if n := bytes.Count(s.text, []byte("\n")); n > longestFile {
			t.Errorf("%s has %d lines, more than %d", s.path, n, longestFile)
		}
	}
}

func TestEverythingExportedIsDocumented(t *testing.T) {
	packages := map[string]bool{}
	for _, s := range goFiles(t) {
		if s.isTest() {
			continue
		}
		packages[s.folder()] = packages[s.folder()] || s.file.Doc != nil
		for _, d := range s.file.Decls {
			for _, name := range undocumented(d) {
				t.Errorf("%s: %s has no doc comment", filepath.ToSlash(s.path), name)
			}
		}
	}
	for folder, has := range packages {
		if !has {
			t.Errorf("package %s has no doc comment", folder)
		}
	}
}

// undocumented are the exported names of a declaration that nothing is said
// about.
func undocumented(d ast.Decl) (names []string) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && d.Doc == nil && exportedReceiver(d) {
			names = append(names, d.Name.Name)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				if spec.Name.IsExported() && d.Doc == nil && spec.Doc == nil {
					names = append(names, spec.Name.Name)
				}
			case *ast.ValueSpec:
				for _, n := range spec.Names {
					if n.IsExported() && d.Doc == nil && spec.Doc == nil && spec.Comment == nil {
						names = append(names, n.Name)
					}
				}
			}
		}
	}
	return names
}

// exportedReceiver reports whether a function can be called from outside.
// Methods that an interface of the standard library asks for explain
// themselves.
func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	known := []string{"Error", "Unwrap", "Scan", "String", "Kind", "Write", "Len", "Less", "Swap"}
	receiver := d.Recv.List[0].Type
	if star, ok := receiver.(*ast.StarExpr); ok {
		receiver = star.X
	}
	if generic, ok := receiver.(*ast.IndexExpr); ok {
		receiver = generic.X
	}
	name, ok := receiver.(*ast.Ident)
	return ok && name.IsExported() && !slices.Contains(known, d.Name.Name)
}
