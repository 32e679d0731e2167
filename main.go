// Pagewright publishes a repository's Markdown documents to Confluence.
package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"

	"github.com/spf13/pflag"

	"github.com/pagewright/pagewright/publish"
	"github.com/pagewright/pagewright/publish/confluence"
	"github.com/pagewright/pagewright/publish/preview"
	"github.com/pagewright/pagewright/publish/report"
	"github.com/pagewright/pagewright/publish/sandbox"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/workflow"
	"github.com/pagewright/pagewright/render/nearest"
)

// collectLate lets the garbage collector wait until about 40 MB are taken: a small run ends before that, and collecting takes
// half of the time that its documents take. From then on everything is as usual.
func collectLate() {
	if os.Getenv("GOGC") != "" {
		return
	}
	const least = 10 // times the 4 MB at which it begins by default
	usual := debug.SetGCPercent(100 * least)
	first := &struct{ next *int }{}
	runtime.SetFinalizer(first, func(any) { debug.SetGCPercent(usual) })
}

func main() {
	collectLate()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, func() { signal.Reset(os.Interrupt) }) // the first Ctrl-C lets the run record what it did, a second one ends it
	code := execute(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

// command is one of the words that may follow pagewright.
type command struct {
	name  string
	does  string
	docs  bool                 // takes DOCS arguments and the settings
	flags func(*pflag.FlagSet) // flags of its own
	run   func(*call) (int, error)
}

// call is one invocation of a command.
type call struct {
	ctx      context.Context
	command  command
	byMode   bool // no command was given: the setting mode chooses
	flags    *pflag.FlagSet
	out      standardOut
	host     workflow.Host
	settings settings.Settings
	world    publish.World
}

func commands() []command {
	return []command{
		{name: "check", does: "render every document and check links, images, titles; needs no Confluence", docs: true, run: (*call).publish},
		{name: "plan", does: "show what publish would do, and why; writes nothing", docs: true, flags: planFlags, run: (*call).publish},
		{name: "publish", does: "publish the documents to Confluence", docs: true, flags: publishFlags, run: (*call).publish},
		{name: "preview", does: "publish to an embedded Confluence and show the pages in a browser", docs: true, flags: previewFlags, run: (*call).preview},
		{name: "doctor", does: "try the way into Confluence step by step, read-only, and name the remedy for each failure", docs: true, flags: doctorFlags, run: (*call).doctor},
		{name: "sandbox", does: "serve the embedded Confluence for any client", flags: sandboxFlags, run: (*call).sandbox},
		{name: "version", does: "print version, commit and Go", run: (*call).version},
	}
}

func execute(ctx context.Context, args []string) int {
	c := &call{ctx: ctx, out: standardOut{os.Stdout}}
	built := build()
	c.world = publish.World{UserAgent: "pagewright/" + built.version, Version: built.version, Commit: built.commit, LookPath: exec.LookPath, Environment: os.Environ()}
	c.host = workflow.Detect(workflow.Environment{Getenv: os.Getenv, Stdout: &c.out, Stderr: os.Stderr})
	c.world.Host = c.host
	code, err := c.dispatch(args)
	if err != nil {
		code = publish.Fail(err, c.settings, c.world).ExitCode()
	}
	if err := c.host.Close(); err != nil {
		fmt.Fprintln(os.Stderr, c.host.Redactor().Text(err.Error()))
	}
	return code
}

func (c *call) dispatch(args []string) (int, error) {
	name := ""
	if len(args) > 0 && (!strings.HasPrefix(args[0], "-") || args[0] == "-h" || args[0] == "--help" || args[0] == "--version") {
		name, args = args[0], args[1:]
	}
	switch name {
	case "--version":
		name = "version"
	case "help", "-h", "--help":
		printUsage(os.Stdout)
		return report.ExitDone, nil
	case "":
		if !c.modeIsSet(args) {
			printUsage(os.Stderr)
			return report.ExitUsage, nil
		}
		c.command, c.byMode = commandNamed(string(settings.Publish)), true
		return c.start(args)
	}
	if c.command = commandNamed(name); c.command.name == "" {
		return 0, unknownCommand(name)
	}
	return c.start(args)
}

// modeIsSet reports whether the setting mode says what to do where no command does.
func (c *call) modeIsSet(args []string) bool {
	return len(args) > 0 || os.Getenv("GITHUB_ACTIONS") == "true" || os.Getenv("PAGEWRIGHT_MODE") != ""
}

func commandNamed(name string) command {
	for _, command := range commands() {
		if command.name == name {
			return command
		}
	}
	return command{}
}

func unknownCommand(name string) error {
	var names []string
	for _, command := range commands() {
		names = append(names, command.name)
	}
	if info, err := os.Stat(name); err == nil && (info.IsDir() || strings.HasSuffix(name, ".md")) {
		return fmt.Errorf("%w: there is no command %q: to publish the documents in it, say pagewright publish %[2]s, to check them, pagewright check %[2]s", settings.ErrUsage, name)
	}
	if meant := nearest.Name(name, names); meant != "" {
		return fmt.Errorf("%w: there is no command %q: did you mean %s?", settings.ErrUsage, name, meant)
	}
	return fmt.Errorf("%w: there is no command %q; pagewright help lists them", settings.ErrUsage, name)
}

func (c *call) start(args []string) (int, error) {
	c.flags = pflag.NewFlagSet(c.command.name, pflag.ContinueOnError)
	c.flags.SetOutput(io.Discard)
	help := c.flags.BoolP("help", "h", false, "show this help")
	if c.command.docs {
		settingFlags(c.flags)
	}
	if c.command.flags != nil {
		c.command.flags(c.flags)
	}
	if err := c.flags.Parse(args); err != nil {
		return 0, fmt.Errorf("%w: %w; pagewright %s --help lists the flags", settings.ErrUsage, wrongFlag(err, c.flags), c.command.name)
	}
	if *help {
		printCommandUsage(os.Stdout, c.command, c.flags)
		return report.ExitDone, nil
	}
	if !c.command.docs && c.flags.NArg() > 0 {
		return 0, fmt.Errorf("%w: %s takes no arguments, but there is %q", settings.ErrUsage, c.command.name, c.flags.Arg(0))
	}
	if err := c.readSettings(); err != nil {
		return 0, err
	}
	return c.command.run(c)
}

func settingFlags(flags *pflag.FlagSet) {
	for _, setting := range settings.Table() {
		meaning := setting.Meaning
		if setting.Secret {
			meaning = "File that holds the " + setting.Name + "; or set " + setting.Environment() + "."
		}
		if setting.Default != "" && !setting.YesNo() {
			meaning += " Default: " + setting.Default + "."
		}
		flags.String(setting.Flag(), "", meaning)
		if setting.YesNo() {
			flags.Lookup(setting.Flag()).NoOptDefVal = "true"
		}
	}
}

func (c *call) readSettings() error {
	if !c.command.docs {
		return nil
	}
	workingDir, err := os.Getwd()
	if err != nil {
		return err
	}
	c.world.WorkingDir = workingDir
	read, notices, err := settings.Read(settings.Sources{
		Command:     c.modeToFollow(),
		IgnoresMode: !c.byMode && c.modeToFollow() == "",
		Flag:        c.flag,
		Input:       c.host.Input,
		Environment: os.Getenv,
		Default:     c.standard,
		ReadFile:    os.ReadFile,
		CheckRoot:   confluence.CheckAPIRoot,
	})
	publish.KeepSecrets(read, c.host)
	c.settings = read
	if read.TakesStdout() {
		c.out.to = os.Stderr
	}
	for _, notice := range notices {
		c.host.Annotate(workflow.Annotation{Level: workflow.Notice, Title: "Setting given twice", Message: notice})
	}
	if err != nil {
		return err
	}
	if c.flags.NArg() > 0 {
		c.settings.Docs = c.flags.Args()
	}
	return nil
}

// modeToFollow is the mode that the command stands for; "" for commands that have none.
func (c *call) modeToFollow() settings.Mode {
	mode := settings.Mode(c.command.name)
	if c.byMode || mode != settings.Check && mode != settings.Plan && mode != settings.Publish {
		return ""
	}
	return mode
}

// standard gives defaults that the CI host knows better: what nobody has reviewed is planned, not published.
func (c *call) standard(name string) string {
	switch {
	case name == "mode" && workflow.IsPullRequest(os.Getenv):
		return string(settings.Plan)
	case name == "summary":
		return workflow.SummaryFile(os.Getenv, c.world.WorkingDir)
	}
	return ""
}

func (c *call) flag(name string) string {
	value, _ := c.flags.GetString(name)
	return value
}

func (c *call) publish() (int, error) {
	if c.settings.Mode == settings.Doctor {
		return publish.Doctor(c.ctx, c.settings, c.world, &c.out, false)
	}
	c.world.Repair, _ = c.flags.GetBool("repair")
	told := publish.Run(c.ctx, c.settings, c.world)
	if told.URL != "" {
		c.host.Log("%s", told.URL)
	}
	if detailed, _ := c.flags.GetBool("detailed-exitcode"); detailed && told.Changes() {
		return report.ExitChanges, nil
	}
	return told.ExitCode(), nil
}

func planFlags(flags *pflag.FlagSet) {
	flags.Bool("detailed-exitcode", false, "End with exit code 4 where there are changes.")
}

func publishFlags(flags *pflag.FlagSet) {
	flags.Bool("repair", false, "Read everything, put back what was changed by hand, and rebuild a lost record.")
}

func previewFlags(flags *pflag.FlagSet) {
	flags.Bool("once", false, "Publish, print the summary, and end.")
	flags.String("export", "", "Write the pages to this folder as HTML that opens from disk, and end.")
	flags.String("listen", "", "Address of the embedded Confluence, such as 127.0.0.1:8090; default: a free port.")
	hostFlag(flags)
}

func hostFlag(flags *pflag.FlagSet) {
	flags.StringSlice("allow-host", nil, "Answer to this `NAME` in addresses, such as preview.example.com, besides localhost and the addresses listened on; repeated, or with commas.")
}

func (c *call) allowedHosts() ([]string, error) {
	names, _ := c.flags.GetStringSlice("allow-host")
	if err := sandbox.CheckHosts(names); err != nil {
		return nil, fmt.Errorf("%w: --allow-host: %w", settings.ErrUsage, err)
	}
	return names, nil
}

// address is where to listen; "" leaves it open.
func (c *call) address() (string, error) {
	listen := c.flag("listen")
	if _, port, err := net.SplitHostPort(listen); listen != "" && (err != nil || port == "") {
		return "", fmt.Errorf("%w: --listen: %q is not an address with a port, such as 127.0.0.1:8090", settings.ErrUsage, listen)
	}
	return listen, nil
}

func (c *call) preview() (int, error) {
	once, _ := c.flags.GetBool("once")
	hosts, err := c.allowedHosts()
	if err != nil {
		return 0, err
	}
	listen, err := c.address()
	if err != nil {
		return 0, err
	}
	return preview.Run(c.ctx, c.settings, c.world, preview.Options{Listen: listen, AllowHosts: hosts, Once: once, Export: c.flag("export"), Out: &c.out})
}

func doctorFlags(flags *pflag.FlagSet) {
	flags.Bool("json", false, "Print the diagnosis as JSON.")
}

func (c *call) doctor() (int, error) {
	asJSON, _ := c.flags.GetBool("json")
	return publish.Doctor(c.ctx, c.settings, c.world, &c.out, asJSON)
}

func sandboxFlags(flags *pflag.FlagSet) {
	flags.String("listen", "127.0.0.1:8090", "Address to listen on.")
	hostFlag(flags)
	flags.String("seed", "", "JSON file with the spaces and pages to start with.")
	flags.Bool("faults", false, "Open the control endpoint below /_sandbox/, by which clients ask for faults and for the state.")
	flags.Bool("v1-content-gone", false, "Answer 410 to the v1 operations that Atlassian is switching off.")
	flags.Duration("search-lag", 0, "How long search does not see a write.")
	flags.String("unruly", "", "Mix all faults: lists that lag, answers that are lost or broken, writes done twice or late. The same `SEED` gives the same mix; without one it is chosen and printed.")
	flags.Lookup("unruly").NoOptDefVal = "any"
	flags.Duration("latency", 0, "Time that every answer waits, and up to half as long again.")
}

func (c *call) sandbox() (int, error) {
	hosts, err := c.allowedHosts()
	if err != nil {
		return 0, err
	}
	listen, err := c.address()
	if err != nil {
		return 0, err
	}
	options := sandbox.Options{Listen: listen, AllowHosts: hosts}
	options.Faults, _ = c.flags.GetBool("faults")
	options.V1ContentGone, _ = c.flags.GetBool("v1-content-gone")
	options.SearchLag, _ = c.flags.GetDuration("search-lag")
	options.Latency, _ = c.flags.GetDuration("latency")
	if options.Unruly, err = unrulySeed(c.flag("unruly")); err != nil {
		return 0, err
	}
	if name := c.flag("seed"); name != "" {
		file, err := os.Open(name)
		if err != nil {
			return 0, fmt.Errorf("%w: seed: %w", settings.ErrUsage, err)
		}
		defer func() { _ = file.Close() }()
		options.Seed = file
	}
	server, err := sandbox.Start(options)
	if err != nil {
		return 0, err
	}
	server.Announce(os.Stdout)
	if exposure := server.Exposure(); exposure != "" {
		fmt.Fprintln(os.Stderr, exposure)
	}
	<-c.ctx.Done()
	return report.ExitDone, server.Close()
}

func unrulySeed(text string) (uint64, error) {
	switch text {
	case "":
		return 0, nil
	case "any":
		return 1 + rand.Uint64N(1_000_000), nil
	}
	seed, err := strconv.ParseUint(text, 10, 64)
	if err != nil || seed == 0 {
		return 0, fmt.Errorf("%w: the seed of --unruly is a whole number from 1, not %q", settings.ErrUsage, text)
	}
	return seed, nil
}

func (c *call) version() (int, error) {
	b := build()
	fmt.Printf("pagewright %s (commit %s, %s)\n", b.version, b.commit, runtime.Version())
	return report.ExitDone, nil
}

// version is set by the linker in releases.
var version, commit string

type buildInfo struct{ version, commit string }

func build() buildInfo {
	b := buildInfo{version: "unreleased", commit: "unknown"}
	if info, ok := debug.ReadBuildInfo(); ok {
		if info.Main.Version != "" && info.Main.Version != "(devel)" {
			b.version = info.Main.Version
		}
		for _, setting := range info.Settings {
			if setting.Key == "vcs.revision" {
				b.commit = setting.Value
			}
		}
	}
	if version != "" {
		b.version, b.commit = version, commit
	}
	return b
}

func printUsage(out io.Writer) {
	fmt.Fprint(out, "Pagewright publishes a repository's Markdown documents to Confluence.\n\nUsage: pagewright COMMAND [DOCS...] [flags]\n\nCommands:\n")
	for _, command := range commands() {
		fmt.Fprintf(out, "  %-9s %s\n", command.name, command.does)
	}
	fmt.Fprint(out, "\npagewright COMMAND --help lists the flags of a command.\n")
}

func printCommandUsage(out io.Writer, command command, flags *pflag.FlagSet) {
	docs := ""
	if command.docs {
		docs = " [DOCS...]"
	}
	sentence := strings.ToUpper(command.does[:1]) + command.does[1:] + "."
	fmt.Fprintf(out, "%s\n\nUsage: pagewright %s%s [flags]\n\nFlags:\n%s", sentence, command.name, docs, flags.FlagUsages())
}
