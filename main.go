// Newshound is a Discord bot that follows the news: it polls sources, keeps
// what it has seen, tells which articles tell the same story, and posts short
// summaries of what people asked for.
//
// This file reads the flags and wires the parts. For a tour, see package bot.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/netip"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
	_ "time/tzdata" // digests know every zone wherever the binary runs

	"github.com/alecthomas/kong"
	"github.com/lmittmann/tint"
	"golang.org/x/term"

	"newshound/bot"
	"newshound/bot/console"
	"newshound/bot/demo"
	"newshound/bot/discord"
	"newshound/bot/pipe"
	"newshound/commands"
	"newshound/sources"
	"newshound/sources/fetch"
	"newshound/storage"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}))
}

// streams are what the program reads and writes.
type streams struct {
	in  *os.File
	out *os.File
	err io.Writer
}

// The exit statuses beside 0.
const (
	failed   = 1
	mistaken = 2 // what was asked cannot be understood
)

// cli is every command with its flags; the settings hold for all of them.
type cli struct {
	settings

	Start   startCmd   `cmd:"" name:"run" default:"1" help:"Run the Discord bot."`
	Console consoleCmd `cmd:"" help:"Run the same bot at a prompt on this terminal."`
	Demo    demoCmd    `cmd:"" help:"Show what Newshound does: a sample news site, no account, no network."`
	Read    readCmd    `cmd:"" help:"Summarize pages: JSON lines in and out, or one URL or file."`
	Group   groupCmd   `cmd:"" help:"Group articles into stories: JSON lines in and out."`
	Match   matchCmd   `cmd:"" help:"Say which alerts articles answer: JSON lines in and out."`
	Source  sourceCmd  `cmd:"" help:"List, import and export the sources of a place."`
	Poll    pollCmd    `cmd:"" name:"poll" help:"Find the feed behind an address and write its articles as JSON lines."`
}

type settings struct {
	DB          string         `name:"db" env:"NEWSHOUND_DB" default:"newshound.db" help:"Database: a file, or a postgres:// URL."`
	Schedule    string         `name:"poll" env:"NEWSHOUND_POLL" default:"* * * * *" help:"When to look for sources that are due: a cron expression, or one like '@every 30s'."`
	MinInterval time.Duration  `env:"NEWSHOUND_MIN_INTERVAL" default:"2m" help:"Shortest time between two polls of a source."`
	MaxInterval time.Duration  `env:"NEWSHOUND_MAX_INTERVAL" default:"6h" help:"Longest time between two polls of a source."`
	Keep        days           `env:"NEWSHOUND_KEEP" default:"90d" help:"How long articles' text is kept, such as 90d or 36h; which articles there were is kept a year."`
	MaxAge      days           `env:"NEWSHOUND_MAX_AGE" default:"3d" help:"Age from which an article that is first seen is old news, stored but not posted, such as 3d or 36h."`
	MaxAlerts   int            `env:"NEWSHOUND_MAX_ALERTS" default:"50" help:"Alerts that a person may have in a place."`
	PlaceAlerts int            `name:"max-place-alerts" env:"NEWSHOUND_MAX_PLACE_ALERTS" default:"500" help:"Alerts that all people of a place may have together."`
	AllowNet    []netip.Prefix `env:"NEWSHOUND_ALLOW_NET" placeholder:"CIDR" help:"Private networks that sources may be on, such as 10.0.0.0/8."`
	DiscordAPI  string         `name:"discord-api" env:"NEWSHOUND_DISCORD_API" placeholder:"URL" help:"Where Discord is reached, if not directly: a rate-limiting proxy."`
	TokenFile   string         `env:"NEWSHOUND_TOKEN_FILE" placeholder:"FILE" help:"File that holds the bot's token, if DISCORD_TOKEN does not."`
	Log         string         `env:"NEWSHOUND_LOG" default:"auto" enum:"auto,text,json" help:"Form of the log: text, json, or auto (text on a terminal, JSON elsewhere)."`
	LogLevel    string         `env:"NEWSHOUND_LOG_LEVEL" default:"info" enum:"debug,info,warn,error" help:"What is logged: debug, info, warn or error."`
}

// days is a duration that may be written in days.
type days time.Duration

// UnmarshalText reads "90d", or what time.ParseDuration reads.
func (d *days) UnmarshalText(text []byte) error {
	if n, ok := strings.CutSuffix(string(text), "d"); ok {
		var whole int
		if _, err := fmt.Sscanf(n+"\n", "%d\n", &whole); err != nil || whole < 1 {
			return fmt.Errorf("%q is no number of days", text)
		}
		*d = days(time.Duration(whole) * 24 * time.Hour)
		return nil
	}
	v, err := time.ParseDuration(string(text))
	if err != nil || v <= 0 {
		return fmt.Errorf("%q is no duration; write it like 90d or 36h", text)
	}
	*d = days(v)
	return nil
}

