package main

import (
	_ "github.com/go-logr/logr"
	_ "k8s.io/api/core/v1"
	_ "k8s.io/apimachinery/pkg/runtime"
	_ "k8s.io/apiserver/pkg/registry/rest"
	_ "k8s.io/client-go/kubernetes/fake"
	_ "k8s.io/component-base/version"
	_ "k8s.io/component-helpers/auth/rbac/validation"
	_ "k8s.io/klog/v2"
	_ "k8s.io/kubernetes/pkg/api/legacyscheme"
	_ "k8s.io/pod-security-admission/policy"
	_ "k8s.io/utils/ptr"
	_ "sigs.k8s.io/yaml"
)

func main() {}
