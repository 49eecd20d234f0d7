package main

import (
	"context"
	"encoding/json"
	"errors"
	"sync"

	admissionv1 "k8s.io/api/admissionregistration/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apiserver/pkg/admission/plugin/policy/generic"
	"k8s.io/apiserver/pkg/admission/plugin/policy/matching"
	"k8s.io/apiserver/pkg/admission/plugin/policy/validating"
	"k8s.io/apiserver/pkg/authorization/authorizer"
	"k8s.io/apiserver/pkg/cel/openapi/resolver"
	"k8s.io/client-go/dynamic"
	dynamicfake "k8s.io/client-go/dynamic/fake"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/fake"
	clientscheme "k8s.io/client-go/kubernetes/scheme"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/generated/openapi"
)

// policyWorld is what the plugin would find on the server. Namespaces that a request needs and that are not listed are added.
type policyWorld struct {
	Policies   []json.RawMessage `json:"policies"`
	Bindings   []json.RawMessage `json:"bindings"`
	Namespaces []json.RawMessage `json:"namespaces"`
	// Params are objects of built-in kinds.
	Params []json.RawMessage `json:"params"`
	// RBAC is what the CEL variable "authorizer" asks.
	RBAC world `json:"rbac"`
}

type runningPolicies struct {
	policies     []*admissionv1.ValidatingAdmissionPolicy
	bindings     []*admissionv1.ValidatingAdmissionPolicyBinding
	plugin       *validating.Plugin
	client       kubernetes.Interface
	dynamic      dynamic.Interface
	informers    informers.SharedInformerFactory
	matcher      generic.PolicyMatcher
	authorizer   authorizer.UnconditionalAuthorizer
	compiled     map[string]*compiledPolicy
	typeWarnings []typeWarning
	stop         func()
}

func (w *policyWorld) start() (*runningPolicies, error) {
	p := &runningPolicies{compiled: map[string]*compiledPolicy{}, typeWarnings: []typeWarning{}}
	var err error
	if p.policies, err = typed[admissionv1.ValidatingAdmissionPolicy](w.Policies, admissionv1.SchemeGroupVersion, "ValidatingAdmissionPolicy"); err != nil {
		return nil, err
	}
	if p.bindings, err = typed[admissionv1.ValidatingAdmissionPolicyBinding](w.Bindings, admissionv1.SchemeGroupVersion, "ValidatingAdmissionPolicyBinding"); err != nil {
		return nil, err
	}
	namespaces, err := typed[corev1.Namespace](w.Namespaces, corev1.SchemeGroupVersion, "Namespace")
	if err != nil {
		return nil, err
	}
	var objects []runtime.Object
	for _, policy := range p.policies {
		objects = append(objects, policy)
	}
	for _, binding := range p.bindings {
		objects = append(objects, binding)
	}
	for _, namespace := range namespaces {
		objects = append(objects, namespace)
	}
	for _, raw := range w.Params {
		m, err := decodeManifest(raw, nil)
		if err == nil && len(m.strict) > 0 {
			err = errors.Join(m.strict...)
		}
		if err != nil {
			return nil, err
		}
		legacyscheme.Scheme.Default(m.object)
		objects = append(objects, m.object)
	}
	if _, p.authorizer, err = w.RBAC.build(); err != nil {
		return nil, err
	}
	return p, p.run(objects)
}

// examine compiles the policies for their costs and checks their types, which takes longer than many verdicts.
func (p *runningPolicies) examine() {
	if len(p.compiled) > 0 {
		return
	}
	for _, policy := range p.policies {
		p.compiled[policy.Name] = compile(policy)
		for _, w := range typeChecker().Check(policy) {
			p.typeWarnings = append(p.typeWarnings, typeWarning{policy.Name, w.FieldRef, w.Warning})
		}
	}
}

// run initializes the plugin as the server does, over a fake client that holds the objects.
func (p *runningPolicies) run(objects []runtime.Object) error {
	p.client = fake.NewSimpleClientset(objects...)
	p.dynamic = dynamicfake.NewSimpleDynamicClient(clientscheme.Scheme, objects...)
	p.informers = informers.NewSharedInformerFactory(p.client, 0)
	ctx, cancel := context.WithCancel(context.Background())
	p.stop = func() {
		cancel()
		p.informers.Shutdown()
	}
	plugin, err := validating.NewPlugin(nil)
	if err != nil {
		return err
	}
	plugin.SetExternalKubeInformerFactory(p.informers)
	plugin.SetExternalKubeClientSet(p.client)
	plugin.SetRESTMapper(restMapper())
	plugin.SetDynamicClient(p.dynamic)
	plugin.SetDrainedNotification(ctx.Done())
	plugin.SetUnconditionalAuthorizer(p.authorizer)
	if err := plugin.ValidateInitialization(); err != nil {
		return err
	}
	p.matcher = generic.NewPolicyMatcher(matching.NewMatcher(p.informers.Core().V1().Namespaces().Lister(), p.client))
	p.informers.Start(ctx.Done())
	// One call waits ten seconds, which compiling many policies takes where other programs run too.
	for range 12 {
		if plugin.WaitForReady() {
			p.plugin = plugin
			return nil
		}
	}
	return errors.New("the policies did not become ready")
}

// ensureNamespace adds a namespace that a request names: on a server no object is in a namespace that is not there.
func (p *runningPolicies) ensureNamespace(name string) error {
	if name == "" {
		return nil
	}
	namespace := &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: name}}
	legacyscheme.Scheme.Default(namespace)
	_, err := p.client.CoreV1().Namespaces().Create(context.Background(), namespace, metav1.CreateOptions{})
	if apierrors.IsAlreadyExists(err) {
		return nil
	}
	return err
}

// typeChecker is set up as kube-controller-manager does, the only place where a cluster gets these warnings from.
var typeChecker = sync.OnceValue(func() *validating.TypeChecker {
	return &validating.TypeChecker{
		SchemaResolver: resolver.NewDefinitionsSchemaResolver(openapi.GetOpenAPIDefinitions, clientscheme.Scheme),
		RestMapper:     restMapper(),
	}
})
