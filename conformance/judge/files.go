package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"
	policyconfig "k8s.io/apiserver/pkg/admission/plugin/policy/config"
	staticpolicy "k8s.io/apiserver/pkg/admission/plugin/policy/config/apis/policyconfig"
	staticpolicyv1 "k8s.io/apiserver/pkg/admission/plugin/policy/config/apis/policyconfig/v1"
	webhookconfig "k8s.io/apiserver/pkg/admission/plugin/webhook/config"
	webhook "k8s.io/apiserver/pkg/admission/plugin/webhook/config/apis/webhookadmission"
	webhookv1 "k8s.io/apiserver/pkg/admission/plugin/webhook/config/apis/webhookadmission/v1"
	"k8s.io/apiserver/pkg/apis/apiserver"
	apiserverinstall "k8s.io/apiserver/pkg/apis/apiserver/install"
	apiservervalidation "k8s.io/apiserver/pkg/apis/apiserver/validation"
	auditapi "k8s.io/apiserver/pkg/apis/audit"
	auditvalidation "k8s.io/apiserver/pkg/apis/audit/validation"
	"k8s.io/apiserver/pkg/audit"
	authenticationcel "k8s.io/apiserver/pkg/authentication/cel"
	authorizationcel "k8s.io/apiserver/pkg/authorization/cel"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	_ "k8s.io/kubernetes/pkg/features" // registers the feature gates that a file may name
	authorizationconfig "k8s.io/kubernetes/pkg/kubeapiserver/authorizer"
	kubelet "k8s.io/kubernetes/pkg/kubelet/apis/config"
	kubeletscheme "k8s.io/kubernetes/pkg/kubelet/apis/config/scheme"
	kubeletvalidation "k8s.io/kubernetes/pkg/kubelet/apis/config/validation"
	proxy "k8s.io/kubernetes/pkg/proxy/apis/config"
	proxyscheme "k8s.io/kubernetes/pkg/proxy/apis/config/scheme"
	proxyvalidation "k8s.io/kubernetes/pkg/proxy/apis/config/validation"
	scheduler "k8s.io/kubernetes/pkg/scheduler/apis/config"
	schedulerscheme "k8s.io/kubernetes/pkg/scheduler/apis/config/scheme"
	schedulervalidation "k8s.io/kubernetes/pkg/scheduler/apis/config/validation"
	eventratelimit "k8s.io/kubernetes/plugin/pkg/admission/eventratelimit/apis/eventratelimit"
	eventratelimitinstall "k8s.io/kubernetes/plugin/pkg/admission/eventratelimit/apis/eventratelimit/install"
	eventratelimitvalidation "k8s.io/kubernetes/plugin/pkg/admission/eventratelimit/apis/eventratelimit/validation"
	podsecurity "k8s.io/pod-security-admission/admission/api"
	podsecurityscheme "k8s.io/pod-security-admission/admission/api/scheme"
	podsecurityvalidation "k8s.io/pod-security-admission/admission/api/validation"
	kyaml "sigs.k8s.io/yaml"
)

var fileKinds map[schema.GroupKind]fileKind

func init() { // not in the declaration: an AdmissionConfiguration looks its plugins' kinds up here
	fileKinds = map[schema.GroupKind]fileKind{
		{Group: "audit.k8s.io", Kind: "Policy"}:                                            {known(audit.Scheme), auditPolicy},
		{Group: "apiserver.config.k8s.io", Kind: "EncryptionConfiguration"}:                {apiServerScheme, encryption},
		{Group: "apiserver.config.k8s.io", Kind: "AuthenticationConfiguration"}:            {apiServerScheme, authentication},
		{Group: "apiserver.config.k8s.io", Kind: "AuthorizationConfiguration"}:             {apiServerScheme, authorization},
		{Group: "apiserver.config.k8s.io", Kind: "AdmissionConfiguration"}:                 {apiServerScheme, admissionPlugins},
		{Group: "apiserver.config.k8s.io", Kind: "WebhookAdmissionConfiguration"}:          {webhookScheme, webhookAdmission},
		{Group: "apiserver.config.k8s.io", Kind: "ValidatingAdmissionPolicyConfiguration"}: {staticPolicyScheme, staticPolicies},
		{Group: "pod-security.admission.config.k8s.io", Kind: "PodSecurityConfiguration"}:  {known(podsecurityscheme.Scheme), podSecurityDefaults},
		{Group: "eventratelimit.admission.k8s.io", Kind: "Configuration"}:                  {eventRateLimitScheme, eventRateLimit},
		{Group: "kubelet.config.k8s.io", Kind: "KubeletConfiguration"}:                     {kubeletScheme, kubeletConfiguration},
		{Group: "kubescheduler.config.k8s.io", Kind: "KubeSchedulerConfiguration"}:         {known(schedulerscheme.Scheme), schedulerConfiguration},
		{Group: "kubeproxy.config.k8s.io", Kind: "KubeProxyConfiguration"}:                 {known(proxyscheme.Scheme), proxyConfiguration},
	}
}

