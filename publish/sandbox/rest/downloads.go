package rest

import (
	"cmp"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// mediaLife is how long an address of the media service works.
const mediaLife = 50 * time.Minute

// media signs the addresses of the media service, which asks for no other credential.
type media struct {
	once sync.Once
	key  [32]byte
}

func (m *media) sign(text string) string {
	m.once.Do(func() { _, _ = rand.Read(m.key[:]) })
	mac := hmac.New(sha256.New, m.key[:])
	mac.Write([]byte(text))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// token names a version of an attachment until a time.
func (m *media) token(attachmentID string, version int, until time.Time) string {
	text := attachmentID + "." + strconv.Itoa(version) + "." + strconv.FormatInt(until.Unix(), 10)
	return text + "." + m.sign(text)
}

func (m *media) open(token string, now time.Time) (attachmentID string, version int, ok bool) {
	at := strings.LastIndexByte(token, '.')
	if at < 0 || !hmac.Equal([]byte(m.sign(token[:at])), []byte(token[at+1:])) {
		return "", 0, false
	}
	fields := strings.Split(token[:at], ".")
	version, _ = strconv.Atoi(fields[1])
	until, _ := strconv.ParseInt(fields[2], 10, 64)
	return fields[0], version, now.Unix() < until
}

// downloadAttachment redirects to the media service, which is another host.
func downloadAttachment(c *call) (any, error) {
	a, err := c.childAttachment()
	if err != nil {
		return nil, err
	}
	version := cmp.Or(c.number("version"), a.Version().Number)
	if version > a.Version().Number {
		return nil, badRequest("Invalid version: %s", c.query("version"))
	}
	query := url.Values{
		"token": {c.API.media.token(a.ID, version, c.Now().Add(mediaLife))}, "name": {a.Title}, "max-age": {"2940"},
	}
	return redirect(c.place.media + "/file/" + a.Version().FileID + "/binary?" + query.Encode()), nil
}

func (a *API) serveMedia(w http.ResponseWriter, r *http.Request) {
	id, version, ok := a.media.open(r.URL.Query().Get("token"), a.Now())
	if !ok {
		http.Error(w, "Forbidden", http.StatusForbidden)
		return
	}
	a.serveFile(w, id, version)
}

func (a *API) serveFile(w http.ResponseWriter, attachmentID string, version int) {
	attachment, err := a.Store.Attachment(attachmentID)
	if err != nil {
		http.Error(w, "Not Found", http.StatusNotFound)
		return
	}
	content, err := a.Store.AttachmentData(attachmentID, version)
	if err != nil {
		http.Error(w, "Not Found", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", attachment.Version().MediaType)
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": attachment.Title}))
	w.Header().Set("Content-Length", strconv.Itoa(len(content)))
	_, _ = w.Write(content)
}

// serveLegacyDownload serves /download/attachments/{page}/{name}: the normal form on Data Center, closed to API tokens
// on Cloud (developer.atlassian.com/changelog, CHANGE-2735).
func (a *API) serveLegacyDownload(w http.ResponseWriter, r *http.Request, p place) {
	if p.family != dc {
		scopedOnSite.write(w)
		return
	}
	caller, refusal := a.authenticate(r, p)
	if refusal != nil {
		refusal.write(w)
		return
	}
	caller.announce(w.Header(), p)
	fields := strings.Split(strings.TrimPrefix(p.path, "/download/attachments/"), "/")
	if len(fields) != 2 {
		http.NotFound(w, r)
		return
	}
	name, _ := url.PathUnescape(fields[1])
	page, err := a.Store.Page(fields[0])
	var attachment store.Attachment
	if err == nil {
		attachment, err = a.Store.AttachmentByName(page.ID, name)
	}
	if err != nil || !a.Store.MayView(caller.user, page) {
		http.NotFound(w, r)
		return
	}
	version, _ := strconv.Atoi(r.URL.Query().Get("version"))
	a.serveFile(w, attachment.ID, version)
}
