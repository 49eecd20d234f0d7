package main

import (
	"encoding/json"
	"fmt"

	admissionv1 "k8s.io/api/admissionregistration/v1"
	"k8s.io/apimachinery/pkg/util/version"
	plugincel "k8s.io/apiserver/pkg/admission/plugin/cel"
	"k8s.io/apiserver/pkg/admission/plugin/policy/validating"
	"k8s.io/apiserver/pkg/admission/plugin/webhook/matchconditions"
	"k8s.io/apiserver/pkg/cel/environment"
)

type compileQuestion struct {
	envelope
	Policies []json.RawMessage `json:"policies"`
	// Version is that of the CEL environment, such as 1.30; a server gives new policies the one before its own.
	Version string `json:"version"`
}

type compileAnswer struct {
	Errors []string `json:"errors"`
}

// compileAt compiles policies as a server of another minor does when they are created there.
func compileAt(q *compileQuestion) (*compileAnswer, error) {
	at, err := version.ParseGeneric(q.Version)
	if err != nil {
		return nil, err
	}
	policies, err := typed[admissionv1.ValidatingAdmissionPolicy](q.Policies, admissionv1.SchemeGroupVersion, "ValidatingAdmissionPolicy")
	if err != nil {
		return nil, err
	}
	answer := &compileAnswer{Errors: []string{}}
	for _, policy := range policies {
		compiler, err := plugincel.NewCompositedCompiler(environment.MustBaseEnvSet(at))
		if err != nil {
			return nil, err
		}
		optional := plugincel.OptionalVariableDeclarations{HasAuthorizer: true}
		tell := func(what string, result plugincel.CompilationResult) {
			if result.Error != nil {
				answer.Errors = append(answer.Errors, fmt.Sprintf("%s: %s: %s", policy.Name, what, result.Error.Error()))
			}
		}
		for _, condition := range policy.Spec.MatchConditions {
			accessor := &matchconditions.MatchCondition{Name: condition.Name, Expression: condition.Expression}
			tell(condition.Name, compiler.CompileCELExpression(accessor, optional, environment.NewExpressions))
		}
		for _, v := range policy.Spec.Variables {
			variable := &validating.Variable{Name: v.Name, Expression: v.Expression}
			tell(v.Name, compiler.CompileAndStoreVariable(variable, optional, environment.NewExpressions))
		}
		for _, v := range policy.Spec.Validations {
			condition := &validating.ValidationCondition{Expression: v.Expression}
			tell("expression", compiler.CompileCELExpression(condition, optional, environment.NewExpressions))
			if v.MessageExpression != "" {
				message := &validating.MessageExpressionCondition{MessageExpression: v.MessageExpression}
				tell("messageExpression", compiler.CompileCELExpression(message, optional, environment.NewExpressions))
			}
		}
	}
	return answer, nil
}