func run(ctx context.Context, args []string, s streams) int {
	var c cli
	exit := -1
	parser, err := kong.New(&c, kong.Name("newshound"), kong.Writers(s.out, s.err),
		kong.Description("Follows the news for a Discord server: the right story once, in time, short, with its sources."),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}), kong.Exit(func(code int) { exit = code }))
	if err != nil {
		return say(s, err, failed)
	}
	parsed, err := parser.Parse(args)
	if exit >= 0 { // --help was asked for, and given
		return exit
	}
	if err != nil {
		return say(s, fmt.Errorf("%w (newshound --help shows what there is)", err), mistaken)
	}
	parsed.BindTo(ctx, (*context.Context)(nil))
	err = parsed.Run(s, c.settings)
	switch {
	case errors.Is(err, pipe.ErrInput):
		return mistaken // reported where it stood
	case errors.As(err, new(usageError)):
		return say(s, err, mistaken)
	case err != nil && ctx.Err() == nil:
		return say(s, err, failed)
	}
	return 0
}

func say(s streams, err error, status int) int {
	fmt.Fprintln(s.err, "newshound:", err)
	return status
}

// A usageError is a mistake in how the program was started.
type usageError struct{ error }

// logger writes what is at least as bad as the settings ask for, and as
// least.
func (c settings) logger(s streams, least slog.Level) *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(c.LogLevel)) // one of the four
	level = max(level, least)
	file, isFile := s.err.(*os.File)
	terminal := isFile && term.IsTerminal(int(file.Fd()))
	if c.Log == "json" || c.Log == "auto" && !terminal {
		return slog.New(slog.NewJSONHandler(s.err, &slog.HandlerOptions{Level: level, ReplaceAttr: inWords}))
	}
	return slog.New(tint.NewTextHandler(s.err, &tint.Options{Level: level, TimeFormat: time.TimeOnly, NoColor: !terminal}))
}

// inWords writes a duration as 1.5s, where JSON would have nanoseconds.
func inWords(_ []string, a slog.Attr) slog.Attr {
	if a.Value.Kind() == slog.KindDuration {
		a.Value = slog.StringValue(a.Value.Duration().String())
	}
	return a
}

func (c settings) client() *fetch.Client { return fetch.New(fetch.Options{Allow: c.AllowNet}) }

func (c settings) options() (bot.Options, error) {
	schedule, err := sources.ParseSchedule(c.Schedule)
	if err != nil {
		return bot.Options{}, usageError{err}
	}
	if c.MinInterval <= 0 || c.MaxInterval < c.MinInterval {
		return bot.Options{}, usageError{errors.New("--min-interval must be more than nothing, and --max-interval at least as much")}
	}
	if c.MaxAlerts < 1 || c.PlaceAlerts < c.MaxAlerts {
		return bot.Options{}, usageError{errors.New("--max-alerts must be at least 1, and --max-place-alerts at least as much")}
	}
	return bot.Options{
		Poll: schedule, MinInterval: c.MinInterval, MaxInterval: c.MaxInterval, Keep: time.Duration(c.Keep), MaxAge: time.Duration(c.MaxAge),
		Alerts: c.MaxAlerts, PlaceAlerts: c.PlaceAlerts,
	}, nil
}

// open opens the database for this process to work on.
func (c settings) open(ctx context.Context) (db *storage.DB, closeAll func(), err error) {
	if db, err = storage.Open(ctx, c.DB); err != nil {
		return nil, nil, err
	}
	release, err := db.Own()
	if err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	return db, func() { db.Close(); release() }, nil
}

type startCmd struct {
	Shards discord.Shards `env:"NEWSHOUND_SHARDS" placeholder:"FIRST-LAST/ALL" help:"Shards that this process runs, such as 0-3/16, when several share a PostgreSQL; all of them otherwise."`
}

func (r startCmd) Run(ctx context.Context, s streams, c settings) error {
	opts, err := c.options()
	if err != nil {
		return err
	}
	token, err := c.token()
	if err != nil {
		return err
	}
	db, closeAll, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer closeAll()
	log := c.logger(s, slog.LevelDebug)
	chat, err := discord.New(discord.Options{Token: token, API: c.DiscordAPI, Log: log, DB: db, Shards: r.Shards})
	if err != nil {
		return err
	}
	b, err := bot.New(db, c.client(), chat, log, opts)
	if err != nil {
		return err
	}
	desk := b.Desk(chat.Posts)
	desk.Can, desk.Thread, desk.Channel, desk.Limits = chat.Can, chat.Thread, chat.Channel, chat.Limits
	return bot.Together(ctx, b.Run, func(ctx context.Context) error { return chat.Run(ctx, desk) })
}

