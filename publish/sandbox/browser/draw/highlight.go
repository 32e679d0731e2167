package draw

import (
	"strings"
	"sync"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// Lexers can take long on odd input. Longer code than largestHighlight (in bytes) is shown plain, and so is all code of
// a body after the time for its colours is used up.
const (
	largestHighlight = 200_000
	highlightTime    = 2 * time.Second
)

// languages maps Confluence's names that chroma has under another one, or not at all.
var languages = map[string]string{
	"actionscript3": "actionscript 3", "erl": "erlang", "jfx": "java", "javafx": "java", "csharp": "c#", "cpp": "c++",
	"vb": "vb.net", "vbnet": "vb.net", "objectivec": "objective-c", "none": "", "text": "", "plain": "", "plaintext": "",
	"coldfusion": "cfstatement", "yml": "yaml", "cuda": "c++", "visualbasic": "vb.net", "console": "bash", "shell": "bash", "sml": "standard ml", "delphi": "objectpascal", "pascal": "objectpascal", "html/xml": "html",
}

// lexerFor is nil for text without a language, and for languages that nobody can colour here.
func lexerFor(language string) chroma.Lexer {
	name := strings.ToLower(language)
	if mapped, ok := languages[name]; ok {
		name = mapped
	}
	if name == "" {
		return nil
	}
	lexer := lexersByName()[name]
	if lexer == nil || lexer.Config().Name == "plaintext" {
		return nil
	}
	return chroma.Coalesce(lexer)
}

// lexersByName stands in for lexers.Get, which takes milliseconds to say that it does not know a name: it also tries
// every lexer's file patterns.
var lexersByName = sync.OnceValue(func() map[string]chroma.Lexer {
	known := map[string]chroma.Lexer{}
	for _, lexer := range lexers.GlobalLexerRegistry.Lexers {
		config := lexer.Config()
		for _, name := range append([]string{config.Name}, config.Aliases...) {
			known[strings.ToLower(name)] = lexer
		}
	}
	return known
})

// tokens splits source into lines of tokens; what comes after the deadline stays without colours.
func tokens(lexer chroma.Lexer, source string, deadline time.Time) ([][]chroma.Token, error) {
	iterator, err := lexer.Tokenise(&chroma.TokeniseOptions{State: "root", EnsureLF: false}, source)
	if err != nil {
		return nil, err
	}
	var read []chroma.Token
	length := 0
	for token := range iterator.Stdlib() {
		read = append(read, token)
		length += len(token.Value)
		if time.Now().After(deadline) {
			read = append(read, chroma.Token{Type: chroma.Text, Value: source[min(length, len(source)):]})
			break
		}
	}
	return chroma.SplitTokensIntoLines(read), nil
}

// tokenClass is the kind of a token as the style sheet knows it.
func tokenClass(t chroma.TokenType) string {
	switch {
	case t == chroma.GenericDeleted:
		return "c-deleted"
	case t == chroma.GenericInserted:
		return "c-inserted"
	case t == chroma.GenericHeading, t == chroma.GenericSubheading, t == chroma.GenericStrong:
		return "c-strong"
	case t == chroma.GenericEmph:
		return "c-emphasis"
	case t == chroma.NameTag, t == chroma.NameBuiltin, t == chroma.NameBuiltinPseudo:
		return "c-tag"
	case t == chroma.NameFunction, t == chroma.NameFunctionMagic, t == chroma.NameClass, t == chroma.NameNamespace:
		return "c-function"
	case t == chroma.NameAttribute, t == chroma.NameDecorator, t == chroma.NameConstant, t == chroma.NameProperty:
		return "c-attribute"
	case t.InCategory(chroma.Keyword):
		return "c-keyword"
	case t.InSubCategory(chroma.LiteralString):
		return "c-string"
	case t.InCategory(chroma.Literal):
		return "c-number"
	case t.InCategory(chroma.Comment):
		return "c-comment"
	case t.InCategory(chroma.Operator):
		return "c-operator"
	}
	return ""
}
