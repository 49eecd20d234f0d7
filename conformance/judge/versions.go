package main

import (
	"fmt"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/component-base/version"
	"k8s.io/pod-security-admission/policy"
)

type (
	objectMeta = metav1.ObjectMeta
	podSpec    = corev1.PodSpec
)

type versionsAnswer struct {
	// Kubernetes is the release that this judge was built from.
	Kubernetes string `json:"kubernetes"`
	// Policy lists the Pod Security versions that the evaluator tells apart; it judges a newer one as the newest of these.
	Policy []string `json:"policy"`
	Checks []check  `json:"checks"`
}

type check struct {
	ID    string `json:"id"`
	Level string `json:"level"`
	// Since lists the versions in which the check began or changed.
	Since []string `json:"since"`
	// Overrides are the baseline checks that this one replaces at the restricted level.
	Overrides []string `json:"overrides,omitempty"`
}

func versions(*envelope) (*versionsAnswer, error) {
	answer := &versionsAnswer{Kubernetes: version.Get().GitVersion}
	newest := 0
	for _, c := range policy.DefaultChecks() {
		described := check{ID: string(c.ID), Level: string(c.Level)}
		for _, revision := range c.Versions {
			newest = max(newest, revision.MinimumVersion.Minor())
			described.Since = append(described.Since, strings.TrimPrefix(revision.MinimumVersion.String(), "v"))
		}
		for _, id := range c.Versions[len(c.Versions)-1].OverrideCheckIDs {
			described.Overrides = append(described.Overrides, string(id))
		}
		answer.Checks = append(answer.Checks, described)
	}
	for minor := range newest + 1 {
		answer.Policy = append(answer.Policy, fmt.Sprintf("1.%d", minor))
	}
	return answer, nil
}
