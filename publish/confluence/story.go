package confluence

import "maps"

// A story is what people read about a failure that has a cure of its own. A nil
// meaning or cures leaves that part to the kind of the failure.
type story struct {
	title   string
	meaning func(*Error) string
	cures   func(*Error) []string
}

var stories = func() map[note]story {
	all := map[note]story{}
	for _, some := range []map[note]story{tokenStories, barrierStories, proxyStories, certificateStories, answerStories, parentStories} {
		maps.Copy(all, some)
	}
	return all
}()

func says(text string) func(*Error) string       { return func(*Error) string { return text } }
func cure(texts ...string) func(*Error) []string { return func(*Error) []string { return texts } }
