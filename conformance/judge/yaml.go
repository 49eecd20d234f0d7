package main

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/yaml"
)

type yamlQuestion struct {
	envelope
	Text string `json:"text"`
}

type yamlAnswer struct {
	// Accepted says that the whole text could be read.
	Accepted bool `json:"accepted"`
	// Documents are those before the first that could not be read.
	Documents []json.RawMessage `json:"documents"`
	Error     string            `json:"error,omitempty"`
}

// readYAML reads a text as kubectl does: k8s.io/cli-runtime/pkg/resource, StreamVisitor.
func readYAML(q *yamlQuestion) (*yamlAnswer, error) {
	decoder := yaml.NewYAMLOrJSONDecoder(strings.NewReader(q.Text), 4096)
	answer := &yamlAnswer{Documents: []json.RawMessage{}}
	for {
		extension := runtime.RawExtension{}
		if err := decoder.Decode(&extension); err == io.EOF {
			answer.Accepted = true
			return answer, nil
		} else if err != nil {
			answer.Error = err.Error()
			return answer, nil
		}
		raw := bytes.TrimSpace(extension.Raw)
		if len(raw) > 0 && !bytes.Equal(raw, []byte("null")) {
			answer.Documents = append(answer.Documents, raw)
		}
	}
}
