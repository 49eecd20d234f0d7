// Rules and aspects that are types of Go. Run by conformance/languages/run.
package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-hardened/cdk8s-hardened-go/cdk8shardened"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
	"github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2"
)

const image = "ghcr.io/acme/web@sha256:6f1bb3ddc80b4a6fd8f8b4e6d9a7ab8a1d8a0c36d3be4d5f0f9a2b7c1e5d4f30"

// asked counts the calls of each rule and aspect.
var asked = map[string]int{}

func meta(id string) *cdk8shardened.RuleMeta {
	return &cdk8shardened.RuleMeta{
		Id: jsii.String(id), Title: jsii.String(id), Severity: cdk8shardened.Severity_LOW,
		Profiles: jsii.Strings(), Standards: jsii.Strings(), References: jsii.Strings(),
	}
}

func check(id string) *[]*cdk8shardened.Finding {
	asked[id]++
	return &[]*cdk8shardened.Finding{}
}

type emptyRule struct{}

func (*emptyRule) Meta() *cdk8shardened.RuleMeta { return meta("acme-empty") }
func (*emptyRule) Check(cdk8shardened.ManifestSet, *cdk8shardened.RuleContext) *[]*cdk8shardened.Finding {
	return check("acme-empty")
}

type otherEmptyRule struct{}

func (*otherEmptyRule) Meta() *cdk8shardened.RuleMeta { return meta("acme-other-empty") }
func (*otherEmptyRule) Check(cdk8shardened.ManifestSet, *cdk8shardened.RuleContext) *[]*cdk8shardened.Finding {
	return check("acme-other-empty")
}

type rule struct{ id string }

func (r *rule) Meta() *cdk8shardened.RuleMeta { return meta(r.id) }
func (r *rule) Check(cdk8shardened.ManifestSet, *cdk8shardened.RuleContext) *[]*cdk8shardened.Finding {
	return check(r.id)
}

type smallRule struct{ _ byte }

func (*smallRule) Meta() *cdk8shardened.RuleMeta { return meta("acme-small") }
func (*smallRule) Check(cdk8shardened.ManifestSet, *cdk8shardened.RuleContext) *[]*cdk8shardened.Finding {
	return check("acme-small")
}

type smallAspect struct{ _ byte }

func (*smallAspect) Visit(constructs.IConstruct) { asked["small aspect"]++ }

type emptyAspect struct{}

func (*emptyAspect) Visit(constructs.IConstruct) { asked["aspect"]++ }

type otherEmptyAspect struct{}

func (*otherEmptyAspect) Visit(constructs.IConstruct) { asked["other aspect"]++ }

func panicOf(act func()) (text string) {
	defer func() {
		if reason := recover(); reason != nil {
			text = fmt.Sprint(reason)
		}
	}()
	act()
	return ""
}

func checksWith(rules ...cdk8shardened.IRule) cdk8shardened.HardeningChecks {
	return cdk8shardened.NewHardeningChecks(&cdk8shardened.HardeningChecksProps{
		Profile: cdk8shardened.Profiles_Baseline().WithRules(rules...),
	})
}

func TestTypesWithoutFieldsAreRefused(t *testing.T) {
	app := cdk8s.NewApp(nil)
	aspects := cdk8shardened.Aspects_Of(app)
	aspects.Add(checksWith(&emptyRule{}), nil) // alone it is asked
	for name, act := range map[string]func(){
		"a second rule":     func() { checksWith(&otherEmptyRule{}) },
		"two rules at once": func() { checksWith(&otherEmptyRule{}, &emptyRule{}) },
		"an aspect":         func() { aspects.Add(&emptyAspect{}, nil) },
		"a profile's rule": func() {
			cdk8shardened.NewProfile(jsii.String("acme"), &cdk8shardened.ProfileProps{Rules: &[]cdk8shardened.IRule{&otherEmptyRule{}}})
		},
		"an aspect elsewhere": func() { cdk8shardened.Aspects_Of(cdk8s.NewApp(nil)).Add(&otherEmptyAspect{}, nil) },
	} {
		if text := panicOf(act); !strings.Contains(text, "Go types without fields share one address") {
			t.Errorf("%s: %q", name, text)
		}
	}
}

func TestTypesWithFieldsAreAsked(t *testing.T) {
	app := cdk8s.NewApp(nil)
	aspects := cdk8shardened.Aspects_Of(app)
	aspects.Add(checksWith(&rule{id: "acme-a"}, &rule{id: "acme-b"}), nil)
	aspects.Add(checksWith(&smallRule{}), nil)
	aspects.Add(&smallAspect{}, nil)
	aspects.Add(&smallAspect{}, nil)
	cdk8s.NewChart(app, jsii.String("shop"), nil)
	cdk8s.Testing_Synth(cdk8s.NewChart(app, jsii.String("other"), nil))
	for _, id := range []string{"acme-a", "acme-b", "acme-small"} {
		if asked[id] != 1 {
			t.Errorf("rule %s was asked %d times", id, asked[id])
		}
	}
	if asked["small aspect"] != 6 { // two aspects, an app with two charts
		t.Errorf("the aspects visited %d constructs", asked["small aspect"])
	}
}

func TestConnectionsOfAWorkload(t *testing.T) {
	app := cdk8s.NewApp(nil)
	chart := cdk8s.NewChart(app, jsii.String("shop"), &cdk8s.ChartProps{Namespace: jsii.String("shop")})
	web := cdk8shardened.NewSecureDeployment(chart, jsii.String("web"), &cdk8shardened.SecureDeploymentProps{
		Metadata:   &cdk8s.ApiObjectMetadata{Name: jsii.String("web")},
		Containers: &[]*cdk8splus28.ContainerProps{{Image: jsii.String(image), PortNumber: jsii.Number(8080)}},
	})
	cdk8shardened.Connections_Of(web).AllowInternally(nil)
	network := cdk8shardened.Reachability_OfApp(app)
	if !*network.Allows(jsii.String("shop/web"), jsii.String("shop/web"), jsii.String("8080")) {
		t.Error("the replicas do not reach each other")
	}
	if problems := *cdk8shardened.HardeningTest_OfConstruct(chart, nil).Problems(); len(problems) != 0 {
		t.Error(problems)
	}
}
