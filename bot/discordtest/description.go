package discordtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
)

// description is Discord's published OpenAPI description of its REST API.
type description struct{ doc *openapi3.T }

// loadDescription reads the description once a process. Where the file is not at hand the test is skipped,
// or fails when the environment has CI.
func loadDescription(t TB) *description {
	t.Helper()
	d, err := readDescription()
	switch {
	case errors.Is(err, os.ErrNotExist) && os.Getenv("CI") == "":
		t.Skipf("Discord's API description is not at hand: %v", err)
	case err != nil:
		t.Fatalf("discordtest: %v", err)
	}
	return d
}

var readDescription = sync.OnceValues(func() (*description, error) {
	root, err := moduleRoot()
	if err != nil {
		return nil, err
	}
	doc, err := openapi3.NewLoader().LoadFromFile(filepath.Join(root, "..", "shared", "discord", "openapi.json"))
	if err != nil {
		return nil, err
	}
	d := &description{doc}
	return d, d.prepare()
})

func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", fmt.Errorf("no go.mod above the working directory: %w", os.ErrNotExist)
		}
		dir = parent
	}
}

// prepare makes the description fit for validation. Its constants become enums of one, which the fast validator
// knows, and it is corrected in two places where Discord's documentation and servers say otherwise:
// default_member_permissions is a string of digits, and the codes in an error's tree are words.
func (d *description) prepare() error {
	seen := map[*openapi3.Schema]bool{}
	for _, path := range d.doc.Paths.Map() {
		for _, op := range path.Operations() {
			if op.RequestBody != nil {
				enumerateContent(op.RequestBody.Value.Content, seen)
			}
			for _, r := range op.Responses.Map() {
				enumerateContent(r.Value.Content, seen)
			}
		}
	}
	schemas := d.doc.Components.Schemas
	for _, name := range []string{"ApplicationCommandUpdateRequest", "ApplicationCommandCreateRequest", "ApplicationCommandPatchRequestPartial"} {
		ref := schemas[name]
		if ref == nil || ref.Value.Properties["default_member_permissions"] == nil {
			return fmt.Errorf("the API description has no %s with default_member_permissions", name)
		}
		widen(ref.Value.Properties["default_member_permissions"].Value)
	}
	widen(schemas["Error"].Value.Properties["code"].Value)
	return nil
}

func widen(s *openapi3.Schema) {
	types := append(openapi3.Types{"string"}, s.Type.Slice()...)
	s.Type = &types
}

func enumerateContent(content openapi3.Content, seen map[*openapi3.Schema]bool) {
	for _, media := range content {
		enumerate(media.Schema, seen)
	}
}

func enumerate(ref *openapi3.SchemaRef, seen map[*openapi3.Schema]bool) {
	if ref == nil || ref.Value == nil || seen[ref.Value] {
		return
	}
	s := ref.Value
	seen[s] = true
	if s.Const != nil {
		s.Enum = []any{s.Const}
	}
	for _, refs := range []openapi3.SchemaRefs{s.OneOf, s.AnyOf, s.AllOf} {
		for _, r := range refs {
			enumerate(r, seen)
		}
	}
	for _, r := range s.Properties {
		enumerate(r, seen)
	}
	enumerate(s.Items, seen)
	enumerate(s.AdditionalProperties.Schema, seen)
}

// problem is one place in a body that the description does not allow.
type problem struct {
	path   string // "embeds.0.title"; "" for the body itself
	reason string
}

// request checks a request's body; path is as the description has it. A request without a body has body nil.
func (d *description) request(method, path string, body any) []problem {
	op := d.operation(method, path)
	if op == nil || op.RequestBody == nil {
		return nil
	}
	media := op.RequestBody.Value.Content["application/json"]
	if media == nil {
		media = op.RequestBody.Value.Content["multipart/form-data"]
	}
	if media == nil || body == nil && !op.RequestBody.Value.Required {
		return nil
	}
	return visit(media.Schema.Value, body)
}

// unknown lists the fields at the top of a request's body, and of the data of a callback, that the description does
// not know: Discord passes them over, so a misspelt field would go unnoticed.
func (d *description) unknown(method, path string, body any) []string {
	op := d.operation(method, path)
	o, ok := body.(object)
	if op == nil || op.RequestBody == nil || !ok {
		return nil
	}
	media := op.RequestBody.Value.Content["application/json"]
	if media == nil {
		return nil
	}
	known := fields(media.Schema.Value)
	return append(beyond("", o, known), beyond("data.", child(o, "data"), fields(known["data"]...))...)
}

