package render

import "strings"

// language is a code language: what it is called in the code macro of each
// editor, "" where that has no such language, and in info strings.
type language struct{ cloud, legacy, names string }

// languages that a code macro can be told. A name that an editor does not
// know is worse than none: the legacy editor shows an error for it instead of
// the code. Legacy names are those of
// https://confluence.atlassian.com/doc/code-block-macro-139390.html.
var languages = []language{
	{"abap", "", "abap"},
	{"actionscript", "actionscript3", "actionscript actionscript3 as3"},
	{"ada", "", "ada"},
	{"applescript", "applescript", "applescript osascript"},
	{"arduino", "", "arduino ino"},
	{"autoit", "", "autoit"},
	{"c", "cpp", "c h"},
	{"clojure", "", "clojure clj cljs edn"},
	{"coffeescript", "", "coffeescript coffee"},
	{"coldfusion", "coldfusion", "coldfusion cfm cfc"},
	{"cpp", "cpp", "cpp c++ cc cxx hpp h++"},
	{"csharp", "c#", "csharp c# cs"},
	{"css", "css", "css"},
	{"cuda", "", "cuda cu"},
	{"d", "", "d dlang"},
	{"dart", "", "dart"},
	{"diff", "diff", "diff patch udiff"},
	{"dockerfile", "", "dockerfile docker containerfile"},
	{"elixir", "", "elixir ex exs"},
	{"erlang", "erl", "erlang erl"},
	{"fortran", "", "fortran f90 f95"},
	{"gherkin", "", "gherkin cucumber feature"},
	{"go", "", "go golang"},
	{"graphql", "", "graphql gql"},
	{"groovy", "groovy", "groovy gradle jenkinsfile"},
	{"handlebars", "", "handlebars hbs mustache"},
	{"haskell", "", "haskell hs"},
	{"haxe", "", "haxe hx"},
	{"hcl", "", "hcl terraform tf tfvars"},
	{"html", "xml", "html htm xhtml"},
	{"java", "java", "java"},
	{"javafx", "jfx", "javafx jfx"},
	{"javascript", "js", "javascript js node mjs cjs"},
	{"json", "js", "json json5 jsonc jsonl ndjson geojson"},
	{"jsx", "js", "jsx"},
	{"julia", "", "julia jl"},
	{"kotlin", "", "kotlin kt kts"},
	{"lisp", "", "lisp common-lisp elisp emacs-lisp"},
	{"livescript", "", "livescript ls"},
	{"lua", "", "lua"},
	{"markdown", "", "markdown md mdx"},
	{"mathematica", "", "mathematica wolfram"},
	{"matlab", "", "matlab"},
	{"nginx", "", "nginx nginxconf"},
	{"objectivec", "", "objectivec objective-c objc obj-c"},
	{"ocaml", "", "ocaml ml"},
	{"octave", "", "octave"},
	{"pascal", "delphi", "pascal delphi objectpascal"},
	{"perl", "perl", "perl pl pm"},
	{"php", "php", "php"},
	{"powershell", "powershell", "powershell pwsh ps1 posh"},
	{"prolog", "", "prolog"},
	{"protobuf", "", "protobuf proto"},
	{"puppet", "", "puppet pp"},
	{"purebasic", "", "purebasic"},
	{"python", "py", "python py python3 py3 pycon"},
	{"qml", "", "qml"},
	{"r", "", "r rscript"},
	{"racket", "", "racket rkt"},
	{"rest", "", "rst rest restructuredtext"},
	{"ruby", "ruby", "ruby rb irb rake gemfile"},
	{"rust", "", "rust rs"},
	{"sass", "sass", "sass scss"},
	{"scala", "scala", "scala sbt"},
	{"scheme", "", "scheme scm"},
	{"shell", "bash", "shell sh bash zsh ksh fish console shell-session shellsession sh-session bash-session terminal"},
	{"smalltalk", "", "smalltalk"},
	{"sml", "", "sml"},
	{"splunk-spl", "", "spl splunk-spl splunk"},
	{"sql", "sql", "sql mysql postgresql postgres pgsql plsql tsql sqlite"},
	{"swift", "", "swift"},
	{"tcl", "", "tcl"},
	{"tex", "", "tex latex"},
	{"text", "text", "text txt plain plaintext none"},
	{"toml", "", "toml"},
	{"tsx", "js", "tsx"},
	{"typescript", "js", "typescript ts mts cts"},
	{"vala", "", "vala"},
	{"vbnet", "vb", "vbnet vb vb.net"},
	{"verilog", "", "verilog systemverilog sv"},
	{"vhdl", "", "vhdl"},
	{"visualbasic", "vb", "visualbasic vba vbs vbscript"},
	{"xml", "xml", "xml svg xsd xsl xslt plist wsdl csproj pom"},
	{"xquery", "", "xquery xq"},
	{"yaml", "yml", "yaml yml"},
}

var languageByName = func() map[string]language {
	byName := map[string]language{}
	for _, l := range languages {
		for name := range strings.FieldsSeq(l.names) {
			byName[name] = l
		}
	}
	return byName
}()

// macroLanguage gives the code macro's name for a language, "" if it has none.
func macroLanguage(name string, editor Editor) string {
	l := languageByName[name]
	if editor == LegacyEditor {
		return l.legacy
	}
	return l.cloud
}
