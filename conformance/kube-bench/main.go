// kube-bench says, with its own evaluator and its own checks, what it thinks of processes and files that are not on this machine.
//
// One JSON object on stdin, {"checks":"<folder of its checks>","nodes":[…]}, gets one on stdout: a list with, for each node, the state and
// the kind of each check by its number. Checks about modes and owners of files are left out.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/aquasecurity/kube-bench/check"
)

type question struct {
	Checks string `json:"checks"`
	Nodes  []node `json:"nodes"`
}

// node has the command lines that ps would print, and files by their absolute paths.
type node struct {
	Processes []string          `json:"processes"`
	Files     map[string]string `json:"files"`
	// Paths of the configuration of the kubelet and of kube-proxy.
	Kubelet string `json:"kubelet"`
	Proxy   string `json:"proxy"`
}

type answer struct {
	State    string `json:"state"`
	IsManual bool   `json:"isManual"`
}

var (
	types = map[string]check.NodeType{
		"master": check.MASTER, "etcd": check.ETCD, "controlplane": check.CONTROLPLANE, "node": check.NODE,
	}
	programs = map[string]string{
		"$apiserverbin": "kube-apiserver", "$controllermanagerbin": "kube-controller-manager", "$schedulerbin": "kube-scheduler",
		"$etcdbin": "etcd", "$kubeletbin": "kubelet", "$proxybin": "kube-proxy",
	}
	// ps of one program, and of all.
	psOfOne  = regexp.MustCompile(`(?:/bin/)?ps -fC ([\w-]+)`)
	psOfAll  = regexp.MustCompile(`(?:/bin/)?ps -ef`)
	fileMode = regexp.MustCompile(`^[14]\.1\.`)
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	var asked question
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		return err
	}
	answers := make([]map[string]answer, len(asked.Nodes))
	for i, each := range asked.Nodes {
		states, err := judge(asked.Checks, each)
		if err != nil {
			return fmt.Errorf("node %d: %w", i, err)
		}
		answers[i] = states
	}
	return json.NewEncoder(os.Stdout).Encode(answers)
}

func judge(folder string, n node) (map[string]answer, error) {
	root, err := os.MkdirTemp("", "kube-bench-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(root)
	lines := strings.Join(n.Processes, "\n") + "\n"
	for path, text := range n.Files {
		place := filepath.Join(root, path)
		if err := os.MkdirAll(filepath.Dir(place), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(place, []byte(text), 0o600); err != nil {
			return nil, err
		}
		// What a flag names is below the folder.
		lines = strings.ReplaceAll(lines, "="+path, "="+place)
	}
	ps := filepath.Join(root, "ps")
	if err := os.WriteFile(ps, []byte(lines), 0o600); err != nil {
		return nil, err
	}
	states := map[string]answer{}
	for name, nodeType := range types {
		text, err := os.ReadFile(filepath.Join(folder, name+".yaml"))
		if err != nil {
			return nil, err
		}
		controls, err := check.NewControls(nodeType, []byte(adapted(string(text), root, ps, n)), "")
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		isAsked := func(_ *check.Group, each *check.Check) bool { return !fileMode.MatchString(each.ID) }
		controls.RunChecks(check.NewRunner(), isAsked, nil)
		for _, group := range controls.Groups {
			for _, each := range group.Checks {
				states[each.ID] = answer{State: string(each.State), IsManual: each.Type == check.MANUAL}
			}
		}
	}
	return states, nil
}

// adapted lets the commands of the checks read the folder and not this machine.
func adapted(text, root, ps string, n node) string {
	for variable, program := range programs {
		text = strings.ReplaceAll(text, variable, program)
	}
	text = strings.ReplaceAll(text, "$kubeletconf", filepath.Join(root, n.Kubelet))
	text = strings.ReplaceAll(text, "$proxykubeconfig", filepath.Join(root, n.Proxy))
	text = psOfOne.ReplaceAllString(text, "grep -w ^$1 "+ps)
	return psOfAll.ReplaceAllString(text, "cat "+ps)
}
