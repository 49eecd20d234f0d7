package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	rbacv1 "k8s.io/api/rbac/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
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
	switch {
	case err == nil:
		return &escalationAnswer{Allowed: true}, nil
	case apierrors.IsForbidden(err):
		return &escalationAnswer{Message: err.Error()}, nil
	default: // as "role not found": the binding cannot be judged, and the server refuses it too
		return &escalationAnswer{Message: err.Error()}, nil
	}
}

// aggregate fills roles that have an aggregationRule, until nothing is added: view is part of edit, edit of admin.
// On a cluster a controller does it (k8s.io/kubernetes/pkg/controller/clusterroleaggregation), which needs a server to watch.
func aggregate(roles []*rbacv1.ClusterRole) error {
	for again := true; again; {
		again = false
		for _, target := range roles {
			if target.AggregationRule == nil {
				continue
			}
			rules, err := selected(target, roles)
			if err != nil {
				return err
			}
			if !equality.Semantic.DeepEqual(rules, target.Rules) {
				target.Rules, again = rules, true
			}
		}
	}
	return nil
}

func selected(target *rbacv1.ClusterRole, roles []*rbacv1.ClusterRole) ([]rbacv1.PolicyRule, error) {
	var rules []rbacv1.PolicyRule
	for i := range target.AggregationRule.ClusterRoleSelectors {
		selector, err := metav1.LabelSelectorAsSelector(&target.AggregationRule.ClusterRoleSelectors[i])
		if err != nil {
			return nil, err
		}
		for _, source := range roles {
			if source == target || !selector.Matches(labels.Set(source.Labels)) {
				continue
			}
			for _, rule := range source.Rules {
				same := func(known rbacv1.PolicyRule) bool { return equality.Semantic.DeepEqual(known, rule) }
				if !slices.ContainsFunc(rules, same) {
					rules = append(rules, rule)
				}
			}
		}
	}
	return rules, nil
}
