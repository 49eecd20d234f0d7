package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	admissionv1 "k8s.io/api/admissionregistration/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/version"
	"k8s.io/apiserver/pkg/admission"
	plugincel "k8s.io/apiserver/pkg/admission/plugin/cel"
	"k8s.io/apiserver/pkg/admission/plugin/policy/mutating"
	"k8s.io/apiserver/pkg/admission/plugin/policy/mutating/patch"
	"k8s.io/apiserver/pkg/admission/plugin/policy/validating"
	"k8s.io/apiserver/pkg/admission/plugin/webhook/matchconditions"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"k8s.io/apiserver/pkg/cel/environment"
	"k8s.io/client-go/discovery"
	dynamicfake "k8s.io/client-go/dynamic/fake"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/fake"
	clientscheme "k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/openapi"
	"k8s.io/client-go/openapi/openapitest"
)

type mutateQuestion struct {
	envelope
	Policies []json.RawMessage `json:"policies"`
	Bindings []json.RawMessage `json:"bindings"`
	// Namespaces that a request needs and that are not listed are added.
	Namespaces []json.RawMessage  `json:"namespaces"`
	Requests   []admissionRequest `json:"requests"`
	// Version is that of the CEL environment in which the costs are computed, such as 1.35.
	Version string `json:"version"`
}

type mutateAnswer struct {
	Mutations []mutated `json:"mutations"`
	// Cost is the highest that one evaluation of a mutation took.
	Cost   int64      `json:"cost"`
	Limits costLimits `json:"limits"`
}

type mutated struct {
	// Before and After are what the plugin got and left, in the version that was sent.
	Before runtime.Object `json:"before,omitempty"`
	After  runtime.Object `json:"after,omitempty"`
	Error  string         `json:"error,omitempty"`
}

// mutate puts the requests to the MutatingAdmissionPolicy plugin, whole.
func mutate(q *mutateQuestion) (*mutateAnswer, error) {
	at, err := version.ParseGeneric(q.Version)
	if err != nil {
		return nil, err
	}
	policies, err := typed[admissionv1.MutatingAdmissionPolicy](q.Policies, admissionv1.SchemeGroupVersion, "MutatingAdmissionPolicy")
	if err != nil {
		return nil, err
	}
	bindings, err := typed[admissionv1.MutatingAdmissionPolicyBinding](q.Bindings, admissionv1.SchemeGroupVersion, "MutatingAdmissionPolicyBinding")
	if err != nil {
		return nil, err
	}
	namespaces, err := typed[corev1.Namespace](q.Namespaces, corev1.SchemeGroupVersion, "Namespace")
	if err != nil {
		return nil, err
	}
	var objects []runtime.Object
	for _, policy := range policies {
		objects = append(objects, policy)
	}
	for _, binding := range bindings {
		objects = append(objects, binding)
	}
	for _, namespace := range namespaces {
		objects = append(objects, namespace)
	}
	client := fake.NewSimpleClientset(objects...)
	plugin, stop, err := mutatingPlugin(client, objects)
	if err != nil {
		return nil, err
	}
	defer stop()
	costs := make(mutationCosts, 0, len(policies))
	for _, policy := range policies {
		compiled, err := compileMutations(policy, at)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", policy.Name, err)
		}
		costs = append(costs, compiled...)
	}
	world := &runningPolicies{client: client}
	answer := &mutateAnswer{Mutations: []mutated{}, Limits: upstreamLimits}
	for i, request := range q.Requests {
		attributes, err := request.attributes()
		if err != nil {
			return nil, fmt.Errorf("requests[%d]: %w", i, err)
		}
		if err := world.ensureNamespace(attributes.GetNamespace()); err != nil {
			return nil, err
		}
		var m mutated
		if m.Before, err = versioned(attributes); err != nil {
			return nil, fmt.Errorf("requests[%d]: %w", i, err)
		}
		m.Before = m.Before.DeepCopyObject()
		cost, err := costs.spend(attributes)
		if err != nil {
			m.Error = err.Error()
		}
		answer.Cost = max(answer.Cost, cost)
		if err := admitWhenReady(plugin, attributes); err != nil {
			m.Error = err.Error()
		}
		if m.After, err = versioned(attributes); err != nil {
			return nil, fmt.Errorf("requests[%d]: %w", i, err)
		}
		answer.Mutations = append(answer.Mutations, m)
	}
	return answer, nil
}

// withSchemas serves the schemas of the client library, which the fake client does not have.
type withSchemas struct{ kubernetes.Interface }

type schemaDiscovery struct{ discovery.DiscoveryInterfaces }

func (c withSchemas) Discovery() discovery.DiscoveryInterfaces {
	return schemaDiscovery{c.Interface.Discovery()}
}

