package main

import (
	"encoding/json"
	"slices"
	"sync"

	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
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

func (w world) build() (registry.AuthorizationRuleResolver, *rbac.RBACAuthorizer, error) {
	roles, err := typed[rbacv1.Role](w.Roles, rbacv1.SchemeGroupVersion, "Role")
	if err != nil {
		return nil, nil, err
	}
	clusterRoles, err := typed[rbacv1.ClusterRole](w.ClusterRoles, rbacv1.SchemeGroupVersion, "ClusterRole")
	if err != nil {
		return nil, nil, err
	}
	roleBindings, err := typed[rbacv1.RoleBinding](w.RoleBindings, rbacv1.SchemeGroupVersion, "RoleBinding")
	if err != nil {
		return nil, nil, err
	}
	clusterRoleBindings, err := typed[rbacv1.ClusterRoleBinding](w.ClusterRoleBindings, rbacv1.SchemeGroupVersion, "ClusterRoleBinding")
	if err != nil {
		return nil, nil, err
	}
	mayAggregate := slices.ContainsFunc(clusterRoles, func(r *rbacv1.ClusterRole) bool {
		return r.AggregationRule != nil || len(r.Labels) > 0
	})
	if w.Bootstrap {
		own := bootstrap()
		roles = append(roles, own.roles...)
		roleBindings = append(roleBindings, own.roleBindings...)
		clusterRoleBindings = append(clusterRoleBindings, own.clusterRoleBindings...)
		for _, r := range own.clusterRoles {
			copied := *r // aggregate replaces its rules
			clusterRoles = append(clusterRoles, &copied)
		}
	}
	if mayAggregate {
		if err := aggregate(clusterRoles); err != nil {
			return nil, nil, err
		}
	}
	resolver, static := registry.NewTestRuleResolver(roles, roleBindings, clusterRoles, clusterRoleBindings)
	return resolver, rbac.New(static, static, static, static), nil
}

type bootstrapWorld struct {
	roles               []*rbacv1.Role
	clusterRoles        []*rbacv1.ClusterRole
	roleBindings        []*rbacv1.RoleBinding
	clusterRoleBindings []*rbacv1.ClusterRoleBinding
}

// bootstrap is made once, its roles aggregated.
var bootstrap = sync.OnceValue(func() *bootstrapWorld {
	w := &bootstrapWorld{
		clusterRoles:        pointers(append(bootstrappolicy.ClusterRoles(), bootstrappolicy.ControllerRoles()...)),
		clusterRoleBindings: pointers(append(bootstrappolicy.ClusterRoleBindings(), bootstrappolicy.ControllerRoleBindings()...)),
	}
	for _, inNamespace := range bootstrappolicy.NamespaceRoles() {
		w.roles = append(w.roles, pointers(inNamespace)...)
	}
	for _, inNamespace := range bootstrappolicy.NamespaceRoleBindings() {
		w.roleBindings = append(w.roleBindings, pointers(inNamespace)...)
	}
	if err := aggregate(w.clusterRoles); err != nil {
		panic(err)
	}
	return w
})

func pointers[T any](values []T) []*T {
	p := make([]*T, len(values))
	for i := range values {
		p[i] = &values[i]
	}
	return p
}

// aggregate fills roles that have an aggregationRule: view is part of edit, edit of admin. The longest chain ends after as many
// rounds as there are roles; roles that select each other in a circle may never settle, on a cluster neither.
// On a cluster a controller does it (k8s.io/kubernetes/pkg/controller/clusterroleaggregation), which needs a server to watch.
func aggregate(roles []*rbacv1.ClusterRole) error {
	for range roles {
		settled := true
		for _, target := range roles {
			if target.AggregationRule == nil {
				continue
			}
			rules, err := selected(target, roles)
			if err != nil {
				return err
			}
			if !equality.Semantic.DeepEqual(rules, target.Rules) {
				target.Rules, settled = rules, false
			}
		}
		if settled {
			break
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
