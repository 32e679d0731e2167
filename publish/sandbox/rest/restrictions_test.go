package rest_test

import "testing"

func TestRestrictions(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.page("A", "", "")
	path := v1 + "/content/" + id + "/restriction"
	w.get(path).wants(200).has("results", "[2]", "results/0/operation", "read", "results/0/restrictions/user/results", "[0]",
		"results/1/operation", "update", "results/1/restrictions/group/size", "0")
	w.put(path, `[{"operation":"read","restrictions":{"user":[{"type":"known","accountId":"`+writerID+`"}]}},{"operation":"update","restrictions":{"group":[{"type":"group","id":"staff"}]}}]`).
		wants(200).has("results/0/restrictions/user/results/0/accountId", writerID, "results/1/restrictions/group/results/0/name", "staff")
	w.send("reader", "GET", v2+"/pages/"+id, "").wants(404)
	w.post(path, `{"results":[{"operation":"read","restrictions":{"user":{"results":[{"type":"known","accountId":"`+readerID+`"}]}}}]}`).
		wants(200).has("results/0/restrictions/user/size", "2")
	w.send("reader", "GET", v2+"/pages/"+id, "").wants(200)
	w.send("reader", "PUT", path, `[]`).wants(404)
	w.get(path+"/byOperation").wants(200).has("read/restrictions/user/size", "2", "update/restrictions/group/size", "1")
	w.get(path+"/byOperation/update?expand=restrictions.group").has("operation", "update", "restrictions/group/results/0/name", "staff")
	w.get(path + "/byOperation/delete").wants(404)
	w.put(path, `[{"operation":"read","restrictions":{"user":[{"accountId":"nobody"}]}}]`).wants(400)
	w.put(path, `[{"operation":"dance"}]`).wants(400)

	one := path + "/byOperation/read"
	w.get(one + "/user?accountId=" + readerID).wants(200)
	w.del(one + "/user?accountId=" + readerID).wants(200)
	w.get(one + "/user?accountId=" + readerID).wants(404)
	w.put(one+"/user?accountId="+readerID, "").wants(200)
	for _, group := range []string{"/byGroupId/staff", "/group/staff"} {
		w.get(one + group).wants(404)
		w.put(one+group, "").wants(200)
		w.get(one + group).wants(200)
		w.del(one + group).wants(200)
		w.del(one + group).wants(404)
	}
	w.del(path).wants(200).has("results/0/restrictions/user/size", "0")
}

func TestRestrictionsOnDataCenter(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	path := dc + "/content/" + w.page("A", "", "") + "/restriction"
	w.put(path, `[{"operation":"update","restrictions":{"user":[{"type":"known","username":"robin"}]}}]`).wants(200)
	w.get(path+"/byOperation/update").has("restrictions/user/results/0/username", "robin")
	w.unheld().post(path, `[{"operation":"read","restrictions":{"user":[{"type":"known","username":"robin"}]}}]`).wants(200)
	w.get(path+"/byOperation").has("read/restrictions/user/size", "1", "update/restrictions/user/size", "1")
	w.get(path).wants(405)
	w.del(path).wants(405)
}
