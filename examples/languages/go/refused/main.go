// Command refused has a Deployment of cdk8s-plus as it is: the synth is refused, and nothing is written.
package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-hardened/cdk8s-hardened-go/cdk8shardened"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
	"github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2"
)

func main() {
	app := cdk8s.NewApp(nil)
	cdk8shardened.Aspects_Of(app).Add(cdk8shardened.NewHardeningChecks(nil), nil)
	chart := cdk8s.NewChart(app, jsii.String("shop"), &cdk8s.ChartProps{Namespace: jsii.String("shop")})
	cdk8splus28.NewDeployment(chart, jsii.String("cache"), &cdk8splus28.DeploymentProps{
		Metadata: &cdk8s.ApiObjectMetadata{Name: jsii.String("cache")},
		Containers: &[]*cdk8splus28.ContainerProps{{
			Image:      jsii.String("docker.io/library/redis:8.2"),
			PortNumber: jsii.Number(6379),
		}},
	})
	app.Synth()
}
