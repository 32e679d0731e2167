package store

import "github.com/pagewright/pagewright/publish/sandbox/markup"

// maxBody is the largest body that Cloud takes (SPEC2 POST /pages: 413 above 5 MB). Data Center's document has no limit.
const maxBody = 5 * 1024 * 1024

// CheckBody checks that a storage body is well-formed. The error is BodyMalformed, worded as Confluence's parser words
// it.
func CheckBody(body string) error {
	for _, fault := range markup.Walk(body) {
		if fault != nil {
			return malformed(fault)
		}
	}
	return nil
}

func malformed(f *markup.Fault) error {
	return &Error{Rule: BodyMalformed, Detail: f.Detail, Row: f.Row, Column: f.Column}
}

// storeBody returns a body of a space as the server keeps it.
func (s *Store) storeBody(body, spaceID string, editor Editor) (string, error) {
	if editor == NewEditor && len(body) > maxBody {
		return "", &Error{Rule: TooLarge, What: "body", Limit: maxBody}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return rewriteBody(body, &additions{editor: editor, uuid: s.uuid, exists: func(key, title string) bool {
		in := spaceID
		if space := s.spaceByKey(key); space != nil {
			in = space.ID
		}
		_, ok := s.titles[newTitleKey(in, PageType, title)]
		return ok
	}})
}

// rewriteBody checks a body and writes it anew with additions.
func rewriteBody(body string, add *additions) (string, error) {
	add.body = body
	for token, fault := range markup.Walk(body) {
		if fault != nil {
			return "", malformed(fault)
		}
		add.token(token)
	}
	return string(add.out), nil
}
