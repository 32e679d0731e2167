package gfm

// abbreviations are the words that are explained, by their first bytes.
type abbreviations struct {
	full  map[string]string
	words map[byte][]string
}

func (a *abbreviations) add(word, full string) {
	if word == "" {
		return
	}
	if a.full == nil {
		a.full, a.words = map[string]string{}, map[byte][]string{}
	}
	if _, known := a.full[word]; !known {
		a.words[word[0]] = append(a.words[word[0]], word)
	}
	a.full[word] = full
}
