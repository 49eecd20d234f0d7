package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestMain(m *testing.M) {
	setUp()
	os.Exit(m.Run())
}

// ask puts one line and returns the whole reply as the client would read it.
func ask(t *testing.T, line string) string {
	t.Helper()
	var out strings.Builder
	if err := serve(strings.NewReader(line+"\n"), &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

const (
	aPod = `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"spec":{"containers":[{"name":"a","image":"a"`
	end  = `}]}}`

	aRole = `{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role","metadata":{"name":"r","namespace":"n"},` +
		`"rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}]}`
	aBinding = `{"metadata":{"name":"b","namespace":"n"},"subjects":[{"kind":"ServiceAccount","name":"s","namespace":"n"}],` +
		`"roleRef":{"kind":"Role","name":"r"}}`

	policies = `"policies":[{"metadata":{"name":"no-latest"},"spec":{"matchConstraints":{"resourceRules":[{"apiGroups":[""],` +
		`"apiVersions":["v1"],"operations":["CREATE"],"resources":["pods"]}]},"validations":[{"expression":` +
		`"object.spec.containers.all(c, !c.image.endsWith(':latest'))","message":"latest"},{"expression":"object.spec.nope == 1 || true"}]}}],` +
		`"bindings":[{"metadata":{"name":"b"},"spec":{"policyName":"no-latest","validationActions":["Deny"]}}]`

	// ranges uses functions of 1.30.
	ranges = `"policies":[{"metadata":{"name":"no-range"},"spec":{"validations":[{"expression":"cidr('10.0.0.0/8').containsIP('10.0.0.1')"}]}}]`
)

func TestReplies(t *testing.T) {
	for name, c := range map[string]struct{ question, want string }{
		"unknown op":      {`{"id":1,"op":"x"}`, `{"id":1,"error":"unknown op \"x\""}`},
		"misspelt option": {`{"id":1,"op":"psa","defaults":true}`, `unknown field \"defaults\"`},
		"no JSON":         {`x`, `{"id":null,"error":`},
		"versions":        {`{"op":"versions"}`, `"1.36","1.37"]`},

		"yaml":         {`{"op":"yaml","text":"a: on\n---\n# c\n---\nb: 0777"}`, `{"accepted":true,"documents":[{"a":true},{"b":511}]}`},
		"yaml refuses": {`{"op":"yaml","text":"a: 1\n---\nb: *c"}`, `{"accepted":false,"documents":[{"a":1}],"error":"error converting YAML to JSON: yaml: unknown anchor`},

		"psa allows":  {`{"op":"psa","levels":["baseline"],"versions":["latest"],"object":` + aPod + end + `}`, `"denied":[]`},
		"psa denies":  {`{"op":"psa","levels":["restricted"],"versions":["1.18"],"object":` + aPod + end + `}`, `"versions":["1.18"],"controls":["allowPrivilegeEscalation","runAsNonRoot"]`},
		"psa groups":  {`{"op":"psa","levels":["restricted"],"versions":["1.25","latest"],"object":` + aPod + end + `}`, `"versions":["1.25","latest"]`},
		"psa ignores": {`{"op":"psa","levels":["baseline"],"versions":["latest"],"object":` + aPod + `,"x":1` + end + `}`, `"ignored":["unknown field \"spec.containers[0].x\""]`},
		"psa level":   {`{"op":"psa","levels":["strict"],"versions":["latest"],"object":` + aPod + end + `}`, `"error":"level \"strict\"`},
		"psa without a template": {`{"op":"psa","levels":["baseline"],"versions":["latest"],"object":{"apiVersion":"v1","kind":"ReplicationController"}}`,
			`"noPod":true`},
		"psa defaults": {`{"op":"psa","default":true,"levels":["baseline"],"versions":["latest"],"object":{"apiVersion":"v1","kind":"Pod",` +
			`"spec":{"hostNetwork":true,"containers":[{"name":"a","ports":[{"containerPort":1}]}]}}}`, `"controls":["hostNamespaces","hostPorts"]`},

		"validate accepts":       {`{"op":"validate","object":` + aPod + end + `}`, `{"accepted":true,"errors":[]}`},
		"validate privileged":    {`{"op":"validate","object":` + aPod + `,"securityContext":{"privileged":true}` + end + `}`, `"accepted":true`},
		"validate refuses":       {`{"op":"validate","object":` + strings.Replace(aPod, `"a"`, `"A"`, 1) + end + `}`, `"field":"metadata.name","type":"FieldValueInvalid"`},
		"validate strictly":      {`{"op":"validate","object":` + aPod + `,"x":1` + end + `}`, `"field":"spec.containers[0].x","type":"Strict"`},
		"validate warns":         {`{"op":"validate","object":` + aPod + `,"env":[{"name":"A"},{"name":"A"}]` + end + `}`, `"warnings":["spec.containers[0].env[1]`},
		"validate a Service":     {`{"op":"validate","object":{"apiVersion":"v1","kind":"Service","metadata":{"name":"a"},"spec":{"ports":[{"port":1}]}}}`, `"accepted":true`},
		"validate removed":       {`{"op":"validate","object":{"apiVersion":"apps/v1beta1","kind":"Deployment","metadata":{"name":"a"}}}`, `"unknownKind":true`},
		"validate custom":        {`{"op":"validate","object":{"apiVersion":"a.b/v1","kind":"C","metadata":{"name":"a"}}}`, `"unknownKind":true`},
		"validate generatedName": {`{"op":"validate","object":{"apiVersion":"v1","kind":"ConfigMap","metadata":{"generateName":"a-"}}}`, `"accepted":true`},
		"validate declaratively": {`{"op":"validate","object":{"apiVersion":"v1","kind":"ReplicationController","metadata":{"name":"a"},"spec":{"replicas":-1,` +
			`"selector":{"a":"b"},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"a","image":"a"}]}}}}}`, `"field":"spec.replicas"`},

		"rbac allows": {`{"op":"rbac","roles":[` + aRole + `],"roleBindings":[` + aBinding + `],"requests":[{"user":"system:serviceaccount:n:s",` +
			`"verb":"get","resource":"pods","namespace":"n"}]}`, `{"allowed":true,`},
		"rbac denies": {`{"op":"rbac","roles":[` + aRole + `],"roleBindings":[` + aBinding + `],"requests":[{"user":"system:serviceaccount:n:s",` +
			`"verb":"get","resource":"pods","subresource":"log","namespace":"n"}]}`, `{"decisions":[{"allowed":false}]}`},
		"rbac aggregates": {`{"op":"rbac","bootstrap":true,"clusterRoleBindings":[{"metadata":{"name":"b"},"subjects":[{"kind":"User","name":"u"}],` +
			`"roleRef":{"kind":"ClusterRole","name":"admin"}}],"requests":[{"user":"u","verb":"get","resource":"pods","namespace":"n"}]}`, `{"allowed":true,`},
		"rbac strict": {`{"op":"rbac","roles":[{"metadata":{"name":"r"},"rulez":[]}],"requests":[]}`, `unknown field \"rulez\"`},

		"covers":         {`{"op":"covers","owner":[{"apiGroups":[""],"resources":["*"],"verbs":["get"]}],"servant":[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}]}`, `"covered":true`},
		"covers not all": {`{"op":"covers","owner":[],"servant":[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}]}`, `"covered":false`},

		"escalation refused": {`{"op":"escalation","as":{"user":"u"},"object":` + aRole + `}`, `"allowed":false,"message":"roles`},
		"escalation by escalate": {`{"op":"escalation","as":{"user":"u"},"clusterRoles":[{"metadata":{"name":"e"},"rules":[{"apiGroups":["rbac.authorization.k8s.io"],` +
			`"resources":["roles"],"verbs":["escalate"]}]}],"clusterRoleBindings":[{"metadata":{"name":"e"},"subjects":[{"kind":"User","name":"u"}],` +
			`"roleRef":{"kind":"ClusterRole","name":"e"}}],"object":` + aRole + `}`, `{"allowed":true}`},

		"cel allows": {`{"op":"cel",` + policies + `,"requests":[{"object":` + aPod + end + `}]}`, `"decisions":[{"allowed":true}]`},
		"cel denies": {`{"op":"cel",` + policies + `,"requests":[{"object":` + strings.Replace(aPod, `"image":"a"`, `"image":"a:latest"`, 1) + end + `}]}`,
			`denied request: latest`},
		"cel checks types": {`{"op":"cel",` + policies + `,"requests":[]}`, `undefined field 'nope'`},
		"cel costs":        {`{"op":"cel",` + policies + `,"requests":[{"object":` + aPod + end + `}]}`, `"expressions":[{"field":"spec.validations[0].expression","cost":`},

		"cel shows": {`{"op":"cel",` + policies + `,"show":true,"requests":[{"object":` + aPod + end + `}]}`, `"terminationMessagePolicy":"File"`},

		"compile":         {`{"op":"compile","version":"1.30",` + ranges + `}`, `{"errors":[]}`},
		"compile refuses": {`{"op":"compile","version":"1.29",` + ranges + `}`, `no-range: expression: `},

		"mutate":         {`{"op":"mutate","version":"1.35",` + filling("true") + `,"requests":[{"object":` + aPod + end + `}]}`, `"hostPID":true`},
		"mutate refuses": {`{"op":"mutate","version":"1.35",` + filling("nope") + `,"requests":[]}`, `undeclared reference`},

		"decode two documents": {`{"op":"decode","file":"apiVersion: audit.k8s.io/v1\nkind: Policy\n---\napiVersion: a/v1\nkind: B\n"}`, `2 documents, not 1`},
		"decode another kind":  {`{"op":"decode","kind":"Policy","file":"apiVersion: a.b/v1\nkind: B\n"}`, `the file is no Policy`},
		"decode unknown":       {`{"op":"decode","file":"apiVersion: a.b/v1\nkind: B\n"}`, `"unknownKind":true`},
	} {
		t.Run(name, func(t *testing.T) {
			if reply := ask(t, c.question); !strings.Contains(reply, c.want) {
				t.Errorf("want …%s…\ngot %s", c.want, reply)
			}
		})
	}
}

// filling sets hostPID of new pods to a value.
func filling(value string) string {
	const created = `{"resourceRules":[{"apiGroups":[""],"apiVersions":["v1"],"operations":["CREATE"],"resources":["pods"]}]}`
	return `"policies":[{"metadata":{"name":"fill"},"spec":{"failurePolicy":"Fail","reinvocationPolicy":"Never","matchConstraints":` + created +
		`,"mutations":[{"patchType":"JSONPatch","jsonPatch":{"expression":"[JSONPatch{op: 'add', path: '/spec/hostPID', value: ` + value + `}]"}}]}}],` +
		`"bindings":[{"metadata":{"name":"fill"},"spec":{"policyName":"fill","matchResources":` + created + `}}]`
}

// A bad file says in its first line what it is refused for.
func TestFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/files/*.yaml")
	if err != nil || len(files) < 2*len(fileKinds) {
		t.Fatalf("%d files for %d kinds: %v", len(files), len(fileKinds), err)
	}
	refusal := regexp.MustCompile(`^# refused: (.*)\n`)
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			v, err := decodeFile(&decodeQuestion{File: string(text)})
			if err != nil {
				t.Fatal(err)
			}
			expected := refusal.FindStringSubmatch(string(text))
			if v.Accepted != (expected == nil) {
				t.Fatalf("accepted: %v, %+v", v.Accepted, v.Errors)
			}
			if expected == nil {
				return
			}
			said, err := json.Marshal(v.Errors[0].Field + " " + v.Errors[0].Detail)
			if err != nil || !strings.Contains(v.Errors[0].Field+" "+v.Errors[0].Detail, expected[1]) {
				t.Errorf("want %q in %s", expected[1], said)
			}
		})
	}
}
