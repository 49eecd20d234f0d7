package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/admission"
	"k8s.io/apiserver/pkg/warning"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
)

type celQuestion struct {
	envelope
	policyWorld
	Requests []admissionRequest `json:"requests"`
	// Show asks for each object as the policies see it, in place of costs and type warnings.
	Show bool `json:"show"`
}

// admissionRequest has the object, the old object, or both, as the operation wants.
type admissionRequest struct {
	Object      json.RawMessage `json:"object"`
	OldObject   json.RawMessage `json:"oldObject"`
	Operation   string          `json:"operation"` // CREATE where absent
	Subresource string          `json:"subresource"`
	// Connected is what a CONNECT leads to; its object are options, such as PodExecOptions.
	Connected *connected `json:"connected"`
	// Resource is that of an object of a custom kind, which is in a namespace if it names one.
	Resource string `json:"resource"`
	subject
}

type connected struct {
	Resource  string `json:"resource"` // of the core group
	Namespace string `json:"namespace"`
	Name      string `json:"name"`
}

type celAnswer struct {
	Decisions    []admissionDecision `json:"decisions"`
	TypeWarnings []typeWarning       `json:"typeWarnings"`
	// Costs are the highest that these requests caused; upstream's limits stand beside them.
	Costs  []*policyCost `json:"costs"`
	Limits costLimits    `json:"limits"`
}

type admissionDecision struct {
	Allowed bool   `json:"allowed"`
	Reason  string `json:"reason,omitempty"`
	Message string `json:"message,omitempty"`
	// Warnings come from bindings with the action Warn.
	Warnings []string `json:"warnings,omitempty"`
	// Object is what the policies saw: defaulted, in the version that it was sent in.
	Object runtime.Object `json:"object,omitempty"`
}

type typeWarning struct {
	Policy  string `json:"policy"`
	Field   string `json:"field"`
	Warning string `json:"warning"`
}

// lastPolicies keeps the world of the last question: a new one costs about 0.2 s, for its informers are polled.
var lastPolicies struct {
	question []byte
	running  *runningPolicies
}

func running(w *policyWorld) (*runningPolicies, error) {
	question, err := json.Marshal(w)
	if err != nil {
		return nil, err
	}
	if lastPolicies.running != nil {
		if bytes.Equal(question, lastPolicies.question) {
			return lastPolicies.running, nil
		}
		lastPolicies.running.stop()
		lastPolicies.running = nil
	}
	started, err := w.start()
	if err != nil {
		return nil, err
	}
	lastPolicies.question, lastPolicies.running = question, started
	return started, nil
}

// admit puts the requests to the ValidatingAdmissionPolicy plugin, whole: matching, selectors, params, variables, messages,
// failure policy and validation actions are upstream's.
func admit(q *celQuestion) (*celAnswer, error) {
	policies, err := running(&q.policyWorld)
	if err != nil {
		return nil, err
	}
	if !q.Show {
		policies.examine()
	}
	answer := &celAnswer{
		Decisions:    []admissionDecision{},
		TypeWarnings: policies.typeWarnings,
		Costs:        newCosts(policies.policies),
		Limits:       upstreamLimits,
	}
	for i, request := range q.Requests {
		attributes, err := request.attributes()
		if err != nil {
			return nil, fmt.Errorf("requests[%d]: %w", i, err)
		}
		decision, err := policies.decide(attributes)
		if err != nil {
			return nil, fmt.Errorf("requests[%d]: %w", i, err)
		}
		if q.Show {
			if decision.Object, err = versioned(attributes); err != nil {
				return nil, fmt.Errorf("requests[%d]: %w", i, err)
			}
			answer.Decisions = append(answer.Decisions, decision)
			continue
		}
		answer.Decisions = append(answer.Decisions, decision)
		if err := policies.spend(attributes, answer.Costs); err != nil {
			return nil, fmt.Errorf("requests[%d]: cost: %w", i, err)
		}
	}
	return answer, nil
}

