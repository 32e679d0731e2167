// Package setup writes what a repository needs to be published: pagewright.yaml, and a workflow for the CI host at hand. It
// overwrites nothing.
package setup

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/pagewright/pagewright/publish/forge"
	"github.com/pagewright/pagewright/publish/git"
	"github.com/pagewright/pagewright/publish/settings"
	"github.com/pagewright/pagewright/publish/source"
	"github.com/pagewright/pagewright/publish/workflow"
)

//go:embed files
var files embed.FS

// examples is where people find workflows for the hosts.
const examples = "https://github.com/pagewright/pagewright/blob/main/docs/hosts.md"

// Run looks at the repository that holds a folder, writes the files that are missing, and says what it did and what is to be
// done next. Getenv may know the Confluence already.
func Run(ctx context.Context, folder string, getenv func(string) string, out io.Writer) error {
	checkout := source.ReadCheckout(ctx, folder)
	if ctx.Err() != nil || errors.Is(checkout.Trouble, git.ErrNoAnswer) {
		return fmt.Errorf("nothing was written, as it is not known which repository this is: %w", checkout.Trouble)
	}
	if checkout.Root != "" {
		folder = checkout.Root
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }()
	found := Look(root.FS(), forge.Of(checkout.Remote, nil).Kind)
	if found.Host == nil {
		found.Host = hostNamed(workflow.NameOf(getenv))
	}
	present, err := presentSettings(folder)
	if err != nil {
		return err
	}
	if present.FileDir != "" {
		found.Docs, found.Why = docsOf(present), "as "+settings.FileName+" says"
	}
	found.LacksOwner = checkout.Remote == "" && slices.ContainsFunc(present.Each(), func(tree settings.Settings) bool { return tree.Owner == "" })
	found.Paths = watched(root.FS(), found.Docs)
	found.Branch, found.WhyBranch = publishedBranch(ctx, checkout.Root)
	found.URL, found.Space = getenv("CONFLUENCE_URL"), getenv("CONFLUENCE_SPACE")
	said, err := found.write(root)
	_, failed := io.WriteString(out, said)
	return errors.Join(err, failed)
}

// write writes the files, and tells it.
func (f Found) write(root *os.Root) (said string, err error) {
	var b strings.Builder
	docs := "no Markdown documents are found yet: put them into the folder docs, or correct docs in " + settings.FileName
	if f.Why != "" {
		docs = fmt.Sprintf("documents: %s (%s)", strings.Join(f.Docs, ", "), f.Why)
	}
	fmt.Fprintln(&b, docs)
	wrote, err := create(root, settings.FileName, f.settings(), &b)
	if err != nil {
		return b.String(), err
	}
	if f.Host == nil {
		b.WriteString("no workflow is written: neither the address of the git remote nor a file at the top tells which CI host runs here; " + examples + " has one for each\n")
	} else {
		fmt.Fprintf(&b, "branch that is published: %s (%s)\n", f.Branch, f.WhyBranch)
		isNew, err := create(root, f.Host.File, f.workflow(), &b)
		if err != nil {
			return b.String(), err
		}
		if !isNew {
			b.WriteString(f.addition(root))
		}
	}
	b.WriteString(f.next(wrote))
	return b.String(), nil
}

// create writes a file that is not there yet.
func create(root *os.Root, name, content string, said io.Writer) (isNew bool, err error) {
	for at := name; at != "."; at = path.Dir(at) {
		if isDangling(root, at) { // making the folder would make what the link leads to
			return false, cannotWrite(root, name, fs.ErrExist)
		}
	}
	if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return false, cannotWrite(root, name, err)
	}
	file, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		fmt.Fprintf(said, "is there already and stays as it is: %s\n", name)
		return false, nil
	}
	if err != nil {
		return false, cannotWrite(root, name, err)
	}
	_, err = io.WriteString(file, content)
	if err = errors.Join(err, file.Close()); err == nil {
		fmt.Fprintf(said, "written: %s\n", name)
	}
	return true, err
}

// addition says what a workflow that is there already lacks.
func (f Found) addition(root *os.Root) string {
	if info, err := root.Stat(f.Host.File); err == nil && info.Mode().IsRegular() {
		if present, err := root.ReadFile(f.Host.File); err == nil && strings.Contains(string(present), "pagewright") {
			return "" // it runs it already
		}
	}
	add, what := f.workflow(), "this"
	if at := strings.Index(add, "\n"+f.Host.adds+":\n"); f.Host.adds != "" && at >= 0 {
		add, what = add[at+1:], "these "+f.Host.adds
	}
	return fmt.Sprintf("\n%s does not publish yet: add %s to it, and have it run for pull requests and for pushes to %s:\n\n%s", f.Host.File, what, f.Branch, indented(add))
}

