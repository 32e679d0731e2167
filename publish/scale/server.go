package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox"
	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// serveCommand makes the program the embedded Confluence instead.
const serveCommand = "serve-confluence"

// others is how many pages of others the space has.
const others = 20_000

// serve serves the embedded Confluence until nothing more can be read, and writes what its clients must know, one value a
// line: the ids of the page that documents are to appear below, then for each face address, user and token.
func serve(until io.Reader, out io.Writer) error {
	server, err := sandbox.Start(sandbox.Options{Log: func(text string) { fmt.Fprintln(os.Stderr, text) }})
	if err != nil {
		return err
	}
	defer func() { _ = server.Close() }()
	parent, err := fill(server.Store())
	if err != nil {
		return err
	}
	fmt.Fprintln(out, parent)
	for _, face := range []struct{ address, credential string }{
		{server.Site(), "unscoped"}, {server.Gateway(), "classic-scoped"}, {server.DataCenter(), "dc-pat"},
	} {
		for _, credential := range server.Credentials() {
			if credential.Name == face.credential {
				fmt.Fprintf(out, "%s\n%s\n%s\n", face.address, credential.User, credential.Token)
			}
		}
	}
	_, err = io.Copy(io.Discard, until)
	return err
}

// fill makes the pages of others, and the page that documents are to appear below.
func fill(content *store.Store) (parent string, err error) {
	space, err := content.SpaceByKey("DOCS")
	if err != nil {
		return "", err
	}
	author := content.Users()[0].AccountID
	add := func(title, body string) (store.Page, error) {
		return content.CreatePage(store.NewPage{SpaceID: space.ID, ParentID: space.HomepageID, Title: title, Body: body, AuthorID: author})
	}
	body := "<p>" + strings.Repeat("A sentence of a page. ", 10) + "</p>"
	for n := range others {
		if _, err := add(fmt.Sprintf("Page of others %d", n), body); err != nil {
			return "", err
		}
	}
	page, err := add("Handbook", "<p/>")
	return page.ID, err
}
