package main

import (
	"context"
	"encoding/json"
	"errors"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	utilversion "k8s.io/apimachinery/pkg/util/version"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/endpoints/deprecation"
	"k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/apiserver/pkg/warning"
	"k8s.io/component-base/version"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/apis/core"
)

var release = utilversion.MustParseGeneric(version.DefaultKubeBinaryVersion)

type validateQuestion struct {
	envelope
	Object json.RawMessage `json:"object"`
}

type verdict struct {
	Accepted bool `json:"accepted"`
	// UnknownKind marks an object of a kind that is not judged here: a custom resource, a version that is not served.
	UnknownKind bool     `json:"unknownKind,omitempty"`
	Errors      []fault  `json:"errors"`
	Warnings    []string `json:"warnings,omitempty"`
}

// fault is one cause of a refusal, as the server words it in status.details.causes.
type fault struct {
	Field  string `json:"field,omitempty"`
	Type   string `json:"type"`
	Detail string `json:"detail"`
}

// AddWarning makes the verdict the recorder of the strategy's warnings.
func (v *verdict) AddWarning(_, text string) {
	v.Warnings = append(v.Warnings, text)
}

func refused(faults ...fault) *verdict {
	return &verdict{Errors: faults}
}

// validate does to the object what the server does on create, admission and storage left out.
func validate(q *validateQuestion) (*verdict, error) {
	m, err := decodeManifest(q.Object, nil)
	switch {
	case runtime.IsNotRegisteredError(err):
		return &verdict{UnknownKind: true, Errors: []fault{{Type: "UnknownKind", Detail: err.Error()}}}, nil
	case err != nil:
		return refused(fault{Type: "Decode", Detail: err.Error()}), nil
	case len(m.strict) > 0:
		return refused(strictFaults(m.strict)...), nil
	}
	resource, err := resourceOf(m.kind)
	if err != nil {
		return nil, err
	}
	strategy, known := strategies()[m.kind.GroupKind()]
	if !known || !(served().ResourceEnabled(resource) || isExtension(m.kind)) {
		detail := m.kind.String() + " is not judged"
		return &verdict{UnknownKind: true, Errors: []fault{{Type: "UnknownKind", Detail: detail}}}, nil
	}
	return create(m, resource, strategy)
}

// create follows k8s.io/apiserver/pkg/registry/generic/registry.Store.Create up to the point where it would store.
func create(m manifest, resource schema.GroupVersionResource, strategy rest.RESTCreateStrategy) (*verdict, error) {
	legacyscheme.Scheme.Default(m.object)
	object, err := internal(m.object)
	if err != nil {
		return refused(fault{Type: "Convert", Detail: err.Error()}), nil
	}
	metadata, err := meta.Accessor(object)
	if err != nil {
		return nil, err
	}
	rest.FillObjectMetaSystemFields(metadata)
	if metadata.GetName() == "" && metadata.GetGenerateName() != "" {
		metadata.SetName(strategy.GenerateName(metadata.GetGenerateName()))
	}
	result := &verdict{Errors: []fault{}}
	ctx := createContext(metadata, resource, strategy.NamespaceScoped(), result)
	if deprecation.IsDeprecated(m.object, int(release.Major()), int(release.Minor())) {
		result.AddWarning("", deprecation.WarningMessage(m.object))
	}
	if service, ok := object.(*core.Service); ok {
		err = allocate(ctx, service)
	}
	if err == nil {
		err = rest.BeforeCreate(strategy, ctx, object)
	}
	result.Errors = append(result.Errors, faultsOf(err)...)
	result.Accepted = err == nil
	return result, nil
}

// createContext is the context of POST …/namespaces/<the object's, else default>/<resource>. Declarative validation reads the
// version out of the request info: without it every object is an internal error.
func createContext(metadata metav1.Object, resource schema.GroupVersionResource, namespaced bool, warnings warning.Recorder) context.Context {
	namespace := ""
	if namespaced {
		namespace = metadata.GetNamespace()
		if namespace == "" {
			namespace = metav1.NamespaceDefault
		}
	}
	ctx := request.WithNamespace(context.Background(), namespace)
	ctx = request.WithUser(ctx, &user.DefaultInfo{Name: "judge", Groups: []string{user.SystemPrivilegedGroup}})
	ctx = request.WithRequestInfo(ctx, &request.RequestInfo{
		IsResourceRequest: true,
		Verb:              "create",
		APIGroup:          resource.Group,
		APIVersion:        resource.Version,
		Resource:          resource.Resource,
		Namespace:         namespace,
		Name:              metadata.GetName(),
	})
	return warning.WithWarningRecorder(ctx, warnings)
}

// faultsOf takes a refusal apart: a status error has causes, an aggregate has members.
func faultsOf(err error) []fault {
	if err == nil {
		return nil
	}
	if status := apierrors.APIStatus(nil); errors.As(err, &status) {
		s := status.Status()
		if s.Details == nil || len(s.Details.Causes) == 0 {
			return []fault{{Type: string(s.Reason), Detail: s.Message}}
		}
		faults := make([]fault, 0, len(s.Details.Causes))
		for _, cause := range s.Details.Causes {
			faults = append(faults, fault{cause.Field, string(cause.Type), cause.Message})
		}
		return faults
	}
	return []fault{{Type: "Invalid", Detail: err.Error()}}
}

func strictFaults(strict []error) []fault {
	faults := make([]fault, 0, len(strict))
	for _, err := range strict {
		f := fault{Type: "Strict", Detail: err.Error()}
		if located := interface{ FieldPath() string }(nil); errors.As(err, &located) {
			f.Field = located.FieldPath()
		}
		faults = append(faults, f)
	}
	return faults
}
