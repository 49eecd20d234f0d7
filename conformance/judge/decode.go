package main

import (
	"errors"
	"fmt"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	utilerrors "k8s.io/apimachinery/pkg/util/errors"
	"k8s.io/apimachinery/pkg/util/validation/field"
	kubeadm "k8s.io/kubernetes/cmd/kubeadm/app/apis/kubeadm"
	kubeadmutil "k8s.io/kubernetes/cmd/kubeadm/app/util"
	kubeadmconfig "k8s.io/kubernetes/cmd/kubeadm/app/util/config"
)

type decodeQuestion struct {
	envelope
	File string `json:"file"`
	// Kind, where given, is what the file has to be.
	Kind string `json:"kind"`
}

// decodeFile judges a file of the control plane, YAML or JSON. It is stricter than the kubelet and the audit loader, which
// fall back to lenient decoding and so ignore a misspelt field; and it refuses a second document, which the loaders do not see.
func decodeFile(q *decodeQuestion) (*verdict, error) {
	documents, err := kubeadmutil.SplitConfigDocuments([]byte(q.File))
	if err != nil {
		return refused(fault{Type: "Decode", Detail: err.Error()}), nil
	}
	isKubeadm, hasKind := false, false
	for kind := range documents {
		isKubeadm = isKubeadm || kind.Group == kubeadm.GroupName
		hasKind = hasKind || kind.Kind == q.Kind
	}
	switch {
	case q.Kind != "" && !hasKind:
		return refused(fault{Type: "Kind", Detail: fmt.Sprintf("the file is no %s", q.Kind)}), nil
	case isKubeadm: // kubeadm reads the kubelet's and kube-proxy's configuration out of the same file
		return asVerdict(errorFaults(kubeadmconfig.ValidateConfig([]byte(q.File), true, false))), nil
	case len(documents) != 1:
		return refused(fault{Type: "Documents", Detail: fmt.Sprintf("%d documents, not 1", len(documents))}), nil
	}
	for kind, document := range documents {
		return judgeFile(kind, document), nil
	}
	panic("unreachable")
}

func judgeFile(gvk schema.GroupVersionKind, document []byte) *verdict {
	kind, known := fileKinds[gvk.GroupKind()]
	if !known {
		return &verdict{UnknownKind: true, Errors: []fault{{Type: "UnknownKind", Detail: gvk.String() + " is not judged"}}}
	}
	return asVerdict(kind.judge(document))
}

// fileKind is a decoder with a validation of what it yields, the defaulted internal object.
type fileKind struct {
	scheme   func() (*runtime.Scheme, error)
	validate func(object runtime.Object, document []byte) []fault
}

func (k fileKind) judge(document []byte) (faults []fault) {
	// An unknown feature gate panics while a KubeletConfiguration is defaulted.
	defer func() {
		if p := recover(); p != nil {
			faults = []fault{{Type: "Panic", Detail: fmt.Sprint(p)}}
		}
	}()
	scheme, err := k.scheme()
	if err != nil {
		return errorFaults(err)
	}
	decoder := serializer.NewCodecFactory(scheme, serializer.EnableStrict).UniversalDecoder()
	object, _, err := decoder.Decode(document, nil, nil)
	if strict, ok := runtime.AsStrictDecodingError(err); ok {
		return strictFaults(strict.Errors())
	}
	if err != nil {
		return []fault{{Type: "Decode", Detail: err.Error()}}
	}
	return k.validate(object, document)
}

func asVerdict(faults []fault) *verdict {
	if len(faults) == 0 {
		return &verdict{Accepted: true, Errors: []fault{}}
	}
	return refused(faults...)
}

// errorFaults opens aggregates; what is a field error keeps its field.
func errorFaults(err error) []fault {
	if err == nil {
		return nil
	}
	if aggregate := utilerrors.Aggregate(nil); errors.As(err, &aggregate) {
		var faults []fault
		for _, e := range utilerrors.Flatten(aggregate).Errors() {
			faults = append(faults, errorFaults(e)...)
		}
		return faults
	}
	if e := (*field.Error)(nil); errors.As(err, &e) {
		return []fault{{e.Field, string(e.Type), e.ErrorBody()}}
	}
	return []fault{{Type: "Invalid", Detail: err.Error()}}
}
