// The judge answers, with Kubernetes' own code, whether an object is allowed, valid or authorized.
//
// One JSON object a line on stdin, {"id":…,"op":…,…}, gets one line on stdout, {"id":…,"result":…} or {"id":…,"error":"…"}, in order.
// An error means that the question could not be put; a "no" of the judge is a result.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/go-logr/logr"
	utilruntime "k8s.io/apimachinery/pkg/util/runtime"
	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/capabilities"
	kjson "sigs.k8s.io/json"
)

// envelope is part of every question.
type envelope struct {
	ID json.RawMessage `json:"id"`
	Op string          `json:"op"`
}

type reply struct {
	ID     json.RawMessage `json:"id"`
	Result any             `json:"result,omitempty"`
	Error  string          `json:"error,omitempty"`
}

var ops = map[string]func(line []byte) (any, error){
	"versions":   op(versions),
	"psa":        op(podSecurity),
	"validate":   op(validate),
	"rbac":       op(authorize),
	"covers":     op(covers),
	"escalation": op(escalation),
	"cel":        op(admit),
	"compile":    op(compileAt),
	"mutate":     op(mutate),
	"decode":     op(decodeFile),
	"audit":      op(auditLevels),
	"staticPods": op(staticPods),
	"yaml":       op(readYAML),
}

// op reads a question strictly: a misspelt option would otherwise be a silent default.
func op[Question, Answer any](answer func(*Question) (Answer, error)) func([]byte) (any, error) {
	return func(line []byte) (any, error) {
		question := new(Question)
		strict, err := kjson.UnmarshalStrict(line, question)
		if err := errors.Join(append(strict, err)...); err != nil {
			return nil, err
		}
		return answer(question)
	}
}

func respond(line []byte) (r reply) {
	defer func() {
		if p := recover(); p != nil {
			r.Result, r.Error = nil, fmt.Sprintf("panic: %v", p)
		}
	}()
	var e envelope
	if err := json.Unmarshal(line, &e); err != nil {
		return reply{Error: err.Error()}
	}
	r.ID = e.ID
	answer, known := ops[e.Op]
	if !known {
		r.Error = fmt.Sprintf("unknown op %q", e.Op)
		return r
	}
	result, err := answer(line)
	if err != nil {
		r.Error = err.Error()
		return r
	}
	r.Result = result
	return r
}

// serve flushes when nothing more is waiting, so a client may pipeline or wait for each answer.
func serve(in io.Reader, out io.Writer) error {
	reader := bufio.NewReaderSize(in, 1<<20)
	writer := bufio.NewWriterSize(out, 1<<20)
	encoder := json.NewEncoder(writer)
	encoder.SetEscapeHTML(false)
	for {
		line, err := reader.ReadBytes('\n')
		if len(line) > 0 {
			if err := encoder.Encode(respond(line)); err != nil {
				return err
			}
		}
		if err != nil {
			if err == io.EOF {
				err = nil
			}
			return errors.Join(err, writer.Flush())
		}
		if reader.Buffered() == 0 {
			if err := writer.Flush(); err != nil {
				return err
			}
		}
	}
}

func setUp() {
	klog.SetLogger(logr.Discard())
	utilruntime.ErrorHandlers = nil // the default ones log, and sleep to slow a hot loop down
	// As kube-apiserver --allow-privileged: else validation refuses every privileged container before Pod Security is asked.
	capabilities.Setup(true, 0)
}

func main() {
	setUp()
	if err := serve(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
