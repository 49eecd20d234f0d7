package main

import (
	"encoding/json"
	"fmt"
	"sync"

	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/api/meta/testrestmapper"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/controlplane" // installs every API group of the server into the scheme
)

var manifestCodec = serializer.NewCodecFactory(legacyscheme.Scheme, serializer.EnableStrict).UniversalDeserializer()

// manifest is one decoded object in its external version, not defaulted.
type manifest struct {
	object runtime.Object
	kind   schema.GroupVersionKind
	// strict holds the unknown and duplicate fields, which the decoder passed over.
	strict []error
}

// decodeManifest takes the kind from the object, or from fallback where the object names none.
func decodeManifest(raw []byte, fallback *schema.GroupVersionKind) (manifest, error) {
	object, kind, err := manifestCodec.Decode(raw, fallback, nil)
	m := manifest{object: object}
	if kind != nil {
		m.kind = *kind
	}
	if strict, ok := runtime.AsStrictDecodingError(err); ok && object != nil {
		m.strict = strict.Errors()
		return m, nil
	}
	return m, err
}

// typed decodes strictly and defaults: the server fills absent apiGroups of subjects and role references.
func typed[T any, P interface {
	*T
	runtime.Object
}](raw []json.RawMessage, group schema.GroupVersion, kind string) ([]P, error) {
	gvk := group.WithKind(kind)
	objects := make([]P, 0, len(raw))
	for _, r := range raw {
		m, err := decodeManifest(r, &gvk)
		if err == nil && len(m.strict) > 0 {
			err = m.strict[0]
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", kind, err)
		}
		object, ok := m.object.(P)
		if !ok {
			return nil, fmt.Errorf("%s expected, not %s", kind, m.kind)
		}
		legacyscheme.Scheme.Default(object)
		objects = append(objects, object)
	}
	return objects, nil
}

// internal is the version that the server's registry works on.
func internal(object runtime.Object) (runtime.Object, error) {
	return legacyscheme.Scheme.UnsafeConvertToVersion(object, runtime.InternalGroupVersioner)
}

var restMapper = sync.OnceValue(func() meta.RESTMapper {
	return testrestmapper.TestOnlyStaticRESTMapper(legacyscheme.Scheme)
})

func resourceOf(kind schema.GroupVersionKind) (schema.GroupVersionResource, error) {
	mapping, err := restMapper().RESTMapping(kind.GroupKind(), kind.Version)
	if err != nil {
		return schema.GroupVersionResource{}, err
	}
	return mapping.Resource, nil
}

// served says whether a server with default flags serves the resource. The scheme also knows versions that were removed
// long ago (apps/v1beta1) and those that are off by default.
var served = sync.OnceValue(controlplane.DefaultAPIResourceConfigSource)
