package commands

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strconv"
	"testing"
)

var someWords = regexp.MustCompile(`\pL{2,} +\pL{2,}`)

// notForPeople are the calls whose words no person on a chat reads: errors and
// logs are an operator's, keys nobody's, command lines are translated as such.
var notForPeople = []string{
	"errors.New", "fmt.Errorf", "fmt.Sprintf", "Line", "storyLine", "aboutAlert", "typed", "MustCompile", "panic", "numbered", "undoable", "Step",
	"DebugContext", "InfoContext", "WarnContext", "ErrorContext", "HasPrefix", "isMore",
}

// notSaid are what stands in the code for other reasons: keys, names of
// commands, what the operator is told.
var notSaid = regexp.MustCompile(`^/|^# Alerts|^UTC |: $|^held with $|^discord (commands of|identify) $`)

// notRead are variables whose words no person on a chat reads: why the program
// ends, and what pages themselves say.
var notRead = []string{"fatal", "teaser"}

// Whatever a person reads can be put into their language: no plain string of
// several words stands in the code that talks to people, and no plain word
// fills a sentence in.
func TestNothingIsSaidButSentences(t *testing.T) {
	s := &saids{T: t, set: token.NewFileSet(), all: map[Sentence]string{}}
	for _, folder := range []string{".", "../bot", "../bot/discord", "../bot/console"} {
		files, info := s.read(folder)
		for _, file := range files {
			ast.Inspect(file, func(n ast.Node) bool { return s.plain(n, info) })
		}
	}
}

// plain looks at one node for plain words, and says whether to look inside.
func (s *saids) plain(n ast.Node, info *types.Info) bool {
	switch n := n.(type) {
	case *ast.ImportSpec, *ast.Field: // tags of fields
		return false
	case *ast.FuncDecl:
		return !slices.Contains(notRead, n.Name.Name)
	case *ast.ValueSpec:
		return !slices.Contains(notRead, n.Names[0].Name)
	case *ast.KeyValueExpr:
		key, _ := n.Key.(*ast.Ident)
		return key == nil || !slices.Contains([]string{"Example", "Line", "Reason"}, key.Name)
	case *ast.BinaryExpr: // of constants, which may be a sentence as a whole
		return !isSentence(info, n)
	case *ast.CallExpr:
		called := types.ExprString(n.Fun)
		if i := slices.IndexFunc([]string{"Say", "NewMistake", "commands.Say", "commands.NewMistake"}, func(f string) bool { return f == called }); i >= 0 {
			s.fills(n, info)
		}
		return !slices.ContainsFunc(notForPeople, func(f string) bool {
			return called == f || len(called) > len(f) && called[len(called)-len(f)-1:] == "."+f
		})
	case *ast.BasicLit:
		if words, err := strconv.Unquote(n.Value); n.Kind == token.STRING && err == nil && someWords.MatchString(words) && !notSaid.MatchString(words) && !isSentence(info, n) {
			if _, command := Find(words); command {
				return true
			}
			s.Errorf("%s: %q is said in English alone; make it a Sentence", s.set.Position(n.Pos()), words)
		}
	}
	return true
}

// fills looks at what fills a sentence in.
func (s *saids) fills(call *ast.CallExpr, info *types.Info) {
	for _, arg := range call.Args[1:] {
		v := info.Types[arg].Value
		if v != nil && v.Kind() == constant.String && !isSentence(info, arg) && regexp.MustCompile(`\pL{2}`).MatchString(constant.StringVal(v)) {
			s.Errorf("%s: %q fills a sentence in and is English alone; make it a Sentence", s.set.Position(arg.Pos()), constant.StringVal(v))
		}
	}
}

func isSentence(info *types.Info, e ast.Expr) bool {
	named, ok := info.Types[e].Type.(*types.Named)
	return ok && named.Obj().Name() == "Sentence"
}
