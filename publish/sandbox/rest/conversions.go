package rest

import (
	"slices"
	"strconv"
	"sync"

	"github.com/pagewright/pagewright/publish/sandbox/store"
)

var conversionHandlers = []handler{
	{v1, "POST /contentbody/convert/async/{to}", startConversion},
	{v1, "GET /contentbody/convert/async/{id}", getConversion},
	{v1, "POST /contentbody/convert/async/bulk/tasks", startConversions},
	{v1, "GET /contentbody/convert/async/bulk/tasks", getConversions},
	{v1 | dc, "POST /contentbody/convert/{to}", convertBody},
}

// conversions keeps the results of asynchronous conversions by their ids.
type conversions struct {
	mu      sync.Mutex
	results []object
}

func (k *conversions) keep(result object) string {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.results = append(k.results, result)
	return strconv.Itoa(len(k.results))
}

func (k *conversions) find(id string) (object, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	n, err := strconv.Atoi(id)
	if err != nil || n < 1 || n > len(k.results) {
		return nil, false
	}
	return k.results[n-1], true
}

type bodyWrite struct{ Value, Representation string }

// convert returns a body in another format; context is the id of a page whose links and attachments it may name.
func (c *call) convert(in bodyWrite, to, context string) (string, error) {
	storage, err := toStorage(in.Representation, in.Value)
	if err != nil {
		return "", err
	}
	if err := store.CheckBody(storage); err != nil {
		return "", err
	}
	page := store.Page{Versions: []store.Version{{Body: storage}}}
	if context != "" {
		if page, err = c.visible(context); err != nil {
			return "", err
		}
		page.Versions = []store.Version{{Body: storage}}
	}
	return c.bodyAs(page, to), nil
}

func convertBody(c *call) (any, error) {
	var in bodyWrite
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	to := c.param("to")
	if !slices.Contains(bodyFormats, to) {
		return nil, badRequest("Cannot convert to '%s'", to)
	}
	value, err := c.convert(in, to, c.query("contentIdContext"))
	if err != nil {
		return nil, err
	}
	return object{"value": value, "representation": to, "_expandable": object{}, "_links": c.withBase(object{})}, nil
}

func startConversion(c *call) (any, error) {
	var in bodyWrite
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if c.param("to") != "export_view" {
		return nil, badRequest("Only conversion to export_view is supported")
	}
	value, err := c.convert(in, "export_view", c.query("contentIdContext"))
	if err != nil {
		return nil, err
	}
	return object{"asyncId": c.converted("export_view", value)}, nil
}

func (c *call) converted(to, value string) string {
	return c.conversions.keep(object{"value": value, "representation": to, "status": "COMPLETED", "_expandable": object{}, "_links": object{}})
}

func getConversion(c *call) (any, error) {
	result, ok := c.conversions.find(c.param("id"))
	if !ok {
		return nil, missing("No conversion task found with id: %s", c.param("id"))
	}
	return result, nil
}

func startConversions(c *call) (any, error) {
	var in struct {
		ConversionInputs []struct {
			To               string
			Body             bodyWrite
			ContentIDContext string `json:"contentIdContext"`
		}
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if len(in.ConversionInputs) == 0 || len(in.ConversionInputs) > 10 {
		return nil, badRequest("1 to 10 conversions can be requested")
	}
	ids := []object{}
	for _, one := range in.ConversionInputs {
		value, err := c.convert(one.Body, one.To, one.ContentIDContext)
		if err != nil {
			ids = append(ids, object{"asyncId": "FAILED_TO_QUEUE"})
			continue
		}
		ids = append(ids, object{"asyncId": c.converted(one.To, value)})
	}
	return ids, nil
}

func getConversions(c *call) (any, error) {
	ids := c.list("ids")
	if len(ids) == 0 || len(ids) > 50 {
		return nil, badRequest("1 to 50 ids can be asked for")
	}
	results := []object{}
	for _, id := range ids {
		if result, ok := c.conversions.find(id); ok {
			results = append(results, result)
		}
	}
	return results, nil
}
