package discordtest

import (
	"fmt"
	"net/http"
	"strings"
)

// apiError is an answer that says no, with Discord's own code
// (https://discord.com/developers/docs/topics/opcodes-and-status-codes#json).
type apiError struct {
	status, code int
	message      string
	tree         object
}

func (e *apiError) Error() string { return fmt.Sprintf("%d: %s", e.code, e.message) }

func (e *apiError) body() object {
	body := object{"code": e.code, "message": e.message}
	if e.tree != nil {
		body["errors"] = e.tree
	}
	return body
}

var (
	errUnauthorized       = &apiError{status: http.StatusUnauthorized, message: "401: Unauthorized"}
	errNotFound           = &apiError{status: http.StatusNotFound, message: "404: Not Found"}
	errUnknownChannel     = notFound(10003, "Unknown Channel")
	errUnknownGuild       = notFound(10004, "Unknown Guild")
	errUnknownMember      = notFound(10007, "Unknown Member")
	errUnknownMessage     = notFound(10008, "Unknown Message")
	errUnknownUser        = notFound(10013, "Unknown User")
	errUnknownWebhook     = notFound(10015, "Unknown Webhook")
	errUnknownInteraction = notFound(10062, "Unknown interaction")
	errUnknownCommand     = notFound(10063, "Unknown application command")
	errWrongApplication   = refused(20012, "You are not authorized to perform this action on this application")
	errTooManyWebhooks    = invalid(30007, "Maximum number of webhooks reached (15)")
	errCommandsADay       = refused(30034, "Maximum number of daily application command creates has been reached (200)")
	errFollowups          = invalid(40094, "Maximum number of follow ups reached")
	errAnswered           = invalid(40060, "Interaction has already been acknowledged.")
	errCrossposted        = invalid(40033, "This message has already been crossposted.")
	errTagRequired        = invalid(40067, "A tag is required to create a forum post in this channel")
	errMissingAccess      = refused(50001, "Missing Access")
	errNotAuthor          = refused(50005, "Cannot edit a message authored by another user")
	errEmptyMessage       = invalid(50006, "Cannot send an empty message")
	errClosedDM           = refused(50007, "Cannot send messages to this user")
	errNotText            = invalid(50008, "Cannot send messages in a non-text channel")
	errMissingPermissions = refused(50013, "Missing Permissions")
	errWrongChannelType   = invalid(50024, "Cannot execute action on this channel type")
	errWebhookToken       = &apiError{status: http.StatusUnauthorized, code: 50027, message: "Invalid Webhook Token"}
	errNoMutualGuild      = refused(50278, "Cannot send messages to this user due to having no mutual guilds")
	errInvalidRecipients  = invalid(50033, "Invalid Recipient(s)")
	errArchived           = invalid(50083, "Thread is archived")
	errNotJSON            = invalid(50109, "The request body contains invalid JSON.")
	errHasThread          = invalid(160004, "A thread has already been created for this message")
	errForumWebhook       = invalid(220001, "Webhooks posted to forum channels must have a thread_name or thread_id")
)

func notFound(code int, message string) *apiError {
	return &apiError{status: http.StatusNotFound, code: code, message: message}
}

func refused(code int, message string) *apiError {
	return &apiError{status: http.StatusForbidden, code: code, message: message}
}

func invalid(code int, message string) *apiError {
	return &apiError{status: http.StatusBadRequest, code: code, message: message}
}

// form collects what is wrong with a request's body, each thing under its place in it.
type form struct{ problems []problem }

// wrong notes a problem at path, such as "embeds.0.title".
func (f *form) wrong(path, format string, args ...any) {
	f.problems = append(f.problems, problem{path, fmt.Sprintf(format, args...)})
}

// atMost notes a text that is longer than limit characters.
func (f *form) atMost(path, text string, limit int) {
	if n := len([]rune(text)); n > limit {
		f.wrong(path, "Must be %d or fewer in length (it is %d).", limit, n)
	}
}

// err is code 50035 with the tree of problems, or nil when there are none.
func (f *form) err() error {
	if len(f.problems) == 0 {
		return nil
	}
	tree := object{}
	for _, p := range f.problems {
		node := tree
		for _, step := range strings.FieldsFunc(p.path, func(r rune) bool { return r == '.' }) {
			next, ok := node[step].(object)
			if !ok {
				next = object{}
				node[step] = next
			}
			node = next
		}
		list, _ := node["_errors"].([]any)
		node["_errors"] = append(list, object{"code": "BASE_TYPE_INVALID", "message": p.reason})
	}
	return &apiError{status: http.StatusBadRequest, code: 50035, message: "Invalid Form Body", tree: prune(tree).(object)}
}

// prune drops the errors of a node that also has errors further in: Discord's tree has them at its leaves.
func prune(node any) any {
	o, ok := node.(object)
	if !ok {
		return node
	}
	for key, child := range o {
		o[key] = prune(child)
	}
	if len(o) > 1 {
		delete(o, "_errors")
	}
	return o
}

func (f *form) String() string {
	var parts []string
	for _, p := range f.problems {
		parts = append(parts, strings.TrimPrefix(p.path+": ", ": ")+p.reason)
	}
	return strings.Join(parts, "; ")
}
