package confluence

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// lackingScopes returns those of ops for which the scope gate of r is closed, or
// which r does not have any more.
func lackingScopes(ctx context.Context, r *root, ops []Operation) ([]Operation, error) {
	found := map[string]bool{} // by set of scopes; true: they are not there
	var missing []Operation
	for _, op := range ops {
		n, version := op.on(r.version)
		if n == nil || slices.Contains(missing, op) {
			continue
		}
		set := scopeSet(n, version)
		closed, known := found[set]
		if !known && !r.transport.proven.passed(set) {
			probe, askable := harmlessFor(op, r.version)
			if !askable {
				continue
			}
			var err error
			if closed, err = isClosed(ctx, r, probe); err != nil {
				return nil, err
			}
			found[set] = closed
		}
		if closed {
			missing = append(missing, op)
		}
	}
	return missing, nil
}

func lacks(r *root, missing []Operation) string {
	return "API root " + r.route().Root + ": there the token may not " + wordsOf(missing)
}

// isClosed asks for something that cannot exist. Any other refusal than that of
// the scope gate has passed it.
func isClosed(ctx context.Context, r *root, op Operation) (bool, error) {
	_, version := op.on(r.version)
	at := *r.sibling(version, r.reason)
	at.transport = r.transport.forProbe()
	_, err := at.do(ctx, harmless(op, at.version))
	switch {
	case err == nil:
		return false, nil
	case IsKind(err, Scope), IsKind(err, Gone):
		return true, nil
	case asError(err).Status/100 == 4 && !IsKind(err, RateLimited):
		r.transport.proven.pass(op, at.version)
		return false, nil
	case asError(err).Status >= 500: // an outage bars nothing, and proves nothing
		return false, nil
	}
	return false, err
}

// These cannot exist: ids are handed out by counting up from small numbers, and
// a space key has no hyphen.
const (
	noID    = "999999999999"
	noSpace = "no-such-space"
)

// harmlessFor returns the operation to ask for instead of another one, or itself:
// one that needs the same scopes and takes nothing away. Where there is none, the
// operation itself must show whether it is allowed.
func harmlessFor(op Operation, version string) (probe Operation, askable bool) {
	n, at := op.on(version)
	if !n.removes(op) {
		return op, true
	}
	for _, a := range abilities {
		other, otherAt := a.operation.on(version)
		if other != nil && !other.removes(a.operation) && scopeSet(other, otherAt) == scopeSet(n, at) {
			return a.operation, true
		}
	}
	return "", false
}

// isShown reports whether an answer has shown that an operation is open: where
// there are scopes, one to whatever needs the same; elsewhere only its own.
func isShown(r *root, op Operation) bool {
	if r.endpoint.kind != Gateway {
		return r.transport.proven.wasTried(op)
	}
	n, version := op.on(r.version)
	return n == nil || r.transport.proven.passed(scopeSet(n, version))
}

func (n *need) removes(op Operation) bool { return n.method == http.MethodDelete || op == ArchivePage }

// harmless is a request of an operation's own form that cannot be carried out.
func harmless(op Operation, version string) call {
	n, _ := op.on(version)
	c := call{op: op, method: n.method, path: strings.NewReplacer(
		"{id}", noID, "{target}", noID, "{property}", noID, "{position}", string(Append), "{key}", noSpace, "{type}", "page",
	).Replace(n.path)}
	const title = "Pagewright asks whether it may write here"
	switch op {
	case FindSpace:
		if version == V2 {
			c.query = url.Values{"keys": {noSpace}}
		}
	case FindPage, ListPages:
		if version == V1 {
			c.query = url.Values{"spaceKey": {noSpace}, "limit": {"1"}}
		}
	case ReadPages:
		if version == V2 {
			c.query = url.Values{"id": {noID}}
		}
	case CreatePage:
		c.json = v1Write{Type: "page", Status: "current", Title: title, Space: &v1Key{noSpace}, Body: storageBody("")}
		if version == V2 {
			c.json = v2Write{SpaceID: noID, Status: "current", Title: title, Body: v2Body{"storage", ""}}
		}
	case UpdatePage, RetitlePage, RestorePage:
		c.json = v1Write{Type: "page", Status: "current", Title: title, Body: storageBody(""), Version: &v1Version{Number: 1}}
		if version == V2 {
			c.json = v2Write{ID: noID, Status: "current", Title: title, Body: v2Body{"storage", ""}, Version: &v2Version{Number: 1}}
		}
		if op == RetitlePage && version == V2 {
			c.json = map[string]string{"status": "current", "title": title}
		}
	case ArchivePage:
		c.json = map[string]any{"pages": []any{map[string]any{"id": json.Number(noID)}}}
	case UploadAttachment:
		c.form = uploadForm(Upload{Name: "pagewright.txt", Content: []byte("-")})
		c.header = http.Header{"X-Atlassian-Token": {"no-check"}}
	case AddLabels:
		c.json = []label{{"global", "pagewright"}}
	case RemoveLabel:
		c.query = url.Values{"name": {"pagewright"}}
	case CreateProperty, WriteFolderProperty:
		c.json = map[string]any{"key": "pagewright", "value": map[string]any{}}
	case UpdateProperty:
		c.json = map[string]any{"value": map[string]any{}, "version": map[string]any{"number": 2}}
		if version == V2 {
			c.json = map[string]any{"key": "pagewright", "value": map[string]any{}, "version": map[string]any{"number": 2}}
		}
	}
	return c
}
