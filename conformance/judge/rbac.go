package main

import (
	"context"
	"encoding/json"
	"fmt"

	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apiserver/pkg/authentication/serviceaccount"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"
	"k8s.io/component-helpers/auth/rbac/validation"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	registry "k8s.io/kubernetes/pkg/registry/rbac/validation"
	"k8s.io/kubernetes/plugin/pkg/auth/authorizer/rbac"
	"k8s.io/kubernetes/plugin/pkg/auth/authorizer/rbac/bootstrappolicy"
)

// world is every RBAC object that the authorizer knows.
type world struct {
	Roles               []json.RawMessage `json:"roles"`
	ClusterRoles        []json.RawMessage `json:"clusterRoles"`
	RoleBindings        []json.RawMessage `json:"roleBindings"`
	ClusterRoleBindings []json.RawMessage `json:"clusterRoleBindings"`
	// Bootstrap adds the roles and bindings that every server creates for itself.
	Bootstrap bool `json:"bootstrap"`
}

type subject struct {
	User string `json:"user"`
	// Groups, when absent, are those that the server gives: to a ServiceAccount its own three, to others system:authenticated.
	Groups []string `json:"groups"`
}

func (s subject) info() user.Info {
	groups := s.Groups
	if groups == nil {
		groups = []string{user.AllAuthenticated}
		if namespace, _, err := serviceaccount.SplitUsername(s.User); err == nil {
			groups = append(serviceaccount.MakeGroupNames(namespace), groups...)
		}
	}
	return &user.DefaultInfo{Name: s.User, Groups: groups}
}

type rbacQuestion struct {
	world
	Requests []accessRequest `json:"requests"`
}

// accessRequest has a path or a verb on a resource.
type accessRequest struct {
	subject
	Verb        string `json:"verb"`
	APIGroup    string `json:"apiGroup"`
	Resource    string `json:"resource"`
	Subresource string `json:"subresource"`
	Name        string `json:"name"`
	Namespace   string `json:"namespace"`
	Path        string `json:"path"`
}

type decision struct {
	Allowed bool `json:"allowed"`
	// Reason names the binding that allows, or the broken reference that may be why nothing does.
	Reason string `json:"reason,omitempty"`
}

type rbacAnswer struct {
	Decisions []decision `json:"decisions"`
}

func authorize(q *rbacQuestion) (*rbacAnswer, error) {
	_, authorizer, err := q.build()
	if err != nil {
		return nil, err
	}
	answer := &rbacAnswer{Decisions: make([]decision, 0, len(q.Requests))}
	for _, request := range q.Requests {
		answer.Decisions = append(answer.Decisions, decide(authorizer, request))
	}
	return answer, nil
}

func decide(rbac authorizer.UnconditionalAuthorizer, r accessRequest) decision {
	verdict, reason, err := rbac.Authorize(context.Background(), authorizer.AttributesRecord{
		User:            r.info(),
		Verb:            r.Verb,
		APIGroup:        r.APIGroup,
		APIVersion:      "*",
		Resource:        r.Resource,
		Subresource:     r.Subresource,
		Name:            r.Name,
		Namespace:       r.Namespace,
		Path:            r.Path,
		ResourceRequest: r.Path == "",
	})
	if reason == "" && err != nil {
		reason = err.Error()
	}
	return decision{verdict == authorizer.DecisionAllow, reason}
}

func (w world) build() (registry.AuthorizationRuleResolver, *rbac.RBACAuthorizer, error) {
	roles, err := typed[rbacv1.Role](w.Roles, "Role")
	if err != nil {
		return nil, nil, err
	}
	clusterRoles, err := typed[rbacv1.ClusterRole](w.ClusterRoles, "ClusterRole")
	if err != nil {
		return nil, nil, err
	}
	roleBindings, err := typed[rbacv1.RoleBinding](w.RoleBindings, "RoleBinding")
	if err != nil {
		return nil, nil, err
	}
	clusterRoleBindings, err := typed[rbacv1.ClusterRoleBinding](w.ClusterRoleBindings, "ClusterRoleBinding")
	if err != nil {
		return nil, nil, err
	}
	if w.Bootstrap {
		clusterRoles = append(clusterRoles, pointers(bootstrappolicy.ClusterRoles())...)
		clusterRoles = append(clusterRoles, pointers(bootstrappolicy.ControllerRoles())...)
		clusterRoleBindings = append(clusterRoleBindings, pointers(bootstrappolicy.ClusterRoleBindings())...)
		clusterRoleBindings = append(clusterRoleBindings, pointers(bootstrappolicy.ControllerRoleBindings())...)
		for _, inNamespace := range bootstrappolicy.NamespaceRoles() {
			roles = append(roles, pointers(inNamespace)...)
		}
		for _, inNamespace := range bootstrappolicy.NamespaceRoleBindings() {
			roleBindings = append(roleBindings, pointers(inNamespace)...)
		}
	}
	if err := aggregate(clusterRoles); err != nil {
		return nil, nil, err
	}
	resolver, static := registry.NewTestRuleResolver(roles, roleBindings, clusterRoles, clusterRoleBindings)
	return resolver, rbac.New(static, static, static, static), nil
}

// typed decodes strictly and defaults: the server fills absent apiGroups of subjects and role references.
func typed[T any, P interface {
	*T
	runtime.Object
}](raw []json.RawMessage, kind string) ([]P, error) {
	gvk := rbacv1.SchemeGroupVersion.WithKind(kind)
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

func pointers[T any](values []T) []*T {
	p := make([]*T, len(values))
	for i := range values {
		p[i] = &values[i]
	}
	return p
}

type coversQuestion struct {
	Owner   []rbacv1.PolicyRule `json:"owner"`
	Servant []rbacv1.PolicyRule `json:"servant"`
}

type coversAnswer struct {
	Covered   bool                `json:"covered"`
	Uncovered []rbacv1.PolicyRule `json:"uncovered"`
}

// covers asks whether who holds the owner's rules holds all of the servant's.
func covers(q *coversQuestion) (*coversAnswer, error) {
	covered, uncovered := validation.Covers(q.Owner, q.Servant)
	return &coversAnswer{covered, uncovered}, nil
}