func (p *runningPolicies) decide(attributes admission.Attributes) (admissionDecision, error) {
	if err := p.ensureNamespace(attributes.GetNamespace()); err != nil {
		return admissionDecision{}, err
	}
	warnings := &verdict{}
	ctx := warning.WithWarningRecorder(context.Background(), warnings)
	err := p.plugin.Validate(ctx, attributes, objectInterfaces)
	decision := admissionDecision{Allowed: err == nil, Warnings: warnings.Warnings}
	if status := apierrors.APIStatus(nil); errors.As(err, &status) {
		decision.Reason, decision.Message = string(status.Status().Reason), status.Status().Message
	} else if err != nil {
		return decision, err // the plugin could not decide
	}
	return decision, nil
}

// versioned is the object that expressions read: with null where a field without omitempty is empty.
func versioned(attributes admission.Attributes) (runtime.Object, error) {
	seen, err := admission.NewVersionedAttributes(attributes, attributes.GetKind(), objectInterfaces)
	if err != nil {
		return nil, err
	}
	return seen.VersionedObject.Object(), nil
}

var objectInterfaces = admission.NewObjectInterfacesFromScheme(legacyscheme.Scheme)

func (r *admissionRequest) attributes() (admission.Attributes, error) {
	operation := admission.Operation(r.Operation)
	var options runtime.Object
	switch operation {
	case "", admission.Create:
		operation, options = admission.Create, &metav1.CreateOptions{}
	case admission.Update:
		options = &metav1.UpdateOptions{}
	case admission.Delete:
		options = &metav1.DeleteOptions{}
	case admission.Connect:
		return r.connecting()
	default:
		return nil, fmt.Errorf("operation %q", r.Operation)
	}
	if r.Resource != "" {
		return r.custom(operation, options)
	}
	object, kind, err := admitted(r.Object)
	if err != nil {
		return nil, err
	}
	old, oldKind, err := admitted(r.OldObject)
	if err != nil {
		return nil, err
	}
	named := object
	if named == nil {
		named, kind = old, oldKind
	}
	if named == nil {
		return nil, errors.New("neither object nor oldObject")
	}
	metadata, err := meta.Accessor(named)
	if err != nil {
		return nil, err
	}
	mapping, err := restMapper().RESTMapping(kind.GroupKind(), kind.Version)
	if err != nil {
		return nil, err
	}
	namespaced := mapping.Scope.Name() == meta.RESTScopeNameNamespace
	if strategy, known := strategies()[kind.GroupKind()]; known {
		namespaced = strategy.NamespaceScoped() // the mapper of tests takes newer kinds of the cluster for namespaced ones
	}
	namespace := ""
	if namespaced {
		namespace = metadata.GetNamespace()
		if namespace == "" {
			namespace = metav1.NamespaceDefault
			metadata.SetNamespace(namespace)
		}
	} else if kind.Group == "" && kind.Kind == "Namespace" {
		namespace = metadata.GetName() // the request info of a namespace names it twice
	}
	const dryRun = false
	return admission.NewAttributesRecord(object, old, kind, namespace, metadata.GetName(), mapping.Resource, r.Subresource,
		operation, options, dryRun, r.info()), nil
}

// connecting repeats what the handler of CONNECT makes: the kind is that of the options, the resource that of the parent.
func (r *admissionRequest) connecting() (admission.Attributes, error) {
	if r.Connected == nil {
		return nil, errors.New("CONNECT without connected")
	}
	options, kind, err := admitted(r.Object)
	if err != nil {
		return nil, err
	}
	resource := corev1.SchemeGroupVersion.WithResource(r.Connected.Resource)
	return admission.NewAttributesRecord(options, nil, kind, r.Connected.Namespace, r.Connected.Name, resource, r.Subresource,
		admission.Connect, nil, false, r.info()), nil
}

// admitted is the object as admission sees it: decoded strictly, defaulted, internal. The server refuses the rest earlier.
func admitted(raw json.RawMessage) (runtime.Object, schema.GroupVersionKind, error) {
	if len(raw) == 0 || string(raw) == "null" {
		return nil, schema.GroupVersionKind{}, nil
	}
	m, err := decodeManifest(raw, nil)
	if err == nil && len(m.strict) > 0 {
		err = errors.Join(m.strict...)
	}
	if err != nil {
		return nil, m.kind, err
	}
	legacyscheme.Scheme.Default(m.object)
	object, err := internal(m.object)
	return object, m.kind, err
}
