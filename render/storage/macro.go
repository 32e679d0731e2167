package storage

// StartMacro opens a macro. Its parameters come next, then a body, if it has
// one; End closes it.
func (w *Writer) StartMacro(name string) {
	w.Start("ac:structured-macro", Attr{"ac:name", name})
}

// Parameter writes a parameter of the macro that was just started.
func (w *Writer) Parameter(name, value string) {
	w.Element("ac:parameter", value, Attr{"ac:name", name})
}

// PlainBody writes a body of plain text, such as a code block's.
func (w *Writer) PlainBody(text string) {
	w.Start("ac:plain-text-body")
	w.CDATA(text)
	w.End()
}

// StartRichBody opens a body of blocks; End closes it.
func (w *Writer) StartRichBody() {
	w.Start("ac:rich-text-body")
}
