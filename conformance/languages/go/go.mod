module cdk8s-hardened.example/tests

go 1.25

require (
	github.com/aws/constructs-go/constructs/v10 v10.3.0
	github.com/aws/jsii-runtime-go v1.140.0
	github.com/cdk8s-hardened/cdk8s-hardened-go/cdk8shardened v0.0.0
	github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2 v2.70.47
	github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2 v2.5.6
)
