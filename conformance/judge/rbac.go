package main

import (
	"context"

	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apiserver/pkg/authentication/serviceaccount"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"
	"k8s.io/component-helpers/auth/rbac/validation"
)

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
	envelope
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

type coversQuestion struct {
	envelope
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
