package main

import (
	"encoding/json"
	"fmt"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apiserver/pkg/admission"
)

// custom are the attributes of a request for an object of a custom kind, as its definition without a schema hands it over: it has no
// other version inside, and nothing in it is defaulted or dropped.
func (r *admissionRequest) custom(operation admission.Operation, options runtime.Object) (admission.Attributes, error) {
	object, err := unstructuredOf(r.Object)
	if err != nil {
		return nil, err
	}
	var old runtime.Object
	if len(r.OldObject) > 0 {
		if old, err = unstructuredOf(r.OldObject); err != nil {
			return nil, err
		}
	}
	kind := object.GroupVersionKind()
	const dryRun = false
	return admission.NewAttributesRecord(object, old, kind, object.GetNamespace(), object.GetName(),
		kind.GroupVersion().WithResource(r.Resource), r.Subresource, operation, options, dryRun, r.info()), nil
}

func unstructuredOf(raw json.RawMessage) (*unstructured.Unstructured, error) {
	object := &unstructured.Unstructured{}
	if err := object.UnmarshalJSON(raw); err != nil {
		return nil, fmt.Errorf("object: %w", err)
	}
	return object, nil
}
