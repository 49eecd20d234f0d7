// Prints the flags of the programs of a release of Kubernetes, and its feature gates, as JSON. It is built once for each release,
// from this one source: read-components.ts writes the go.mod.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/spf13/pflag"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	"k8s.io/component-base/featuregate"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	proxy "k8s.io/kubernetes/cmd/kube-proxy/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
	kubelet "k8s.io/kubernetes/cmd/kubelet/app/options"
)

type gate struct {
	Default bool   `json:"default"`
	Locked  bool   `json:"locked"`
	Stage   string `json:"stage"`
}

func namesOf(flags *pflag.FlagSet) []string {
	names := []string{}
	flags.VisitAll(func(flag *pflag.Flag) { names = append(names, flag.Name) })
	return names
}

// kubeletFlags are not those of its command: it parses them by itself.
func kubeletFlags() *pflag.FlagSet {
	flags := pflag.NewFlagSet("kubelet", pflag.ContinueOnError)
	config, err := kubelet.NewKubeletConfiguration()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	kubelet.NewKubeletFlags().AddFlags(flags)
	kubelet.AddKubeletConfigFlags(flags, config)
	kubelet.AddGlobalFlags(flags)
	flags.BoolP("help", "h", false, "")
	return flags
}

func main() {
	gates := map[featuregate.Feature]gate{}
	for name, spec := range utilfeature.DefaultMutableFeatureGate.GetAll() {
		gates[name] = gate{Default: spec.Default, Locked: spec.LockToDefault, Stage: string(spec.PreRelease)}
	}
	answer := map[string]any{
		"flags": map[string][]string{
			"kube-apiserver":          namesOf(apiserver.NewAPIServerCommand().Flags()),
			"kube-controller-manager": namesOf(controllermanager.NewControllerManagerCommand().Flags()),
			"kube-proxy":              namesOf(proxy.NewProxyCommand().Flags()),
			"kube-scheduler":          namesOf(scheduler.NewSchedulerCommand().Flags()),
			"kubelet":                 namesOf(kubeletFlags()),
		},
		"gates": gates,
	}
	if err := json.NewEncoder(os.Stdout).Encode(answer); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
