package confluence

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
)

// What one upload request holds at most; a file that is larger goes alone.
const (
	mostFiles     = 20
	mostFileBytes = 20 << 20
)

// AttachFiles puts files on a page, several with one request, each as a new version
// if the page has one of that name. The attachments stand in the order of the files;
// those of files that were refused are zero, and the error tells of each.
//
// Errors: TooLarge above the limit that an administrator has set (only that file is
// left out), Forbidden where attachments are switched off, NotFound.
// https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content---attachments/
// https://developer.atlassian.com/server/confluence/rest/v1000/api-group-attachments/
func (c *Client) AttachFiles(ctx context.Context, pageID string, files []Upload) ([]Attachment, error) {
	made := make([]Attachment, len(files))
	var refusals []error
	send := c.createOrUpdate
	if c.Route().Kind == DataCenter {
		send = c.createOrElseUpdate
	}
	for todo := batches(files); len(todo) > 0; todo = todo[1:] {
		batch := todo[0]
		attached, err := c.attach(ctx, pageID, chosen(files, batch), send)
		for i := range attached {
			made[batch[i]] = attached[i]
		}
		err = c.tooLargeFile(ctx, pageID, err)
		switch {
		case err == nil:
		case !concernsFile(err):
			return made, errors.Join(append(refusals, err)...)
		case len(batch) == 1:
			refusals = append(refusals, err)
		default: // to find out which
			for _, at := range batch {
				if made[at].ID == "" {
					todo = append(todo, []int{at})
				}
			}
		}
	}
	return made, errors.Join(refusals...)
}

func chosen(files []Upload, at []int) []Upload {
	some := make([]Upload, len(at))
	for i, n := range at {
		some[i] = files[n]
	}
	return some
}

// batches are the files of each request, as indexes. One request is minor for all of
// its files or for none.
func batches(files []Upload) [][]int {
	var all [][]int
	size := 0
	for i, file := range files {
		last := len(all) - 1
		if last < 0 || len(all[last]) == mostFiles || size+len(file.Content) > mostFileBytes || file.MinorEdit != files[i-1].MinorEdit {
			all, size = append(all, nil), 0
			last++
		}
		all[last] = append(all[last], i)
		size += len(file.Content)
	}
	return all
}

// concernsFile reports whether the refusal of an upload may be that of one file
// among several.
func concernsFile(err error) bool {
	e := asError(err)
	return e.Kind == TooLarge || e.Status == http.StatusBadRequest
}

// A sender sends those of some files that were not made yet, and notes what came of
// each.
type sender func(ctx context.Context, pageID string, files []Upload, made []Attachment) error

// attach sends files until all are made. What the page has is looked up only when a
// file turns out to stand there, or not to, against what was thought, and when an
// answer is lost: what came through is not sent again.
func (c *Client) attach(ctx context.Context, pageID string, files []Upload, send sender) ([]Attachment, error) {
	made, doubted := make([]Attachment, len(files)), 0
	var lost *Error
	unknown := false // what became of it, and it stays so
	return persist(ctx, c.transport.persistence, UploadAttachment,
		func() ([]Attachment, error) {
			if lost != nil {
				_, err := c.lookFilesUp(ctx, pageID, files, made, true)
				if e := asError(err); e.isOver() {
					e.unsettled, e.Operation, e.Subject = true, UploadAttachment, lost.Subject
					return made, e
				}
				if err != nil {
					unknown = !asError(err).lost // no answer to the read either: wait and read again
					return made, lost
				}
			}
			err := send(ctx, pageID, files, made)
			if e := asError(err); err != nil && (e.note == noteAttachmentExists || e.Kind == NotFound && hasIDs(files)) {
				if other, lookErr := c.lookFilesUp(ctx, pageID, files, made, false); lookErr == nil && other {
					err = send(ctx, pageID, files, made)
				}
			}
			if err != nil && asError(err).lost {
				lost = asError(err)
			}
			return made, err
		},
		func(e *Error) bool {
			if e.doubtful {
				doubted++
			}
			return !unknown && doubted <= mostDoubts && e.lost || e.note == noteAttachmentExists
		},
		c.transport.noteRepeat(UploadAttachment))
}

func hasIDs(files []Upload) bool {
	return slices.ContainsFunc(files, func(u Upload) bool { return u.ID != "" })
}

// lookFilesUp corrects the ids of files that are still to be sent, and reports whether
// one was another. After a lost answer, a file that stands with the same comment and
// size is the one that was sent.
func (c *Client) lookFilesUp(ctx context.Context, pageID string, files []Upload, made []Attachment, lost bool) (other bool, err error) {
	limitStatus, err := c.Attachments(ctx, pageID)
	if err != nil {
		return false, err
	}
	for i, file := range files {
		if made[i].ID != "" {
			continue
		}
		var stands Attachment
		if at := slices.IndexFunc(limitStatus, func(a Attachment) bool { return sameTitle(a.Title, file.Name) }); at >= 0 {
			stands = limitStatus[at]
		}
		other = other || stands.ID != file.ID
		files[i].ID = stands.ID
		if lost && file.Comment != "" && stands.Comment == file.Comment && stands.FileSize == int64(len(file.Content)) {
			made[i] = stands
		}
	}
	return other, nil
}

// createOrUpdate is how Cloud takes files: all of them with one request.
func (c *Client) createOrUpdate(ctx context.Context, pageID string, files []Upload, made []Attachment) error {
	return c.sendTogether(ctx, http.MethodPut, pageID, files, made, unmade(files, made))
}

// createOrElseUpdate is how Data Center takes files: with one request those that the
// page does not have, and then the others one by one.
func (c *Client) createOrElseUpdate(ctx context.Context, pageID string, files []Upload, made []Attachment) error {
	unknown := slices.DeleteFunc(unmade(files, made), func(i int) bool { return files[i].ID != "" })
	if err := c.sendTogether(ctx, http.MethodPost, pageID, files, made, unknown); err != nil {
		return err
	}
	for _, i := range unmade(files, made) {
		path := attachmentsPath(pageID) + "/" + url.PathEscape(files[i].ID) + "/data"
		attached, err := upload(ctx, c.v1, http.MethodPost, path, files[i])
		if err != nil {
			return err
		}
		made[i] = attached
	}
	return nil
}

func unmade(files []Upload, made []Attachment) []int {
	var missing []int
	for i := range files {
		if made[i].ID == "" {
			missing = append(missing, i)
		}
	}
	return missing
}

func (c *Client) sendTogether(ctx context.Context, method, pageID string, files []Upload, made []Attachment, these []int) error {
	if len(these) == 0 {
		return nil
	}
	attached, err := uploadAll(ctx, c.v1, method, attachmentsPath(pageID), chosen(files, these))
	if err != nil {
		return err
	}
	for i, at := range these {
		made[at] = attached[i]
	}
	return nil
}