// beyond lists an object's keys that are not known. Keys in capitals are let be: discordgo sends its own fields
// Channel and ID along with an edit.
func beyond(at string, o object, known map[string][]*openapi3.Schema) []string {
	var found []string
	for _, key := range slices.Sorted(maps.Keys(o)) {
		if known[key] == nil && key == strings.ToLower(key) {
			found = append(found, at+key)
		}
	}
	return found
}

// fields are the properties of the schemas and of all their variants.
func fields(schemas ...*openapi3.Schema) map[string][]*openapi3.Schema {
	all := map[string][]*openapi3.Schema{}
	for _, s := range schemas {
		for name, ref := range s.Properties {
			all[name] = append(all[name], ref.Value)
		}
		for _, ref := range slices.Concat(s.OneOf, s.AnyOf, s.AllOf) {
			for name, inner := range fields(ref.Value) {
				all[name] = append(all[name], inner...)
			}
		}
	}
	return all
}

// response checks an answer's status and body.
func (d *description) response(method, path string, status int, body any) []problem {
	op := d.operation(method, path)
	if op == nil {
		return []problem{{"", "the description has no such route"}}
	}
	r := op.Responses.Value(strconv.Itoa(status))
	if r == nil && status >= 400 {
		r = op.Responses.Value("4XX")
	}
	if r == nil {
		return []problem{{"", fmt.Sprintf("the description has no answer with status %d", status)}}
	}
	media := r.Value.Content["application/json"]
	switch {
	case media == nil && body != nil:
		return []problem{{"", "the description has this answer without a body"}}
	case media == nil:
		return nil
	}
	return visit(media.Schema.Value, body)
}

func (d *description) operation(method, path string) *openapi3.Operation {
	item := d.doc.Paths.Value(path)
	if item == nil {
		return nil
	}
	if method == http.MethodHead {
		method = http.MethodGet
	}
	return item.GetOperation(method)
}

// visit lists what the schema does not allow in the body. Of the variants of a union it is said what is wrong
// with the one that was most likely meant.
func visit(s *openapi3.Schema, body any) []problem {
	if len(s.AnyOf) == 0 {
		if s.VisitJSON(body, openapi3.FailFast()) == nil {
			return nil
		}
		return flatten(s.VisitJSON(body, openapi3.MultiErrors(), openapi3.DisableSchemaErrorDetails()))
	}
	var variants [][]problem
	for _, ref := range s.AnyOf {
		problems := visit(ref.Value, body)
		if len(problems) == 0 {
			return nil
		}
		variants = append(variants, problems)
	}
	return meant("", variants)
}

// flatten lists the innermost errors; each has its whole path.
func flatten(err error) []problem {
	var all []problem
	switch err := err.(type) {
	case nil:
	case openapi3.MultiError:
		for _, e := range err {
			all = append(all, flatten(e)...)
		}
	case *openapi3.SchemaError:
		inner, ok := errors.Unwrap(errors.Unwrap(err.Origin)).(openapi3.MultiError)
		switch {
		case !ok:
			all = []problem{{strings.Join(err.JSONPointer(), "."), err.Reason}}
		case err.SchemaField == "oneOf":
			var variants [][]problem
			for _, e := range inner {
				variants = append(variants, flatten(e))
			}
			all = meant(strings.Join(err.JSONPointer(), "."), variants)
		default:
			all = flatten(inner)
		}
	default:
		all = []problem{{"", err.Error()}}
	}
	return all
}

// meant picks the variant of a union that was most likely meant for the value at path: not one of another "type",
// then the one whose problem is deepest, then the one with the fewest.
func meant(path string, variants [][]problem) []problem {
	kind := strings.TrimPrefix(path+".type", ".")
	typed := slices.DeleteFunc(slices.Clone(variants), func(problems []problem) bool {
		return slices.ContainsFunc(problems, func(p problem) bool { return p.path == kind })
	})
	if len(typed) == 0 {
		return []problem{{kind, "This type is unknown, or not allowed here."}}
	}
	return slices.MaxFunc(typed, func(a, b []problem) int { return depth(a) - depth(b) })
}

func depth(problems []problem) int {
	deepest, misfit := 0, 0
	for _, p := range problems {
		deepest = max(deepest, strings.Count(p.path, "."))
		if strings.HasPrefix(p.reason, "value must be") {
			misfit = 50
		}
	}
	return deepest*100 - misfit - min(len(problems), 49)
}

// plain turns a value into what encoding/json decodes it to.
func plain(v any) any {
	raw, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	var out any
	_ = json.Unmarshal(raw, &out)
	return out
}
