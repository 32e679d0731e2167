package sandbox

import "github.com/pagewright/pagewright/publish/sandbox/browser"

// Export writes the pages of a space as HTML files that open from disk; see [browser.Export].
func (s *Server) Export(spaceKey string, write func(name string, content []byte) error) error {
	return browser.Export(s.store, spaceKey, browser.Options{Problems: s.problems}, write)
}
