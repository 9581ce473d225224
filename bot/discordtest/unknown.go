package discordtest

import (
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

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
