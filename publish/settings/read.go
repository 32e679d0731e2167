package settings

import (
	"errors"
	"fmt"
	"strings"
)

// Read takes every setting from the strongest source that has it and checks it. Notices tell where two sources differ,
// and which was taken. The error joins all that is wrong, and is an [ErrUsage]; the settings then lack what is wrong.
func Read(from Sources) (settings Settings, notices []string, err error) {
	r := &reader{Sources: from}
	r.findFile()
	settings = r.settings()
	if r.file != nil && len(r.file.trees) > 0 {
		r.readTrees(&settings)
	} else if len(settings.Chosen) > 0 {
		r.refuse(fmt.Errorf("tree: %s is named, and there are no trees: %s lists them", strings.Join(settings.Chosen, ", "), FileName))
	}
	r.distrust(settings)
	if from.CheckRoot != nil {
		if err := from.CheckRoot(settings.APIRoot, settings.APIVersion); err != nil {
			r.refuse(err)
		}
	}
	if err := settings.checkStdout(); err != nil {
		r.refuse(err)
	}
	if len(r.wrong) > 0 {
		return settings, r.notices, fmt.Errorf("%w: %w", ErrUsage, errors.Join(r.wrong...))
	}
	return settings, r.notices, nil
}

// FileSets reports whether the file with the settings has a value for one at its top. What is wrong with the file is told when
// all settings are read.
func FileSets(from Sources, name string) bool {
	r := &reader{Sources: from}
	r.findFile()
	if r.file == nil {
		return false
	}
	_, is := r.file.values[name]
	return is
}
