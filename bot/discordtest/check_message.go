package discordtest

// What Discord's description leaves out about messages
// (https://discord.com/developers/docs/resources/message, /components/reference).
const (
	maxContent    = 2000
	maxEmbedTotal = 6000
	maxComponents = 40
	maxDisplayed  = 4000
	maxFiles      = 10
	maxRowButtons = 5
)

// sender is what a message may carry, which differs by who sends it.
type sender struct {
	nonce bool // a nonce is known
	flags int  // flags that may be set
}

var (
	asBot     = sender{nonce: true, flags: flagSuppressEmbeds | flagSilent | flagV2}
	asAnswer  = sender{flags: flagSuppressEmbeds | flagSilent | flagV2 | flagEphemeral}
	asWebhook = sender{flags: flagSuppressEmbeds | flagSilent | flagV2}
	asEdit    = sender{flags: flagSuppressEmbeds | flagV2}
)

// message checks the body of a message that is sent, or an edit of one; v2 says whether the message
// has the Components V2 flag already.
func (f *form) message(body object, from sender, v2 bool, files int) {
	v2 = v2 || number(body, "flags")&flagV2 != 0
	if extra := number(body, "flags") &^ from.flags; extra != 0 {
		f.wrong("flags", "Flags %d cannot be set here.", extra)
	}
	f.atMost("content", text(body, "content"), maxContent)
	f.embeds(objects(body, "embeds"))
	f.mentions(child(body, "allowed_mentions"))
	f.components(objects(body, "components"), v2)
	if files > maxFiles {
		f.wrong("attachments", "Must be %d or fewer in length.", maxFiles)
	}
	if v2 {
		f.onlyV2(body)
	}
	if from.nonce && truth(body, "enforce_nonce") && text(body, "nonce") == "" && body["nonce"] == nil {
		f.wrong("enforce_nonce", "enforce_nonce needs a nonce.")
	}
	if !from.nonce && (body["nonce"] != nil || body["enforce_nonce"] != nil) {
		f.wrong("nonce", "Only a bot's own message has a nonce; here it would be ignored.")
	}
}

func (f *form) onlyV2(body object) {
	for _, key := range []string{"content", "embeds", "poll", "sticker_ids"} {
		if text(body, key) != "" || len(list(body, key)) > 0 || child(body, key) != nil {
			f.wrong(key, "The %s field cannot be used with MessageFlags.IS_COMPONENTS_V2.", key)
		}
	}
}

// mentions checks that no kind is both parsed and listed.
func (f *form) mentions(allowed object) {
	for _, kind := range texts(allowed, "parse") {
		if kind != "everyone" && len(list(allowed, kind)) > 0 {
			f.wrong("allowed_mentions", "parse:[%q] and %s: [ids...] are mutually exclusive.", kind, kind)
		}
	}
}
