package confluence

import (
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"
)

func TestListsWithinAnAnswerCountOnlyWhenTheyAreWhole(t *testing.T) {
	t.Parallel()
	w, c := onDataCenter(t)
	row := func(labels, files string) http.HandlerFunc {
		return jsonAnswer(200, `{"results":[{"id":"12","type":"page","title":"Setup","metadata":{`+labels+`},"children":{`+files+`}},{"id":"13","type":"attachment"}],"_links":{}}`)
	}
	tests := []struct {
		name   string
		answer http.HandlerFunc
		labels []string
		files  []Attachment
	}{
		{"whole", row(`"labels":{"results":[{"prefix":"global","name":"one"},{"prefix":"my","name":"mine"}],"limit":200,"_links":{}}`, `"attachment":{"results":[`+attached+`],"limit":25,"_links":{}}`), []string{"one"}, []Attachment{wantAttached}},
		{"none", row(`"labels":{"results":[],"limit":200}`, `"attachment":{"results":[],"limit":25}`), []string{}, []Attachment{}},
		{"not there", row(``, ``), nil, nil},
		{"whole, with a link to nothing", row(`"labels":{"results":[{"prefix":"global","name":"one"}],"limit":200,"_links":{"next":"/rest/api/content/12/label?start=200"}}`, `"attachment":{"results":[`+attached+`],"limit":1}`), []string{"one"}, []Attachment{wantAttached}},
		{"cut", row(`"labels":{"results":[{"prefix":"global","name":"one"}],"limit":1,"_links":{"next":"/rest/api/content/12/label?start=1"}}`, `"attachment":{"results":[`+attached+`],"_links":{"next":"/rest/api/content/12/child/attachment?start=1"}}`), nil, nil},
	}
	for _, tt := range tests {
		w.on("GET "+dcURL+"/content", tt.answer)
		pages, err := c.PagesByID(t.Context(), []string{"12", "13"}, false)
		if err != nil || len(pages) != 1 {
			t.Fatalf("%s: %+v %v", tt.name, pages, err)
		}
		if p := pages[0]; !reflect.DeepEqual(p.Labels, tt.labels) || !reflect.DeepEqual(p.Attachments, tt.files) {
			t.Errorf("%s: %#v %#v", tt.name, p.Labels, p.Attachments)
		}
	}
}

// tooManyAbove answers for so many ids at most, and otherwise with a refusal.
func tooManyAbove(most int, refusal http.HandlerFunc) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		ids := q["ids"]
		if list := q.Get("id"); list != "" {
			ids = strings.Split(list, ",")
		}
		if len(ids) > most {
			refusal(rw, r)
			return
		}
		var rows []string
		for _, id := range ids {
			rows = append(rows, fmt.Sprintf(`{"id":%q,"type":"page","title":"Page %s"}`, id, id))
		}
		jsonAnswer(200, `{"results":[`+strings.Join(rows, ",")+`],"_links":{}}`)(rw, r)
	}
}

func TestBulkReadThatIsTooMuchIsHalved(t *testing.T) {
	var ids []string
	for n := range 10 {
		ids = append(ids, fmt.Sprint(n+1))
	}
	overflow := func(rw http.ResponseWriter, r *http.Request) {
		jsonAnswer(200, `{"results":["`+strings.Repeat("x", mostBytes)+`"]}`)(rw, r)
	}
	for name, tt := range map[string]struct {
		on      func(*testing.T) (*world, *Client)
		url     string
		refusal http.HandlerFunc
	}{
		"413":                     {onSite, siteURL + "/api/v2/pages", jsonAnswer(413, `{}`)},
		"414":                     {onSite, siteURL + "/api/v2/pages", jsonAnswer(414, ``)},
		"answer above the limit":  {onSite, siteURL + "/api/v2/pages", overflow},
		"one of them is not seen": {onDataCenter, dcURL + "/content", jsonAnswer(404, `{"statusCode":404,"message":"No content"}`)},
	} {
		t.Run(name, func(t *testing.T) {
			w, c := tt.on(t)
			w.on("GET "+tt.url, tooManyAbove(3, tt.refusal))
			pages, err := c.PagesByID(t.Context(), ids, true)
			if err != nil || len(pages) != 10 || pages[9].ID != "10" {
				t.Errorf("%d pages, %v", len(pages), err)
			}
			w.on("GET "+tt.url, tooManyAbove(0, tt.refusal))
			pages, err = c.PagesByID(t.Context(), ids[:2], true)
			if hidden := name == "one of them is not seen"; hidden && (err != nil || len(pages) != 0) || !hidden && (err == nil || !strings.Contains(err.Error(), "page")) {
				t.Errorf("not even one: %v %v", pages, err)
			}
		})
	}
}

func TestBulkReadEndsWithTheFirstFailure(t *testing.T) {
	t.Parallel()
	w, c := onSite(t)
	w.on("GET "+siteURL+"/api/v2/pages", jsonAnswer(403, `{"errors":[{"title":"no"}]}`))
	var ids []string
	for n := range 1000 {
		ids = append(ids, fmt.Sprint(n+1))
	}
	if _, err := c.PagesByID(t.Context(), ids, false); !IsKind(err, Forbidden) {
		t.Errorf("%v", err)
	}
}

func TestChildrenThatAreNotIncludedAreListed(t *testing.T) {
	t.Parallel()
	const list = siteURL + "/api/v2/pages/12/children"
	w, c := onSite(t)
	w.on("GET "+list, jsonAnswer(200, `{"results":[{"id":"1","title":"One","status":"current","childPosition":0},{"id":"2","title":"Two","status":"current"}],"_links":{}}`))
	page := Page{ID: "1", Title: "One", Status: "current", ParentID: "12", Position: 1}
	two := Page{ID: "2", Title: "Two", Status: "current", ParentID: "12"}
	folder := Page{ID: "3", Title: "F", ParentID: "12", IsFolder: true}
	for name, tt := range map[string]struct {
		included string
		want     []Page
		requests int
	}{
		"all":        {`{"results":[{"id":"1","type":"page","title":"One","status":"current","childPosition":0},{"id":"9","type":"whiteboard"},{"id":"3","type":"folder","title":"F"}],"meta":{"hasMore":false}}`, []Page{page, folder}, 1},
		"not all":    {`{"results":[{"id":"1","type":"page","title":"One"},{"id":"3","type":"folder","title":"F"}],"meta":{"hasMore":true}}`, []Page{page, two, folder}, 2},
		"not at all": {`null`, []Page{page, two}, 2},
	} {
		w.forget()
		w.on("GET "+siteURL+"/api/v2/pages/12", jsonAnswer(200, `{"id":"12","directChildren":`+tt.included+`}`))
		got, err := c.ChildPages(t.Context(), "12")
		if err != nil || !reflect.DeepEqual(got, tt.want) || len(w.requests()) != tt.requests {
			t.Errorf("%s: %+v %v\n%v", name, got, err, w.requests())
		}
	}
}
