package discordtest

import (
	"errors"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// problem is one place in a body that the description does not allow.
type problem struct {
	path   string // "embeds.0.title"; "" for the body itself
	reason string
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
