package discordtest

import (
	"slices"
	"time"
)

// The limits of routes. Discord publishes none of them: bots are to learn them from the headers. These are what
// is commonly seen.
var (
	someCalls   = limit{50, time.Second}
	messages    = limit{5, 5 * time.Second}
	deletes     = limit{5, time.Second}
	crossposts  = limit{10, time.Hour}
	webhooks    = limit{5, 2 * time.Second}
	openings    = limit{10, 10 * time.Second}
	overwrites  = limit{2, 20 * time.Second}
	newThreads  = limit{50, 5 * time.Minute}
	fewRequests = limit{5, time.Second}
)

// routes are all that this fake answers.
func routes() []route {
	return slices.Concat(selfRoutes(), guildRoutes(), channelRoutes(), commandRoutes(), webhookRoutes())
}

// selfRoutes are those of the bot itself and other users.
func selfRoutes() []route {
	return []route{
		{"GET /gateway", someCalls, false, (*call).gateway},
		{"GET /gateway/bot", someCalls, false, (*call).gatewayBot},
		{"GET /users/@me", someCalls, false, (*call).getMe},
		{"GET /users/@me/guilds", someCalls, false, (*call).listGuilds},
		{"DELETE /users/@me/guilds/{guild_id}", someCalls, false, (*call).leaveGuild},
		{"GET /users/{user_id}", someCalls, false, (*call).getUser},
		{"POST /users/@me/channels", openings, false, (*call).openDM},
		{"GET /applications/@me", someCalls, false, (*call).getApplication},
		{"GET /oauth2/applications/@me", someCalls, false, (*call).getApplication},
	}
}

// guildRoutes are those of servers.
func guildRoutes() []route {
	return []route{
		{"GET /guilds/{guild_id}", someCalls, false, (*call).getGuild},
		{"GET /guilds/{guild_id}/channels", someCalls, false, (*call).listChannels},
		{"GET /guilds/{guild_id}/roles", someCalls, false, (*call).listRoles},
		{"GET /guilds/{guild_id}/members/{user_id}", someCalls, false, (*call).getMember},
		{"GET /guilds/{guild_id}/threads/active", someCalls, false, (*call).listThreads},
	}
}

// channelRoutes are those of channels and what stands in them.
func channelRoutes() []route {
	const (
		channel = "/channels/{channel_id}"
		message = channel + "/messages/{message_id}"
	)
	return []route{
		{"GET " + channel, someCalls, false, (*call).getChannel},
		{"PATCH " + channel, fewRequests, false, (*call).editChannel},
		{"DELETE " + channel, fewRequests, false, (*call).deleteChannel},
		{"POST " + channel + "/typing", fewRequests, false, (*call).typing},
		{"GET " + channel + "/messages", fewRequests, false, (*call).listMessages},
		{"POST " + channel + "/messages", messages, false, (*call).createMessage},
		{"GET " + message, fewRequests, false, (*call).getMessage},
		{"PATCH " + message, messages, false, (*call).editMessage},
		{"DELETE " + message, deletes, false, (*call).deleteMessage},
		{"POST " + message + "/crosspost", crossposts, false, (*call).crosspost},
		{"POST " + message + "/threads", newThreads, false, (*call).threadFromMessage},
		{"POST " + channel + "/threads", newThreads, false, (*call).createThread},
		{"GET " + channel + "/webhooks", fewRequests, false, (*call).listWebhooks},
		{"POST " + channel + "/webhooks", fewRequests, false, (*call).createWebhook},
	}
}

// commandRoutes are those of commands.
func commandRoutes() []route {
	const (
		app      = "/applications/{application_id}"
		appGuild = app + "/guilds/{guild_id}"
		command  = "/commands/{command_id}"
	)
	return []route{
		{"GET " + app + "/commands", someCalls, false, (*call).listCommands},
		{"PUT " + app + "/commands", overwrites, false, (*call).overwriteCommands},
		{"POST " + app + "/commands", fewRequests, false, (*call).createCommand},
		{"GET " + app + command, someCalls, false, (*call).getCommand},
		{"PATCH " + app + command, fewRequests, false, (*call).editCommand},
		{"DELETE " + app + command, fewRequests, false, (*call).deleteCommand},
		{"GET " + appGuild + "/commands", someCalls, false, (*call).listCommands},
		{"PUT " + appGuild + "/commands", overwrites, false, (*call).overwriteCommands},
		{"POST " + appGuild + "/commands", fewRequests, false, (*call).createCommand},
		{"GET " + appGuild + command, someCalls, false, (*call).getCommand},
		{"PATCH " + appGuild + command, fewRequests, false, (*call).editCommand},
		{"DELETE " + appGuild + command, fewRequests, false, (*call).deleteCommand},
	}
}

// webhookRoutes are those of answers and webhooks.
func webhookRoutes() []route {
	const (
		hook        = "/webhooks/{webhook_id}/{webhook_token}"
		hookMessage = hook + "/messages/{message_id}"
		original    = hook + "/messages/@original"
		callback    = "/interactions/{interaction_id}/{interaction_token}/callback"
	)
	return []route{
		{"POST " + callback, someCalls, true, (*call).callback},
		{"GET /webhooks/{webhook_id}", fewRequests, false, (*call).getWebhook},
		{"DELETE /webhooks/{webhook_id}", fewRequests, false, (*call).deleteWebhook},
		{"GET " + hook, fewRequests, true, (*call).getWebhook},
		{"DELETE " + hook, fewRequests, true, (*call).deleteWebhook},
		{"POST " + hook, webhooks, true, (*call).execute},
		{"GET " + original, fewRequests, true, (*call).getOriginal},
		{"PATCH " + original, messages, true, (*call).editOriginal},
		{"DELETE " + original, messages, true, (*call).deleteOriginal},
		{"GET " + hookMessage, fewRequests, true, (*call).getHookMessage},
		{"PATCH " + hookMessage, messages, true, (*call).editHookMessage},
		{"DELETE " + hookMessage, messages, true, (*call).deleteHookMessage},
	}
}
