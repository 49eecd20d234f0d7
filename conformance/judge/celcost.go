package main

import (
	"context"
	"fmt"
	"sync"

	admissionv1 "k8s.io/api/admissionregistration/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/admission"
	plugincel "k8s.io/apiserver/pkg/admission/plugin/cel"
	"k8s.io/apiserver/pkg/admission/plugin/policy/generic"
	"k8s.io/apiserver/pkg/admission/plugin/policy/validating"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"k8s.io/apiserver/pkg/cel/environment"
	"k8s.io/client-go/informers"
)

type policyCost struct {
	Policy string `json:"policy"`
	// Total is the cost of all validations together; a variable is paid once.
	Total       int64             `json:"total"`
	Expressions []*expressionCost `json:"expressions"`
}

// expressionCost is what one validation costs alone, the variables that it uses included.
type expressionCost struct {
	Field string `json:"field"`
	Cost  int64  `json:"cost"`
	// Error is the first evaluation error, as of an expression that ran out of its budget.
	Error string `json:"error,omitempty"`
}

type costLimits struct {
	Expression int64 `json:"expression"`
	Binding    int64 `json:"binding"`
}

var upstreamLimits = costLimits{celconfig.PerCallLimit, celconfig.RuntimeCELCostBudget}

// compiledPolicy repeats the compilation inside the plugin, whose evaluators do not tell the budget that they leave.
type compiledPolicy struct {
	compiler    *plugincel.CompositedCompiler
	all         plugincel.ConditionEvaluator
	expressions []plugincel.ConditionEvaluator
}

var celEnvironment = sync.OnceValue(func() *environment.EnvSet {
	return environment.MustBaseEnvSet(environment.DefaultCompatibilityVersion())
})

func compile(policy *admissionv1.ValidatingAdmissionPolicy) *compiledPolicy {
	compiler, err := plugincel.NewCompositedCompiler(celEnvironment())
	if err != nil {
		panic(err)
	}
	optional := plugincel.OptionalVariableDeclarations{HasParams: policy.Spec.ParamKind != nil, HasAuthorizer: true}
	for _, v := range policy.Spec.Variables {
		variable := &validating.Variable{Name: v.Name, Expression: v.Expression}
		compiler.CompileAndStoreVariable(variable, optional, environment.StoredExpressions)
	}
	compiled := &compiledPolicy{compiler: compiler}
	var conditions []plugincel.ExpressionAccessor
	for _, v := range policy.Spec.Validations {
		condition := &validating.ValidationCondition{Expression: v.Expression}
		conditions = append(conditions, condition)
		alone := compiler.CompileCondition([]plugincel.ExpressionAccessor{condition}, optional, environment.StoredExpressions)
		compiled.expressions = append(compiled.expressions, alone)
	}
	compiled.all = compiler.CompileCondition(conditions, optional, environment.StoredExpressions)
	return compiled
}

func newCosts(policies []*admissionv1.ValidatingAdmissionPolicy) []*policyCost {
	costs := make([]*policyCost, 0, len(policies))
	for _, policy := range policies {
		cost := &policyCost{Policy: policy.Name, Expressions: []*expressionCost{}}
		for i := range policy.Spec.Validations {
			cost.Expressions = append(cost.Expressions, &expressionCost{Field: fmt.Sprintf("spec.validations[%d].expression", i)})
		}
		costs = append(costs, cost)
	}
	return costs
}

// spend raises the costs to what the request causes in each policy that matches it; match conditions, which have a budget of
// their own, are not counted and not asked.
func (p *runningPolicies) spend(attributes admission.Attributes, costs []*policyCost) error {
	for i, policy := range p.policies {
		accessor := validating.NewValidatingAdmissionPolicyAccessor(policy)
		matches, resource, kind, err := p.matcher.DefinitionMatches(attributes, objectInterfaces, accessor)
		if err != nil {
			return err
		}
		if !matches {
			continue
		}
		versioned, err := admission.NewVersionedAttributes(attributes, kind, objectInterfaces)
		if err != nil {
			return err
		}
		params, err := p.params(policy, attributes.GetNamespace())
		if err != nil {
			continue // the plugin has reported it as its failure policy says
		}
		for _, param := range params {
			if err := p.compiled[policy.Name].spend(p, versioned, resource, kind, param, costs[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *compiledPolicy) spend(p *runningPolicies, versioned *admission.VersionedAttributes, resource schema.GroupVersionResource,
	kind schema.GroupVersionKind, param runtime.Object, cost *policyCost) error {
	ctx := context.Background()
	request := plugincel.CreateAdmissionRequest(versioned.Attributes, metav1.GroupVersionResource(resource), metav1.GroupVersionKind(kind))
	bindings := plugincel.OptionalVariableBindings{VersionedParams: param, Authorizer: p.authorizer}
	namespace, err := p.matcher.GetNamespace(ctx, versioned.GetNamespace())
	if err != nil && versioned.GetNamespace() != "" {
		return err
	}
	evaluate := func(evaluator plugincel.ConditionEvaluator) (int64, error) {
		results, left, err := evaluator.ForInput(c.compiler.CreateContext(ctx), versioned, request, bindings,
			plugincel.CreateNamespaceObject(namespace), celconfig.RuntimeCELCostBudget)
		if err != nil {
			return celconfig.RuntimeCELCostBudget, err
		}
		for _, result := range results {
			if result.Error != nil {
				err = result.Error
				break
			}
		}
		return celconfig.RuntimeCELCostBudget - left, err
	}
	total, _ := evaluate(c.all) // an error is that of one of the expressions below, or the budget of all, which shows
	cost.Total = max(cost.Total, total)
	for i, expression := range c.expressions {
		spent, err := evaluate(expression)
		cost.Expressions[i].Cost = max(cost.Expressions[i].Cost, spent)
		if err != nil && cost.Expressions[i].Error == "" {
			cost.Expressions[i].Error = err.Error()
		}
	}
	return nil
}

// params are those that the policy's bindings give it, or nil for a policy without.
func (p *runningPolicies) params(policy *admissionv1.ValidatingAdmissionPolicy, namespace string) ([]runtime.Object, error) {
	if policy.Spec.ParamKind == nil {
		return []runtime.Object{nil}, nil
	}
	kind := schema.FromAPIVersionAndKind(policy.Spec.ParamKind.APIVersion, policy.Spec.ParamKind.Kind)
	mapping, err := restMapper().RESTMapping(kind.GroupKind(), kind.Version)
	if err != nil {
		return nil, err
	}
	var informer informers.GenericInformer
	if informer, err = p.informers.ForResource(mapping.Resource); err != nil {
		return nil, err
	}
	var scope meta.RESTScope = mapping.Scope
	var params []runtime.Object
	for _, binding := range p.bindings {
		if binding.Spec.PolicyName != policy.Name {
			continue
		}
		collected, err := generic.CollectParams(policy.Spec.ParamKind, informer, scope, binding.Spec.ParamRef, namespace, p.dynamic, restMapper())
		if err != nil {
			return nil, err
		}
		params = append(params, collected...)
	}
	return params, nil
}
