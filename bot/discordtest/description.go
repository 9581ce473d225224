package discordtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
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
