package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	clusterrole "k8s.io/kubernetes/pkg/registry/rbac/clusterrole/policybased"
	clusterrolebinding "k8s.io/kubernetes/pkg/registry/rbac/clusterrolebinding/policybased"
	role "k8s.io/kubernetes/pkg/registry/rbac/role/policybased"
	rolebinding "k8s.io/kubernetes/pkg/registry/rbac/rolebinding/policybased"
)

type escalationQuestion struct {
	envelope
	world
	As     subject         `json:"as"`
	Object json.RawMessage `json:"object"`
}

type escalationAnswer struct {
	Allowed bool   `json:"allowed"`
	Message string `json:"message,omitempty"`
}

// accepting stands for the storage behind the guard: what reaches it was let through.
type accepting struct{ rest.StandardStorage }

func (accepting) Create(_ context.Context, object runtime.Object, _ rest.ValidateObjectFunc, _ *metav1.CreateOptions) (runtime.Object, error) {
	return object, nil
}

// escalation asks the server's own guard whether the subject, who may create such objects, may grant what this one grants.
// The guard knows the verbs escalate and bind, and system:masters.
func escalation(q *escalationQuestion) (*escalationAnswer, error) {
	m, err := decodeManifest(q.Object, nil)
	if err == nil && len(m.strict) > 0 {
		err = errors.Join(m.strict...)
	}
	if err != nil {
		return nil, err
	}
	resolver, authorizer, err := q.build()
	if err != nil {
		return nil, err
	}
	var guard rest.Creater
	namespaced := false
	switch m.object.(type) {
	case *rbacv1.Role:
		guard, namespaced = role.NewStorage(accepting{}, authorizer, resolver), true
	case *rbacv1.RoleBinding:
		guard, namespaced = rolebinding.NewStorage(accepting{}, authorizer, resolver), true
	case *rbacv1.ClusterRole:
		guard = clusterrole.NewStorage(accepting{}, authorizer, resolver)
	case *rbacv1.ClusterRoleBinding:
		guard = clusterrolebinding.NewStorage(accepting{}, authorizer, resolver)
	default:
		return nil, fmt.Errorf("%s grants nothing by itself", m.kind)
	}
	resource, err := resourceOf(m.kind)
	if err != nil {
		return nil, err
	}
	legacyscheme.Scheme.Default(m.object)
	object, err := internal(m.object)
	if err != nil {
		return nil, err
	}
	metadata, err := meta.Accessor(object)
	if err != nil {
		return nil, err
	}
	ctx := request.WithUser(createContext(metadata, resource, namespaced, &verdict{}), q.As.info())
	_, err = guard.Create(ctx, object, rest.ValidateAllObjectFunc, &metav1.CreateOptions{})
	if err != nil { // forbidden, or a binding to a role that is not there, which the server refuses too
		return &escalationAnswer{Message: err.Error()}, nil
	}
	return &escalationAnswer{Allowed: true}, nil
}