// token is the bot's, from the environment or a file.
func (c settings) token() (string, error) {
	token := os.Getenv("DISCORD_TOKEN")
	if token == "" && c.TokenFile != "" {
		text, err := os.ReadFile(c.TokenFile)
		if err != nil {
			return "", usageError{fmt.Errorf("cannot read the token: %w", err)}
		}
		token = string(text)
	}
	if token = strings.TrimSpace(token); token == "" {
		return "", usageError{errors.New("no token: make a bot at https://discord.com/developers/applications, copy its token, " +
			"and put it into the environment as DISCORD_TOKEN or into a file named by --token-file (newshound demo needs none)")}
	}
	return token, nil
}

type consoleCmd struct{}

func (consoleCmd) Run(ctx context.Context, s streams, c settings) error {
	opts, err := c.options()
	if err != nil {
		return err
	}
	db, closeAll, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer closeAll()
	chat := console.New(s.out, columns(s.out), time.Now)
	chat.Lang = commands.Language(cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG")))
	opts.Terminal = true
	// A prompt is no place for everyday remarks.
	b, err := bot.New(db, c.client(), chat, c.logger(s, slog.LevelError), opts)
	if err != nil {
		return err
	}
	chat.Show(commands.Reply{Text: commands.Say("Type /help for what you can ask, exit to leave.")})
	ctx, leave := context.WithCancel(ctx)
	defer leave()
	desk := b.Desk(chat.Posts)
	desk.Open = chat.Open
	return bot.Together(ctx, b.Run, func(ctx context.Context) error {
		defer leave()
		return chat.Prompt(ctx, desk, s.in)
	})
}

// columns is how wide what is written to a file may be.
func columns(f *os.File) int {
	const narrow, wide = 40, 100
	if n, _, err := term.GetSize(int(f.Fd())); err == nil {
		return min(wide, max(narrow, n))
	}
	return wide
}

type demoCmd struct{}

func (demoCmd) Run(ctx context.Context, s streams, c settings) error {
	return demo.Show(ctx, s.in, s.out, columns(s.out), c.logger(s, slog.LevelWarn))
}

type readCmd struct {
	Words     int    `help:"At most so many words."`
	Sentences int    `help:"At most so many sentences."`
	Query     string `help:"Prefer the sentences that answer this query."`
	Page      string `arg:"" optional:"" name:"url-or-file" help:"One page to read, instead of JSON lines."`
}

func (r readCmd) Run(ctx context.Context, s streams, c settings) error {
	o, err := pipe.NewReadOptions(r.Words, r.Sentences, r.Query)
	if err != nil {
		return usageError{err}
	}
	if r.Page == "" {
		return pipe.Read(s.in, s.out, s.err, o)
	}
	article, err := pipe.ReadOne(ctx, c.client(), r.Page, o)
	if err != nil {
		return err
	}
	if !term.IsTerminal(int(s.out.Fd())) {
		return pipe.Write(s.out, article)
	}
	console.New(s.out, columns(s.out), time.Now).Show(commands.Reply{Cards: []commands.Card{article.Card()}})
	return nil
}

type groupCmd struct{}

func (groupCmd) Run(s streams) error { return pipe.Group(s.in, s.out, s.err) }

type matchCmd struct {
	Alerts *os.File `required:"" help:"File of alerts, one JSON object a line: {id, query}."`
}

func (m matchCmd) Run(s streams) error { return pipe.Match(m.Alerts, s.in, s.out, s.err) }

type pollCmd struct {
	URL string `arg:"" name:"url" help:"A feed, or a page that has one."`
}

func (p pollCmd) Run(ctx context.Context, s streams, c settings) error {
	return pipe.Poll(ctx, c.client(), p.URL, s.out, s.err)
}

type sourceCmd struct {
	List   listCmd   `cmd:"" help:"Show the sources and how they are."`
	Import importCmd `cmd:"" help:"Add the sources of an OPML file, as feed readers export it."`
	Export exportCmd `cmd:"" help:"Write the sources as OPML."`
}

type place struct {
	Place string `default:"console" placeholder:"ID" help:"Whose sources: a server's ID, @ and a person's ID, or console."`
}

type listCmd struct{ place }

func (l listCmd) Run(ctx context.Context, s streams, c settings) error {
	db, err := storage.Open(ctx, c.DB)
	if err != nil {
		return err
	}
	defer db.Close()
	return pipe.ListSources(ctx, db, l.Place, s.out)
}

type importCmd struct {
	place
	File *os.File `arg:"" help:"The OPML file, or - for standard input."`
}

func (i importCmd) Run(ctx context.Context, s streams, c settings) error {
	db, closeAll, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer closeAll()
	progress := io.Discard
	if term.IsTerminal(int(s.out.Fd())) {
		progress = s.out
	}
	return pipe.ImportSources(ctx, db, i.Place, i.File, s.out, progress)
}

type exportCmd struct{ place }

func (e exportCmd) Run(ctx context.Context, s streams, c settings) error {
	db, err := storage.Open(ctx, c.DB)
	if err != nil {
		return err
	}
	defer db.Close()
	return pipe.ExportSources(ctx, db, e.Place, s.out)
}
