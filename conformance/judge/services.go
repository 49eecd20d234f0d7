package main

import (
	"context"
	"net"
	"sync"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	utilnet "k8s.io/apimachinery/pkg/util/net"
	"k8s.io/apiserver/pkg/registry/generic"
	"k8s.io/apiserver/pkg/registry/generic/registry"
	"k8s.io/apiserver/pkg/storage"
	"k8s.io/apiserver/pkg/storage/storagebackend"
	"k8s.io/apiserver/pkg/storage/storagebackend/factory"
	"k8s.io/client-go/tools/cache"
	"k8s.io/kubernetes/pkg/apis/core"
	"k8s.io/kubernetes/pkg/registry/core/service/ipallocator"
	"k8s.io/kubernetes/pkg/registry/core/service/portallocator"
	services "k8s.io/kubernetes/pkg/registry/core/service/storage"
)

// serviceRanges are kubeadm's default for IPv4 and one like it for IPv6: the cluster of this judge has both families.
var serviceRanges = map[core.IPFamily]string{core.IPv4Protocol: "10.96.0.0/12", core.IPv6Protocol: "fd00:10:96::/108"}

// allocate fills a Service's cluster IPs, IP families and node ports as the server does before it validates, and refuses what the
// allocators refuse. Dry, so that nothing is taken.
func allocate(ctx context.Context, service *core.Service) error {
	_, err := beginCreateService()(ctx, service, &metav1.CreateOptions{DryRun: []string{metav1.DryRunAll}})
	return err
}

// beginCreateService is the hook of the server's own Service storage, over allocators in memory and without the storage itself.
var beginCreateService = sync.OnceValue(func() registry.BeginCreateFunc {
	addresses := map[core.IPFamily]ipallocator.Interface{}
	for family, cidr := range serviceRanges {
		_, network, err := net.ParseCIDR(cidr)
		if err != nil {
			panic(err)
		}
		if addresses[family], err = ipallocator.NewInMemory(network); err != nil {
			panic(err)
		}
	}
	ports, err := portallocator.NewInMemory(utilnet.PortRange{Base: 30000, Size: 2768})
	if err != nil {
		panic(err)
	}
	options := generic.RESTOptions{
		StorageConfig:  &storagebackend.ConfigForResource{},
		ResourcePrefix: "services",
		Decorator: func(*storagebackend.ConfigForResource, string, func(runtime.Object) (string, error), func() runtime.Object,
			func() runtime.Object, storage.AttrFunc, storage.IndexerFuncs, *cache.Indexers) (storage.Interface, factory.DestroyFunc, error) {
			return nil, func() {}, nil
		},
	}
	rest, _, _, err := services.NewREST(options, core.IPv4Protocol, addresses, ports, nil, nil, nil)
	if err != nil {
		panic(err)
	}
	return rest.BeginCreate
})
