package confluence

import (
	"bytes"
	"context"
	"net/http"
)

func (r *v1) deletePage(ctx context.Context, id string) error {
	return r.deleteContent(ctx, DeletePage, id, "page "+id)
}

func (r *v1) deleteAttachment(ctx context.Context, id string) error {
	return r.deleteContent(ctx, DeleteAttachment, id, "attachment "+id)
}

// deleteContent moves a page or an attachment to the trash. Data Center's document has a 200 without content for that, besides
// the 204. After any other answer only a look can tell whether it was done.
func (r *v1) deleteContent(ctx context.Context, op Operation, id, subject string) error {
	isDataCenter := r.endpoint.kind == DataCenter
	c := call{op: op, method: http.MethodDelete, path: contentPath(id), repeatable: true, checked: isDataCenter, subject: subject}
	if !isDataCenter {
		return send(ctx, r.root, c)
	}
	again := repeats(0)
	_, err := persist(ctx, r.transport.persistence, op, func() (struct{}, error) {
		a, err := r.do(ctx, c)
		isDone := a.status == http.StatusNoContent || a.status == http.StatusOK && len(bytes.TrimSpace(a.body)) == 0
		if err != nil || isDone {
			return struct{}{}, err
		}
		return struct{}{}, again.allow(r.stillThere(ctx, c, id, a))
	}, func(e *Error) bool { return e.note == noteNotDone && !e.doubtful }, r.transport.noteRepeat(op))
	return err
}

// stillThere is the failure of a deletion after which the page or attachment stands as before.
func (r *v1) stillThere(ctx context.Context, c call, id string, a answer) error {
	now, err := r.page(ctx, id, false)
	if IsKind(err, NotFound) || err == nil && now.Status == "trashed" {
		return nil
	}
	if err != nil {
		return err
	}
	e := unusable(c.method, true, a).notDone()
	e.Operation, e.Status, e.credential = c.op, a.status, r.transport.credential
	return r.explain(e, c)
}
