package browser

import (
	"bytes"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// inline are the media types that a browser may show; anything else it must save.
var inline = []string{
	"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp", "image/x-icon", "image/svg+xml",
	"application/pdf", "text/plain", "audio/mpeg", "video/mp4", "video/webm",
}

// download serves an attachment, or one of its versions.
func (h *Handler) download(w http.ResponseWriter, r *http.Request) {
	a, err := h.store.AttachmentByName(r.PathValue("id"), r.PathValue("name"))
	if err != nil {
		h.nowhere(w, r)
		return
	}
	version := a.Version()
	if number, err := strconv.Atoi(r.URL.Query().Get("version")); err == nil {
		for _, v := range a.Versions {
			if v.Number == number {
				version = v
			}
		}
	}
	content, err := h.store.AttachmentData(a.ID, version.Number)
	if err != nil {
		h.nowhere(w, r)
		return
	}
	safely(w.Header(), a.Title, version.MediaType)
	http.ServeContent(w, r, "", version.CreatedAt, bytes.NewReader(content))
}

// safely names a file's type such that it cannot run script here. Only types that are known to be harmless keep
// theirs: the uploader chose it.
func safely(header http.Header, name, mediaType string) {
	kind, _, err := mime.ParseMediaType(mediaType)
	disposition := "inline"
	if err != nil || !slices.Contains(inline, strings.ToLower(kind)) {
		kind, disposition = "application/octet-stream", "attachment"
	}
	policy := filePolicy
	switch kind {
	case "text/plain":
		kind = "text/plain; charset=utf-8"
	case "application/pdf":
		policy = viewerPolicy
	}
	header.Set("Content-Type", kind)
	header.Set("Content-Security-Policy", policy)
	if named := mime.FormatMediaType(disposition, map[string]string{"filename": name}); named != "" {
		disposition = named
	}
	header.Set("Content-Disposition", disposition)
}
