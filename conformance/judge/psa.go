package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/pod-security-admission/admission"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

type podSecurityQuestion struct {
	envelope
	Object   json.RawMessage `json:"object"`
	Levels   []string        `json:"levels"`
	Versions []string        `json:"versions"`
	// Default applies the server's defaulting first, as admission sees it: a Pod with hostNetwork gains host ports.
	Default bool `json:"default"`
}

// podSecurityAnswer lists denials only; every level and version of the question that no denial names is allowed.
type podSecurityAnswer struct {
	Denied []*denial `json:"denied"`
	// NoPod marks an object that carries no pod, such as a ReplicationController without a template: admission lets it pass.
	NoPod bool `json:"noPod,omitempty"`
	// Ignored are unknown and duplicate fields: the verdict holds for the object without them.
	Ignored []string `json:"ignored,omitempty"`
}

type denial struct {
	Level    string   `json:"level"`
	Versions []string `json:"versions"`
	Controls []string `json:"controls"`
	Reason   string   `json:"reason"`
	Detail   string   `json:"detail"`
}

// evaluator is upstream's, with checks that note their id when they fail: a CheckResult does not say whose it is.
type evaluator struct {
	policy.Evaluator
	failed []string
}

var podSecurityEvaluator = newEvaluator()

func newEvaluator() *evaluator {
	e := &evaluator{}
	checks := policy.DefaultChecks()
	for _, check := range checks {
		for i := range check.Versions {
			e.noteFailures(string(check.ID), &check.Versions[i].CheckPod)
		}
	}
	upstream, err := policy.NewEvaluator(checks, nil)
	if err != nil {
		panic(err)
	}
	e.Evaluator = upstream
	return e
}

func (e *evaluator) noteFailures(id string, check *policy.CheckPodFn) {
	upstream := *check
	*check = func(metadata *objectMeta, spec *podSpec) policy.CheckResult {
		result := upstream(metadata, spec)
		if !result.Allowed {
			e.failed = append(e.failed, id)
		}
		return result
	}
}

func (e *evaluator) judge(level string, version api.Version, metadata *objectMeta, spec *podSpec) (policy.AggregateCheckResult, []string) {
	e.failed = nil
	results := e.EvaluatePod(api.LevelVersion{Level: api.Level(level), Version: version}, metadata, spec)
	slices.Sort(e.failed)
	return policy.AggregateCheckResults(results), e.failed
}

func podSecurity(q *podSecurityQuestion) (*podSecurityAnswer, error) {
	m, err := decodeManifest(q.Object, nil)
	if err != nil {
		return nil, err
	}
	answer := &podSecurityAnswer{Denied: []*denial{}}
	for _, field := range m.strict {
		answer.Ignored = append(answer.Ignored, field.Error())
	}
	if q.Default {
		legacyscheme.Scheme.Default(m.object)
	}
	metadata, spec, err := admission.DefaultPodSpecExtractor{}.ExtractPodSpec(m.object)
	if err != nil {
		return nil, err
	}
	if spec == nil {
		answer.NoPod = true
		return answer, nil
	}
	for _, level := range q.Levels {
		if _, err := api.ParseLevel(level); err != nil {
			return nil, fmt.Errorf("level %q: %w", level, err)
		}
		for _, version := range q.Versions {
			parsed, err := parsePolicyVersion(version)
			if err != nil {
				return nil, err
			}
			if result, controls := podSecurityEvaluator.judge(level, parsed, metadata, spec); !result.Allowed {
				answer.deny(level, version, controls, &result)
			}
		}
	}
	return answer, nil
}

// deny adds the version to an equal denial at that level if there is one.
func (a *podSecurityAnswer) deny(level, version string, controls []string, result *policy.AggregateCheckResult) {
	reason, detail := result.ForbiddenReason(), result.ForbiddenDetail()
	for _, d := range a.Denied {
		if d.Level == level && d.Reason == reason && d.Detail == detail && slices.Equal(d.Controls, controls) {
			d.Versions = append(d.Versions, version)
			return
		}
	}
	a.Denied = append(a.Denied, &denial{level, []string{version}, controls, reason, detail})
}

func parsePolicyVersion(version string) (api.Version, error) {
	if version == "latest" {
		return api.LatestVersion(), nil
	}
	parsed, err := api.ParseVersion("v" + strings.TrimPrefix(version, "v"))
	if err != nil {
		return parsed, fmt.Errorf("version %q: %w", version, err)
	}
	return parsed, nil
}
