package rest

import (
	"github.com/pagewright/pagewright/publish/sandbox/store"
)

var longTaskHandlers = []handler{
	{v1 | dc, "GET /longtask", listTasks},
	{v1 | dc, "GET /longtask/{id}", getTask},
}

// taskPointer is the answer to a request whose work goes on by itself.
func (c *call) taskPointer(t store.Task) object {
	return object{"id": t.ID, "links": object{"status": "/rest/api/longtask/" + t.ID}}
}

func listTasks(c *call) (any, error) {
	return offset(c, c.Store.Tasks(), c.taskObject), nil
}

func getTask(c *call) (any, error) {
	task, err := c.Store.Task(c.param("id"))
	if err != nil {
		return nil, missing("No task found with id: %s", c.param("id"))
	}
	o := c.taskObject(task)
	o["_links"] = c.withBase(object{"self": c.self("/longtask/" + task.ID)})
	return o, nil
}

func (c *call) taskObject(t store.Task) object {
	o := object{
		"id": t.ID, "name": object{"key": t.Name, "args": []any{}}, "elapsedTime": t.Elapsed, "percentageComplete": 100,
		"successful": true, "messages": []any{},
	}
	if c.family == v1 {
		o["finished"], o["status"], o["errors"], o["additionalDetails"] = true, t.Name, []any{}, object{}
	}
	return o
}
