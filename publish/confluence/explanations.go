package confluence

import "maps"

// explanations are all there are; what is not told here is told by the kind of the
// failure, in messages.go and remedies.go.
var explanations = func() map[note]explanation {
	all := map[note]explanation{}
	for _, some := range []map[note]explanation{tokenExplanations, barrierExplanations, proxyExplanations, certificateExplanations, answerExplanations, limitExplanations, parentExplanations} {
		maps.Copy(all, some)
	}
	return all
}()