// settings is the content of pagewright.yaml.
func (f Found) settings() string {
	url, space := f.URL, f.Space
	if url == "" {
		url = "https://example.atlassian.net"
	}
	if space == "" {
		space = "DOCS"
	}
	owner := ""
	if f.LacksOwner {
		owner = "# owner: team/handbook # whose pages these are, the same in every run: there is no git remote that says it\n"
	}
	text := fill("pagewright.yaml", "OWNER", owner, "SCHEMA", settings.SchemaURL, "URL", quoted(url), "SPACE", quoted(space), "DOCS", listed(f.Docs))
	if len(f.Dialects) > 0 {
		text += "dialect: " + strings.Join(f.Dialects, ", ") + "\n"
	}
	return text
}

// workflow is the content of the CI host's file.
func (f Found) workflow() string {
	var paths []string
	for _, watched := range append(f.Paths, settings.FileName) {
		paths = append(paths, fmt.Sprintf("%q", watched))
	}
	branch := quoted(f.Branch)
	if f.Host.template == "Jenkinsfile" {
		branch = strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(f.Branch) // in Groovy's quotes
	}
	isBranch := fmt.Sprintf("%q", "and(succeeded(), eq(variables['Build.SourceBranch'], 'refs/heads/"+strings.ReplaceAll(f.Branch, "'", "''")+"'))")
	return fill(f.Host.template, "BRANCH", branch, "IS_BRANCH", isBranch, "PATHS", strings.Join(paths, ", "))
}

// placeholderMark stands before and after the name of each place that is filled in: no template has it in its own text.
const placeholderMark = "@@"

// fill fills the places of a template, of which pairs are the names and what stands there.
func fill(template string, pairs ...string) string {
	content, err := files.ReadFile("files/" + template)
	if err != nil {
		panic(err) // it is in the program
	}
	for i := 0; i < len(pairs); i += 2 {
		pairs[i] = placeholderMark + pairs[i] + placeholderMark
	}
	return strings.NewReplacer(pairs...).Replace(string(content))
}

// listed writes the value of docs: a text, or a list below the key.
func listed(docs []string) string {
	if len(docs) == 1 && !strings.Contains(docs[0], ",") { // a text is split at commas
		return " " + quoted(docs[0])
	}
	list := ""
	for _, entry := range docs {
		list += "\n  - " + quoted(entry)
	}
	return list
}

// quoted writes a text so that YAML reads it as it is.
func quoted(text string) string {
	isWord := slices.Contains([]string{"true", "false", "yes", "no", "on", "off", "y", "n", "null"}, strings.ToLower(text))
	if !isWord && !strings.HasSuffix(text, ":") && strings.Trim(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:") == "" && strings.Trim(text, "0123456789-._:") != "" {
		return text
	}
	return fmt.Sprintf("%q", text)
}

func indented(text string) string {
	return "    " + strings.ReplaceAll(strings.TrimRight(text, "\n"), "\n", "\n    ") + "\n"
}

// next says what is to be done now.
func (f Found) next(wroteSettings bool) string {
	var steps []string
	if wroteSettings && (f.URL == "" || f.Space == "") {
		steps = append(steps, "Set url and space in "+settings.FileName+".")
	}
	if f.LacksOwner {
		steps = append(steps, "Set owner in "+settings.FileName+" to a name for those whose pages these are, such as team/handbook: there is no git remote that says it.")
	}
	steps = append(steps, "Look at the documents as they will be: pagewright check, then pagewright preview. Neither needs Confluence.")
	credential := "Give the credential as CONFLUENCE_USER (the account's e-mail; none for a token of Data Center) and CONFLUENCE_TOKEN, and try it: pagewright doctor, then pagewright plan."
	if f.Host != nil {
		credential = f.Host.credential + " To try it from here, set both in the environment: pagewright doctor, then pagewright plan."
	}
	steps = append(steps, credential, "Commit, and see what the first run says.")
	var b strings.Builder
	b.WriteString("\nNext:\n")
	for i, step := range steps {
		fmt.Fprintf(&b, "  %d. %s\n", i+1, step)
	}
	return b.String()
}
