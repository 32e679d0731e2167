package render

// readMatter reads the front matter of a text, and returns what is below it: all of it, where there is none that can be read.
func readMatter(text string) (below string, matter matterReader) {
	source, below, isTOML, found := cutFrontMatter(text)
	if !found {
		return text, matter
	}
	reading := readFrontMatter
	if isTOML {
		reading = readTOML
	}
	matter, ok := reading(source)
	if !ok {
		return text, matterReader{}
	}
	return below, matter
}
