// Command shop writes the manifests of a web shop.
package main

import (
	"fmt"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-hardened/cdk8s-hardened-go/cdk8shardened"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
	"github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2"
)

const (
	owner = "acme.example.com/owner"
	api   = "ghcr.io/acme/shop-api@sha256:0c5a9e2f7b3d4816a2c9f0e1d7b6a5948372615049f8e7d6c5b4a39281706f5e"
	web   = "ghcr.io/acme/shop-web@sha256:6f1bb3ddc80b4a6fd8f8b4e6d9a7ab8a1d8a0c36d3be4d5f0f9a2b7c1e5d4f30"
)

// ownerLabel is a rule of the organisation: every workload names the team that is on call. It has a field, because Go
// types without fields share one address, and jsii would take it for another one.
type ownerLabel struct{ label string }

func (r *ownerLabel) Meta() *cdk8shardened.RuleMeta {
	return &cdk8shardened.RuleMeta{
		Id:         jsii.String("acme-owner-label"),
		Title:      jsii.String("Workloads name the team that owns them"),
		Severity:   cdk8shardened.Severity_MEDIUM,
		Profiles:   jsii.Strings("acme"),
		Standards:  jsii.Strings("ACME 4.1"),
		References: jsii.Strings("https://wiki.acme.example.com/on-call"),
	}
}

func (r *ownerLabel) Check(manifests cdk8shardened.ManifestSet, target *cdk8shardened.RuleContext) *[]*cdk8shardened.Finding {
	findings := []*cdk8shardened.Finding{}
	for _, manifest := range *manifests.All() {
		if manifest.PodTemplate() == nil || (*manifest.Labels())[r.label] != nil {
			continue
		}
		object := manifest.ObjectRef()
		findings = append(findings, &cdk8shardened.Finding{
			Rule:      jsii.String("acme-owner-label"),
			Severity:  cdk8shardened.Severity_MEDIUM,
			Message:   jsii.String(fmt.Sprintf("%s %q names no owner; set the label %s", *object.Kind, *object.Name, r.label)),
			ObjectRef: object,
			Origin:    manifest.Origin(),
			Pointer:   jsii.String("/metadata/labels"),
			Fix:       &[]*cdk8shardened.Patch{},
		})
	}
	return &findings
}

// ownedBy is an aspect of the organisation: every object of a chart belongs to one team.
type ownedBy struct{ team string }

func (a *ownedBy) Visit(node constructs.IConstruct) {
	if *cdk8s.ApiObject_IsApiObject(node) {
		cdk8s.ApiObject_Of(node).Metadata().AddLabel(jsii.String(owner), jsii.String(a.team))
	}
}

// newShopChart adds a shop with an API that reads its settings from the cluster, and a cache that a vendor wrote.
func newShopChart(scope constructs.Construct) cdk8s.Chart {
	chart := cdk8s.NewChart(scope, jsii.String("shop"), &cdk8s.ChartProps{Namespace: jsii.String("storefront")})
	cdk8shardened.NewIsolatedNamespace(chart, jsii.String("namespace"), nil)

	settings := cdk8splus28.NewConfigMap(chart, jsii.String("settings"), &cdk8splus28.ConfigMapProps{
		Data: &map[string]*string{"currency": jsii.String("EUR")},
	})
	backend := cdk8shardened.NewSecureDeployment(chart, jsii.String("api"), &cdk8shardened.SecureDeploymentProps{
		Containers: &[]*cdk8splus28.ContainerProps{{Image: jsii.String(api), PortNumber: jsii.Number(8080)}},
	})
	frontend := cdk8shardened.NewSecureDeployment(chart, jsii.String("web"), &cdk8shardened.SecureDeploymentProps{
		Containers:    &[]*cdk8splus28.ContainerProps{{Image: jsii.String(web), PortNumber: jsii.Number(8080)}},
		WritablePaths: jsii.Strings("/var/cache/nginx"),
	})
	frontend.Connections().AllowFrom(cdk8shardened.Peer_IngressController(nil), nil)
	frontend.Connections().AllowTo(backend, nil)
	backend.Account().AllowRead(settings, nil)

	// Written with cdk8s-plus alone; Harden completes it.
	cache := cdk8splus28.NewDeployment(chart, jsii.String("cache"), &cdk8splus28.DeploymentProps{
		Metadata: &cdk8s.ApiObjectMetadata{Name: jsii.String("cache")},
		Containers: &[]*cdk8splus28.ContainerProps{{
			Image:           jsii.String("docker.io/library/redis:8.2"),
			PortNumber:      jsii.Number(6379),
			SecurityContext: &cdk8splus28.ContainerSecurityContextProps{User: jsii.Number(999), Group: jsii.Number(999)},
		}},
	})
	backend.Connections().AllowTo(cache, nil)
	cache.Connections().AllowFrom(backend, &cdk8splus28.PodConnectionsAllowFromOptions{
		Isolation: cdk8splus28.PodConnectionsIsolation_POD,
	})
	return chart
}

func main() {
	defer jsii.Close()
	app := cdk8s.NewApp(nil)
	cdk8shardened.Defaults_Of(app).Set(&cdk8shardened.DefaultsProps{
		Cluster: &cdk8shardened.ClusterFacts{
			ApiServer: &cdk8shardened.ClusterApiServer{Addresses: jsii.Strings("10.0.0.1/32")},
		},
	})
	aspects := cdk8shardened.Aspects_Of(app)
	aspects.Add(&ownedBy{team: "shop-team"}, nil)
	aspects.Add(cdk8shardened.NewHarden(nil), nil)
	aspects.Add(cdk8shardened.NewHardeningChecks(&cdk8shardened.HardeningChecksProps{
		Profile: cdk8shardened.Profiles_Nsa().WithRules(&ownerLabel{label: owner}),
		Waivers: &[]*cdk8shardened.Waiver{{
			Rule:          jsii.String("image-not-pinned-by-digest"),
			Kind:          jsii.String("Deployment"),
			NamespaceName: jsii.String("storefront"),
			Name:          jsii.String("cache"),
			Reason:        jsii.String("the registry mirror of the vendor keeps no digests"),
			Expires:       jsii.String("2099-12-31"),
			Ticket:        jsii.String("SHOP-42"),
		}},
	}), nil)
	newShopChart(app)
	app.Synth()
}
