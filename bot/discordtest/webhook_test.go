package discordtest_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"testing"

	"newshound/bot/discordtest"
)

func TestWebhooks(t *testing.T) {
	s := discordtest.New(t, discordtest.Tolerant(), discordtest.Unlimited())
	home := s.Guild("home")
	news, forum := home.Text("news"), home.Forum("forum", false)
	home.Everyone.Grant(discordtest.ViewChannel | discordtest.ManageWebhooks | discordtest.ReadMessageHistory)
	make := func(c *discordtest.Channel, name string) answer {
		return call(t, s, "POST", "/channels/"+c.ID+"/webhooks", `{"name":"`+name+`"}`)
	}
	make(news, "Discord news").want(t, 400, 50035)
	made := make(news, "hound")
	made.want(t, 200, 0)
	hook := "/webhooks/" + made.body.ID + "/token-of-" + made.body.ID
	call(t, s, "GET", "/channels/"+news.ID+"/webhooks", "").want(t, 200, 0)
	call(t, s, "POST", hook, `{"content":"silent"}`).want(t, 204, 0)
	sent := call(t, s, "POST", hook+"?wait=true", `{"content":"card","username":"The Paper","avatar_url":"https://a.b/c.png"}`)
	sent.want(t, 200, 0)
	call(t, s, "PATCH", hook+"/messages/"+sent.body.ID, `{"content":"edited"}`).want(t, 200, 0)
	m := s.Messages(news)[1]
	if m.Author.Name != "The Paper" || m.Content != "edited" || m.WebhookID != made.body.ID {
		t.Errorf("the message is %+v", m)
	}
	call(t, s, "PATCH", "/channels/"+news.ID+"/messages/"+m.ID, `{"content":"x"}`).want(t, 403, 50005)
	call(t, s, "POST", hook, `{"content":"x","nonce":"n"}`).want(t, 400, 50035)
	call(t, s, "DELETE", hook+"/messages/"+sent.body.ID, "").want(t, 204, 0)

	inForum := make(forum, "hound")
	to := "/webhooks/" + inForum.body.ID + "/token-of-" + inForum.body.ID
	call(t, s, "POST", to, `{"content":"x"}`).want(t, 400, 220001)
	call(t, s, "POST", to+"?wait=true", `{"content":"x","thread_name":"Story"}`).want(t, 200, 0)

	for range 14 {
		make(news, "more").want(t, 200, 0)
	}
	make(news, "too many").want(t, 400, 30007)
	call(t, s, "DELETE", hook, "").want(t, 204, 0)
	before := len(s.Violations())
	call(t, s, "POST", hook, `{"content":"x"}`).want(t, 404, 10015)
	if n := len(s.Violations()) - before; n != 0 {
		t.Errorf("the first call to a webhook that is gone is %d violations", n)
	}
	call(t, s, "POST", hook, `{"content":"x"}`).want(t, 404, 10015)
	if n := len(s.Violations()) - before; n != 1 {
		t.Errorf("the second call to a webhook that is gone is %d violations, want 1", n)
	}
}

func TestFiles(t *testing.T) {
	s := discordtest.New(t)
	news := s.Guild("home").Text("news")
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	_ = form.WriteField("payload_json", `{"content":"chart","attachments":[{"id":"0","filename":"chart.png"}]}`)
	file, err := form.CreateFormFile("files[0]", "chart.png")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = file.Write([]byte("png"))
	_ = form.Close()
	req, err := http.NewRequestWithContext(t.Context(), "POST", s.URL()+"/api/v10/channels/"+news.ID+"/messages", &body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bot "+s.Token)
	req.Header.Set("User-Agent", "DiscordBot (https://example.org, 1)")
	req.Header.Set("Content-Type", form.FormDataContentType())
	a, err := send(t, req)
	if err != nil {
		t.Fatal(err)
	}
	a.want(t, 200, 0)
	m := s.Messages(news)[0]
	if len(m.Attachments) != 1 || m.Attachments[0].Filename != "chart.png" || m.Attachments[0].Size != 3 {
		t.Errorf("the attachments are %+v", m.Attachments)
	}
}
