package main

import (
	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/install"
	"k8s.io/apiextensions-apiserver/pkg/registry/customresourcedefinition"
	"k8s.io/apimachinery/pkg/runtime/schema"
	apiregistration "k8s.io/kube-aggregator/pkg/apis/apiregistration/install"
	"k8s.io/kube-aggregator/pkg/registry/apiservice"

	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
)

// A server is three in one process: the groups that extend the API have schemes of their own, which are joined here.
func init() {
	apiextensions.Install(legacyscheme.Scheme)
	apiregistration.Install(legacyscheme.Scheme)
}

// isExtension says whether one of the two other servers serves a kind: v1 alone, since 1.22.
func isExtension(kind schema.GroupVersionKind) bool {
	_, known := extensions()[kind.GroupKind()]
	return known && kind.Version == "v1"
}

// extensions are the strategies of the two other servers, which serve all that they know.
func extensions() map[schema.GroupKind]rest.RESTCreateStrategy {
	return map[schema.GroupKind]rest.RESTCreateStrategy{
		{Group: "apiextensions.k8s.io", Kind: "CustomResourceDefinition"}: customresourcedefinition.NewStrategy(legacyscheme.Scheme),
		{Group: "apiregistration.k8s.io", Kind: "APIService"}:             apiservice.NewStrategy(legacyscheme.Scheme),
	}
}
