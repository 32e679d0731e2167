package browser

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

// pageURL is where a page or folder is shown, with its title at the end for people.
func (h *Handler) pageURL(spaceKey string, p store.Page) string {
	if p.Type == store.FolderType {
		return h.spaceURL(spaceKey) + "/folder/" + p.ID
	}
	address := h.spaceURL(spaceKey) + "/pages/" + p.ID
	if strings.Trim(p.Title, ".") == "" { // a browser would take "." and ".." for steps in the path
		return address
	}
	return address + "/" + url.QueryEscape(p.Title)
}

func (h *Handler) spaceURL(key string) string { return h.base + "/spaces/" + url.PathEscape(key) }

func (h *Handler) versionURL(spaceKey string, p store.Page, number int) string {
	return h.pageURL(spaceKey, p) + "?pageVersion=" + strconv.Itoa(number)
}

// actionURL is one of the views of a page that Confluence keeps below an address of its own.
func (h *Handler) actionURL(action, pageID string) string {
	return h.base + action + "?pageId=" + url.QueryEscape(pageID)
}

func (h *Handler) historyURL(id string) string {
	return h.actionURL("/pages/viewpreviousversions.action", id)
}

func (h *Handler) diffURL(id string, from, to int) string {
	return h.actionURL("/pages/diffpagesbyversion.action", id) +
		"&selectedPageVersions=" + strconv.Itoa(from) + "&selectedPageVersions=" + strconv.Itoa(to)
}

func (h *Handler) attachmentsURL(id string) string {
	return h.actionURL("/pages/viewpageattachments.action", id)
}

func (h *Handler) informationURL(id string) string { return h.actionURL("/pages/viewinfo.action", id) }

func (h *Handler) sourceURL(id string) string {
	return h.actionURL("/plugins/viewstorage/viewpagesrc.action", id)
}

func (h *Handler) labelURL(spaceKey, name string) string {
	return h.base + "/label/" + url.PathEscape(spaceKey) + "/" + url.PathEscape(name)
}

func (h *Handler) fileURL(a store.Attachment) string {
	return h.base + "/download/attachments/" + a.PageID + "/" + url.PathEscape(a.Title) +
		"?version=" + strconv.Itoa(a.Version().Number)
}
