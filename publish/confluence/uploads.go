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
	send := c.attachOnCloud
	if c.Route().Kind == DataCenter {
		send = c.attachOnDataCenter
	}
	for todo := batches(files); len(todo) > 0; todo = todo[1:] {
		batch := todo[0]
		attached, err := send(ctx, pageID, chosen(files, batch))
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

// attachOnCloud: a repeated upload of the same files makes versions that hold the
// same.
func (c *Client) attachOnCloud(ctx context.Context, pageID string, files []Upload) ([]Attachment, error) {
	return uploadAll(ctx, c.v1, http.MethodPut, attachmentsPath(pageID), files, true)
}

// attachOnDataCenter: what the page has is looked up only when a file turns out to
// stand there, or not to, against what was thought, and when an answer is lost: what
// came through is not sent again.
func (c *Client) attachOnDataCenter(ctx context.Context, pageID string, files []Upload) ([]Attachment, error) {
	made, lost, doubts := make([]Attachment, len(files)), false, 0
	return persist(ctx, c.wire.options.Patience, UploadAttachment,
		func() ([]Attachment, error) {
			if lost {
				if _, err := c.lookFilesUp(ctx, pageID, files, made, true); err != nil {
					return made, err
				}
			}
			err := c.sendFiles(ctx, pageID, files, made)
			if e := asError(err); err != nil && (e.note == noteAttachmentExists || e.Kind == NotFound) {
				if other, lookErr := c.lookFilesUp(ctx, pageID, files, made, false); lookErr == nil && other {
					err = c.sendFiles(ctx, pageID, files, made)
				}
			}
			lost = lost || err != nil && asError(err).lost
			return made, err
		},
		func(e *Error) bool {
			if e.doubtful {
				doubts++
				return doubts <= mostDoubts
			}
			return e.lost || e.note == noteAttachmentExists
		},
		c.wire.noteRepeat(UploadAttachment))
}

// lookFilesUp corrects the ids of files that are still to be sent, and reports whether
// one was another. After a lost answer, a file that stands with the same comment and
// size is the one that was sent.
func (c *Client) lookFilesUp(ctx context.Context, pageID string, files []Upload, made []Attachment, lost bool) (other bool, err error) {
	standing, err := c.Attachments(ctx, pageID)
	if err != nil {
		return false, err
	}
	for i, file := range files {
		if made[i].ID != "" {
			continue
		}
		var stands Attachment
		if at := slices.IndexFunc(standing, func(a Attachment) bool { return sameTitle(a.Title, file.Name) }); at >= 0 {
			stands = standing[at]
		}
		other = other || stands.ID != file.ID
		files[i].ID = stands.ID
		if lost && file.Comment != "" && stands.Comment == file.Comment && stands.FileSize == int64(len(file.Content)) {
			made[i] = stands
		}
	}
	return other, nil
}

// sendFiles sends the files that were not made yet: with one request those that the
// page does not have, and then the others one by one.
func (c *Client) sendFiles(ctx context.Context, pageID string, files []Upload, made []Attachment) error {
	var unknown []int
	for i, file := range files {
		if made[i].ID == "" && file.ID == "" {
			unknown = append(unknown, i)
		}
	}
	if len(unknown) > 0 {
		attached, err := uploadAll(ctx, c.v1, http.MethodPost, attachmentsPath(pageID), chosen(files, unknown), false)
		if err != nil {
			return err
		}
		for i, at := range unknown {
			made[at] = attached[i]
		}
	}
	for i, file := range files {
		if made[i].ID != "" {
			continue
		}
		attached, err := upload(ctx, c.v1, http.MethodPost, attachmentsPath(pageID)+"/"+url.PathEscape(file.ID)+"/data", file, false)
		if err != nil {
			return err
		}
		made[i] = attached
	}
	return nil
}
