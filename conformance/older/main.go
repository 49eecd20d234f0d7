// The older judge reads files of nodes as the components of one older release do. It is built once for each release, from this
// one source: build.ts writes the go.mod. It answers the op "decode" of the judge, in the same protocol.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"reflect"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	apiserverinstall "k8s.io/apiserver/pkg/apis/apiserver/install"
	"k8s.io/apiserver/pkg/audit"
	kubeadmconfig "k8s.io/kubernetes/cmd/kubeadm/app/util/config"
	kubeletscheme "k8s.io/kubernetes/pkg/kubelet/apis/config/scheme"
	proxyscheme "k8s.io/kubernetes/pkg/proxy/apis/config/scheme"
	eventratelimitinstall "k8s.io/kubernetes/plugin/pkg/admission/eventratelimit/apis/eventratelimit/install"
	podsecurityscheme "k8s.io/pod-security-admission/admission/api/scheme"
	"sigs.k8s.io/yaml"
)

type question struct {
	ID   json.RawMessage `json:"id"`
	Op   string          `json:"op"`
	File string          `json:"file"`
}

type fault struct {
	Type   string `json:"type"`
	Detail string `json:"detail"`
}

type verdict struct {
	Accepted    bool    `json:"accepted"`
	UnknownKind bool    `json:"unknownKind,omitempty"`
	Errors      []fault `json:"errors"`
}

type reply struct {
	ID     json.RawMessage `json:"id"`
	Result *verdict        `json:"result,omitempty"`
	Error  string          `json:"error,omitempty"`
}

const kubeadmGroup = "kubeadm.k8s.io"

var schemes = []*runtime.Scheme{audit.Scheme, proxyscheme.Scheme, podsecurityscheme.Scheme}

func init() {
	files := runtime.NewScheme()
	apiserverinstall.Install(files)
	eventratelimitinstall.Install(files)
	kubelet, _, err := kubeletscheme.NewSchemeAndCodecs()
	if err != nil {
		panic(err)
	}
	schemes = append(schemes, files, kubelet)
}

// decode splits a file as kubeadm does, and decodes each document strictly. kubeadm's own documents are validated too.
func decode(file []byte) *verdict {
	documents, err := split(file)
	if err != nil {
		return refused("Decode", err)
	}
	for gvk, document := range documents {
		if gvk.Group == kubeadmGroup {
			if err := validateKubeadm(file); err != nil {
				return refused("Invalid", err)
			}
			continue
		}
		if v := decodeDocument(gvk, document); !v.Accepted {
			return v
		}
	}
	return &verdict{Accepted: true, Errors: []fault{}}
}

func decodeDocument(gvk schema.GroupVersionKind, document []byte) *verdict {
	for _, scheme := range schemes {
		if !scheme.Recognizes(gvk) {
			continue
		}
		decoder := serializer.NewCodecFactory(scheme, serializer.EnableStrict).UniversalDecoder()
		if _, _, err := decoder.Decode(document, nil, nil); err != nil {
			return refused("Decode", err)
		}
		return decodePlugins(document)
	}
	v := refused("UnknownKind", fmt.Errorf("%s is not known to this release", gvk))
	v.UnknownKind = true
	return v
}

// decodePlugins reads what an AdmissionConfiguration embeds, each plugin's configuration by its own kind.
func decodePlugins(document []byte) *verdict {
	var tree struct {
		Plugins []struct {
			Configuration map[string]any `json:"configuration"`
		} `json:"plugins"`
	}
	if err := yaml.Unmarshal(document, &tree); err != nil {
		return refused("Decode", err)
	}
	for _, plugin := range tree.Plugins {
		apiVersion, _ := plugin.Configuration["apiVersion"].(string)
		kind, _ := plugin.Configuration["kind"].(string)
		embedded, err := yaml.Marshal(plugin.Configuration)
		if err != nil {
			return refused("Decode", err)
		}
		if v := decodeDocument(schema.FromAPIVersionAndKind(apiVersion, kind), embedded); !v.Accepted {
			return v
		}
	}
	return &verdict{Accepted: true, Errors: []fault{}}
}

// split reads the documents of a file; two of one kind are an error, as for kubeadm.
func split(file []byte) (map[schema.GroupVersionKind][]byte, error) {
	documents := map[schema.GroupVersionKind][]byte{}
	reader := utilyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(file)))
	for {
		document, err := reader.Read()
		if err == io.EOF {
			return documents, nil
		}
		if err != nil {
			return nil, err
		}
		var meta runtime.TypeMeta
		if err := yaml.Unmarshal(document, &meta); err != nil {
			return nil, err
		}
		gvk := schema.FromAPIVersionAndKind(meta.APIVersion, meta.Kind)
		if _, twice := documents[gvk]; twice {
			return nil, fmt.Errorf("two documents are %s", gvk)
		}
		documents[gvk] = document
	}
}

// validateKubeadm is "kubeadm config validate"; from 1.36 on it has one flag more. All are off: no deprecated, no experimental API.
func validateKubeadm(file []byte) error {
	validate := reflect.ValueOf(kubeadmconfig.ValidateConfig)
	arguments := []reflect.Value{reflect.ValueOf(file)}
	for len(arguments) < validate.Type().NumIn() {
		arguments = append(arguments, reflect.ValueOf(false))
	}
	err, _ := validate.Call(arguments)[0].Interface().(error)
	return err
}

func refused(kind string, err error) *verdict {
	return &verdict{Errors: []fault{{kind, err.Error()}}}
}

func answer(line []byte) (r reply) {
	var q question
	if err := json.Unmarshal(line, &q); err != nil {
		return reply{Error: err.Error()}
	}
	r.ID = q.ID
	defer func() {
		if p := recover(); p != nil {
			r.Error = fmt.Sprintf("panic: %v", p)
		}
	}()
	if q.Op != "decode" {
		r.Error = fmt.Sprintf("unknown op %q", q.Op)
		return r
	}
	r.Result = decode([]byte(q.File))
	return r
}

func main() {
	scanner := bufio.NewScanner(os.Stdin)
	scanner.Buffer(nil, 1<<24)
	encoder := json.NewEncoder(os.Stdout)
	for scanner.Scan() {
		if err := encoder.Encode(answer(scanner.Bytes())); err != nil {
			panic(err)
		}
	}
}