func known(scheme *runtime.Scheme) func() (*runtime.Scheme, error) {
	return func() (*runtime.Scheme, error) { return scheme, nil }
}

func apiServerScheme() (*runtime.Scheme, error) {
	scheme := runtime.NewScheme()
	apiserverinstall.Install(scheme)
	return scheme, nil
}

func eventRateLimitScheme() (*runtime.Scheme, error) {
	scheme := runtime.NewScheme()
	eventratelimitinstall.Install(scheme)
	return scheme, nil
}

func webhookScheme() (*runtime.Scheme, error) {
	scheme := runtime.NewScheme()
	err := errors.Join(webhook.AddToScheme(scheme), webhookv1.AddToScheme(scheme))
	return scheme, err
}

func staticPolicyScheme() (*runtime.Scheme, error) {
	scheme := runtime.NewScheme()
	err := errors.Join(staticpolicy.AddToScheme(scheme), staticpolicyv1.AddToScheme(scheme))
	return scheme, err
}

func kubeletScheme() (*runtime.Scheme, error) {
	scheme, _, err := kubeletscheme.NewSchemeAndCodecs()
	return scheme, err
}

func fieldFaults(list field.ErrorList) []fault {
	return errorFaults(list.ToAggregate())
}

func auditPolicy(object runtime.Object, _ []byte) []fault {
	policy := object.(*auditapi.Policy)
	if len(policy.Rules) == 0 { // as LoadPolicyFromBytes, after the validation
		return []fault{{"rules", string(field.ErrorTypeRequired), "loaded illegal policy with 0 rules"}}
	}
	return fieldFaults(auditvalidation.ValidatePolicy(policy))
}

func encryption(object runtime.Object, _ []byte) []fault {
	const reload = false
	return fieldFaults(apiservervalidation.ValidateEncryptionConfiguration(object.(*apiserver.EncryptionConfiguration), reload))
}

func authentication(object runtime.Object, _ []byte) []fault {
	// The issuer of the cluster's own ServiceAccount tokens is disallowed; a file alone does not say which that is.
	var disallowedIssuers []string
	return fieldFaults(apiservervalidation.ValidateAuthenticationConfiguration(
		authenticationcel.NewDefaultCompiler(), object.(*apiserver.AuthenticationConfiguration), disallowedIssuers))
}

func authorization(_ runtime.Object, document []byte) []fault {
	document, err := withKubeconfigsHere(document)
	if err != nil {
		return errorFaults(err)
	}
	_, err = authorizationconfig.LoadAndValidateData(document, authorizationcel.NewDefaultCompiler(), nil)
	return errorFaults(err)
}

