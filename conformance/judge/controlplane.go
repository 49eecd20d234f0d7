package main

import (
	v1 "k8s.io/api/core/v1"
	"k8s.io/apiserver/pkg/audit/policy"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"
	"k8s.io/kubernetes/cmd/kubeadm/app/componentconfigs"
	"k8s.io/kubernetes/cmd/kubeadm/app/phases/controlplane"
	"k8s.io/kubernetes/cmd/kubeadm/app/phases/etcd"
	kubeadmconfig "k8s.io/kubernetes/cmd/kubeadm/app/util/config"
)

type auditQuestion struct {
	envelope
	File     string         `json:"file"`
	Requests []auditRequest `json:"requests"`
}

type auditRequest struct {
	User        string   `json:"user"`
	Groups      []string `json:"groups"`
	Verb        string   `json:"verb"`
	APIGroup    string   `json:"apiGroup"`
	Resource    string   `json:"resource"`
	Subresource string   `json:"subresource"`
	Name        string   `json:"name"`
	Namespace   string   `json:"namespace"`
	Path        string   `json:"path"`
}

type auditAnswer struct {
	Levels []string `json:"levels"`
}

// auditLevels says at which level a policy logs requests. A request without a resource is for a path.
func auditLevels(q *auditQuestion) (*auditAnswer, error) {
	loaded, err := policy.LoadPolicyFromBytes([]byte(q.File))
	if err != nil {
		return nil, err
	}
	evaluator := policy.NewPolicyRuleEvaluator(loaded)
	answer := &auditAnswer{Levels: make([]string, len(q.Requests))}
	for i, r := range q.Requests {
		answer.Levels[i] = string(evaluator.EvaluatePolicyRule(authorizer.AttributesRecord{
			User:            &user.DefaultInfo{Name: r.User, Groups: r.Groups},
			Verb:            r.Verb,
			APIGroup:        r.APIGroup,
			Resource:        r.Resource,
			Subresource:     r.Subresource,
			Name:            r.Name,
			Namespace:       r.Namespace,
			ResourceRequest: r.Resource != "",
			Path:            r.Path,
		}).Level)
	}
	return answer, nil
}

type staticPodsQuestion struct {
	envelope
	File string `json:"file"`
}

type staticPodsAnswer struct {
	Pods []v1.Pod `json:"pods"`
	// Settings of the kubelet and of kube-proxy, as kubeadm completes them.
	Settings []string `json:"settings"`
}

// staticPods renders the static pods that kubeadm init writes for a file. A local etcd is one of them.
func staticPods(q *staticPodsQuestion) (*staticPodsAnswer, error) {
	const skipCRIDetect = true
	config, err := kubeadmconfig.BytesToInitConfiguration([]byte(q.File), skipCRIDetect)
	if err != nil {
		return nil, err
	}
	answer := &staticPodsAnswer{}
	for _, pod := range controlplane.GetStaticPodSpecs(&config.ClusterConfiguration, &config.LocalAPIEndpoint, nil) {
		answer.Pods = append(answer.Pods, pod)
	}
	if config.Etcd.Local != nil {
		answer.Pods = append(answer.Pods, etcd.GetEtcdPodSpec(&config.ClusterConfiguration, &config.LocalAPIEndpoint, "node", nil))
	}
	for _, group := range []string{componentconfigs.KubeletGroup, componentconfigs.KubeProxyGroup} {
		settings, ok := config.ComponentConfigs[group]
		if !ok {
			continue
		}
		text, err := settings.Marshal()
		if err != nil {
			return nil, err
		}
		answer.Settings = append(answer.Settings, string(text))
	}
	return answer, nil
}
