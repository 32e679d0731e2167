package store

import (
	"reflect"
	"testing"
)

func TestCloneSharesNoMap(t *testing.T) {
	t.Parallel()
	original := New(Options{}).content
	clone := original.clone()
	for i := range reflect.TypeFor[content]().NumField() {
		name := reflect.TypeFor[content]().Field(i).Name
		a, b := reflect.ValueOf(original).Field(i), reflect.ValueOf(clone).Field(i)
		if a.Kind() == reflect.Map && a.UnsafePointer() == b.UnsafePointer() {
			t.Errorf("a clone shares the map %s", name)
		}
	}
}
