package discordtest

import (
	"encoding/json"
	"testing"
)

func TestDescription(t *testing.T) {
	d := loadDescription(t)
	for _, c := range []struct{ name, method, path, body, wrong string }{
		{"fine", "POST", "/channels/{channel_id}/messages", `{"content":"hi","nonce":"a"}`, ""},
		{"null", "POST", "/channels/{channel_id}/messages", `{"content":null,"components":null}`, ""},
		{"number for text", "POST", "/channels/{channel_id}/messages", `{"content":4}`, "content"},
		{"long nonce", "POST", "/channels/{channel_id}/messages", `{"nonce":"0123456789012345678901234567"}`, "nonce"},
		{"container", "POST", "/channels/{channel_id}/messages", `{"components":[{"type":17,"components":[{"type":10,"content":"x"}]}]}`, ""},
		{"in a container", "POST", "/channels/{channel_id}/messages", `{"components":[{"type":17,"components":[{"type":10,"content":3}]}]}`, "components.0.components.0.content"},
		{"in a row", "POST", "/channels/{channel_id}/messages", `{"components":[{"type":1,"components":[{"type":2,"style":1,"label":7}]}]}`, "components.0.components.0.label"},
		{"unknown component", "POST", "/channels/{channel_id}/messages", `{"components":[{"type":99}]}`, "components.0.type"},
		{"embed", "POST", "/channels/{channel_id}/messages", `{"embeds":[{"fields":[{"name":"x"}]}]}`, "embeds.0.fields.0.value"},
		{"callback", "POST", "/interactions/{interaction_id}/{interaction_token}/callback", `{"type":4,"data":{"content":"x"}}`, ""},
		{"in a callback", "POST", "/interactions/{interaction_id}/{interaction_token}/callback", `{"type":4,"data":{"content":1}}`, "data.content"},
		{"command", "PUT", "/applications/{application_id}/commands", `[{"name":"x","description":"y","default_member_permissions":"0"}]`, ""},
		{"option", "PUT", "/applications/{application_id}/commands", `[{"name":"x","options":[{"type":3,"name":"a"}]}]`, "0.options.0.description"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var body any
			if err := json.Unmarshal([]byte(c.body), &body); err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, p := range d.request(c.method, c.path, body) {
				t.Logf("%s: %s", p.path, p.reason)
				got = p.path
			}
			if got != c.wrong {
				t.Errorf("wrong at %q, want %q", got, c.wrong)
			}
		})
	}
}