// withKubeconfigsHere names a file that exists in place of each absolute path of a webhook's kubeconfig: upstream wants a
// regular file there, and it is on the control plane's machine, not on the judge's.
func withKubeconfigsHere(document []byte) ([]byte, error) {
	here, err := os.Executable()
	if err != nil {
		return nil, err
	}
	var tree map[string]any
	if err := kyaml.Unmarshal(document, &tree); err != nil {
		return nil, err
	}
	authorizers, _, err := unstructured.NestedSlice(tree, "authorizers")
	if err != nil {
		return nil, err
	}
	field := []string{"webhook", "connectionInfo", "kubeConfigFile"}
	for _, a := range authorizers {
		authorizer, _ := a.(map[string]any)
		if path, _, _ := unstructured.NestedString(authorizer, field...); filepath.IsAbs(path) {
			if err := unstructured.SetNestedField(authorizer, here, field...); err != nil {
				return nil, err
			}
		}
	}
	if len(authorizers) > 0 {
		if err := unstructured.SetNestedSlice(tree, authorizers, "authorizers"); err != nil {
			return nil, err
		}
	}
	return kyaml.Marshal(tree)
}

// admissionPlugins judges each plugin's embedded configuration by its own kind: upstream has no validation of the list.
func admissionPlugins(object runtime.Object, _ []byte) []fault {
	var faults []fault
	for i, plugin := range object.(*apiserver.AdmissionConfiguration).Plugins {
		if plugin.Configuration == nil {
			continue
		}
		at := fmt.Sprintf("plugins[%d].configuration", i)
		var meta runtime.TypeMeta
		if err := kyaml.Unmarshal(plugin.Configuration.Raw, &meta); err != nil {
			faults = append(faults, fault{at, "Decode", err.Error()})
			continue
		}
		for _, f := range judgeFile(schema.FromAPIVersionAndKind(meta.APIVersion, meta.Kind), plugin.Configuration.Raw).Errors {
			if f.Field == "" {
				f.Field = at
			} else {
				f.Field = at + "." + f.Field
			}
			faults = append(faults, f)
		}
	}
	return faults
}

func webhookAdmission(_ runtime.Object, document []byte) []fault {
	_, err := webhookconfig.LoadConfig(bytes.NewReader(document))
	return errorFaults(err)
}

// staticPolicies names a folder that exists in place of an absolute path, as withKubeconfigsHere does for a file.
func staticPolicies(_ runtime.Object, document []byte) []fault {
	var tree map[string]any
	if err := kyaml.Unmarshal(document, &tree); err != nil {
		return errorFaults(err)
	}
	here, err := os.Executable()
	if err != nil {
		return errorFaults(err)
	}
	if path, _ := tree["staticManifestsDir"].(string); filepath.IsAbs(path) {
		tree["staticManifestsDir"] = filepath.Dir(here)
	}
	document, err = kyaml.Marshal(tree)
	if err != nil {
		return errorFaults(err)
	}
	_, err = policyconfig.LoadValidatingConfig(bytes.NewReader(document))
	return errorFaults(err)
}

func podSecurityDefaults(object runtime.Object, _ []byte) []fault {
	return fieldFaults(podsecurityvalidation.ValidatePodSecurityConfiguration(object.(*podsecurity.PodSecurityConfiguration)))
}

func eventRateLimit(object runtime.Object, _ []byte) []fault {
	return fieldFaults(eventratelimitvalidation.ValidateConfiguration(object.(*eventratelimit.Configuration)))
}

func kubeletConfiguration(object runtime.Object, _ []byte) []fault {
	configuration := object.(*kubelet.KubeletConfiguration)
	configuration.FailCgroupV1 = false // else upstream looks at the cgroups of the machine that judges
	return errorFaults(kubeletvalidation.ValidateKubeletConfiguration(configuration, utilfeature.DefaultFeatureGate))
}

func schedulerConfiguration(object runtime.Object, document []byte) []fault {
	configuration := object.(*scheduler.KubeSchedulerConfiguration)
	var meta runtime.TypeMeta
	if err := kyaml.Unmarshal(document, &meta); err != nil {
		return errorFaults(err)
	}
	configuration.APIVersion = meta.APIVersion // cleared by the conversion, and the validation asks for it
	if err := schedulervalidation.ValidateKubeSchedulerConfiguration(configuration); err != nil {
		return errorFaults(err)
	}
	return nil
}

func proxyConfiguration(object runtime.Object, _ []byte) []fault {
	return fieldFaults(proxyvalidation.Validate(object.(*proxy.KubeProxyConfiguration)))
}