func (schemaDiscovery) OpenAPIV3() openapi.Client { return openapitest.NewEmbeddedFileClient() }

func mutatingPlugin(client kubernetes.Interface, objects []runtime.Object) (*mutating.Plugin, func(), error) {
	factory := informers.NewSharedInformerFactory(client, 0)
	ctx, cancel := context.WithCancel(context.Background())
	stop := func() {
		cancel()
		factory.Shutdown()
	}
	plugin, err := mutating.NewPlugin(nil)
	if err != nil {
		return nil, stop, err
	}
	plugin.SetEnabled(true)
	plugin.SetExternalKubeInformerFactory(factory)
	plugin.SetExternalKubeClientSet(withSchemas{client})
	plugin.SetRESTMapper(restMapper())
	plugin.SetDynamicClient(dynamicfake.NewSimpleDynamicClient(clientscheme.Scheme, objects...))
	plugin.SetDrainedNotification(ctx.Done())
	var none world
	_, authorizer, err := none.build()
	if err != nil {
		return nil, stop, err
	}
	plugin.SetUnconditionalAuthorizer(authorizer)
	if err := plugin.ValidateInitialization(); err != nil {
		return nil, stop, err
	}
	factory.Start(ctx.Done())
	if !plugin.WaitForReady() {
		return nil, stop, errors.New("the policies did not become ready")
	}
	return plugin, stop, nil
}

// admitWhenReady waits for the schemas, which the plugin fetches by itself.
func admitWhenReady(plugin *mutating.Plugin, attributes admission.Attributes) error {
	var err error
	for range 100 {
		if err = plugin.Admit(context.Background(), attributes, objectInterfaces); !apierrors.IsServiceUnavailable(err) {
			return err
		}
		time.Sleep(50 * time.Millisecond)
	}
	return err
}

// mutationCosts are compiled again, as the evaluators inside the plugin do not tell the budget that they leave.
type mutationCosts []compiledMutation

type compiledMutation struct {
	compiler  *plugincel.CompositedCompiler
	evaluator plugincel.MutatingEvaluator
}

// compileMutations compiles a policy as a server does that gets it new, in the environment of a version.
func compileMutations(policy *admissionv1.MutatingAdmissionPolicy, at *version.Version) (mutationCosts, error) {
	compiler, err := plugincel.NewCompositedCompiler(environment.MustBaseEnvSet(at))
	if err != nil {
		return nil, err
	}
	optional := plugincel.OptionalVariableDeclarations{HasAuthorizer: true}
	for _, c := range policy.Spec.MatchConditions {
		condition := &matchconditions.MatchCondition{Name: c.Name, Expression: c.Expression}
		if result := compiler.CompileCELExpression(condition, optional, environment.NewExpressions); result.Error != nil {
			return nil, fmt.Errorf("%s: %s", c.Name, result.Error.Error())
		}
	}
	for _, v := range policy.Spec.Variables {
		variable := &validating.Variable{Name: v.Name, Expression: v.Expression}
		if result := compiler.CompileAndStoreVariable(variable, optional, environment.NewExpressions); result.Error != nil {
			return nil, fmt.Errorf("%s: %s", v.Name, result.Error.Error())
		}
	}
	optional.HasPatchTypes = true
	var compiled mutationCosts
	for _, m := range policy.Spec.Mutations {
		evaluator := compiler.CompileMutatingEvaluator(&patch.JSONPatchCondition{Expression: m.JSONPatch.Expression}, optional, environment.NewExpressions)
		if err := errors.Join(evaluator.CompilationErrors()...); err != nil {
			return nil, err
		}
		compiled = append(compiled, compiledMutation{compiler, evaluator})
	}
	return compiled, nil
}

// spend is the highest cost of one evaluation; what the policies match is not asked.
func (c mutationCosts) spend(attributes admission.Attributes) (int64, error) {
	kind := attributes.GetKind()
	seen, err := admission.NewVersionedAttributes(attributes, kind, objectInterfaces)
	if err != nil {
		return 0, err
	}
	request := plugincel.CreateAdmissionRequest(attributes, metav1.GroupVersionResource(attributes.GetResource()), metav1.GroupVersionKind(kind))
	highest := int64(0)
	for _, each := range c {
		result, left, err := each.evaluator.ForInput(each.compiler.CreateContext(context.Background()), seen, request,
			plugincel.OptionalVariableBindings{}, plugincel.CreateNamespaceObject(&corev1.Namespace{}), celconfig.RuntimeCELCostBudget)
		if err := errors.Join(err, result.Error); err != nil {
			return 0, err
		}
		highest = max(highest, celconfig.RuntimeCELCostBudget-left)
	}
	return highest, nil
}
