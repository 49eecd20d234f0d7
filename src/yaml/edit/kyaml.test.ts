import { readYaml } from '../read';
import { editYaml } from './edit';

/** A part of what `kubectl get -o kyaml` prints. */
const POD = `---
{
  apiVersion: "v1",
  kind: "Pod",
  metadata: {
    annotations: {
      "no": "x",
    },
    name: "web",
  },
  spec: {
    hostPID: true, # old
    containers: [{
      args: [
        "--x=1",
      ],
      image: "ghcr.io/acme/web:1.0.0",
      name: "web",
      securityContext: {},
    }, {
      name: "log",
      # about the log
      securityContext: {
        privileged: true, # why
        runAsUser: 0755,
      },
    }],
    priority: 0,
  },
}
`;

function edited(change: (pod: any) => void, text = POD): string {
  const before = readYaml(text).documents[0]?.value;
  const after = structuredClone(before);
  change(after);
  const { text: outcome, refused } = editYaml(text, [{ document: 0, pointer: '', before, after }]);
  expect(refused).toEqual([]);
  return outcome;
}

test.each<[string, (pod: any) => void, string, string]>([
  [
    'a mapping behind others',
    ({ spec }) => {
      spec.securityContext = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };
    },
    '    priority: 0,\n',
    '    priority: 0,\n    securityContext: {\n      runAsNonRoot: true,\n      seccompProfile: {\n        type: "RuntimeDefault",\n      },\n    },\n',
  ],
  [
    'a mapping in place of an empty one, with a list',
    ({ spec }) => {
      spec.containers[0].securityContext = { capabilities: { drop: ['ALL'] } };
    },
    '      securityContext: {},\n',
    '      securityContext: {\n        capabilities: {\n          drop: [\n            "ALL",\n          ],\n        },\n      },\n',
  ],
  [
    'an item of a list of texts',
    ({ spec }) => spec.containers[0].args.push('8080'),
    '        "--x=1",\n',
    '        "--x=1",\n        "8080",\n',
  ],
  [
    'a mapping of a list of mappings',
    ({ spec }) => spec.containers.push({ name: 'new', ports: [{ containerPort: 80 }] }),
    '    }],\n    priority',
    '    }, {\n      name: "new",\n      ports: [{\n        containerPort: 80,\n      }],\n    }],\n    priority',
  ],
  [
    'a list of mappings, and an empty one',
    ({ spec }) => {
      spec.volumes = [{ name: 'tmp', emptyDir: {} }, { name: 'run' }];
      spec.tolerations = [];
    },
    '    priority: 0,\n',
    '    priority: 0,\n    volumes: [{\n      name: "tmp",\n      emptyDir: {},\n    }, {\n      name: "run",\n    }],\n    tolerations: [],\n',
  ],
  [
    'a field where one is removed',
    ({ spec }) => {
      delete spec.containers[1].securityContext.privileged;
      spec.containers[1].securityContext.runAsNonRoot = true;
    },
    '        privileged: true, # why\n        runAsUser: 0755,\n',
    '        runAsUser: 0755,\n        runAsNonRoot: true,\n',
  ],
  [
    'a field that some reader takes for another type, beside one with quotes',
    ({ metadata }) => {
      metadata.annotations['1.5'] = 'yes';
      metadata.annotations['example.com/a'] = 'b';
    },
    '      "no": "x",\n',
    '      "no": "x",\n      "1.5": "yes",\n      example.com/a: "b",\n',
  ],
])('what is new is KYAML: %s', (_, change, from, to) => {
  expect(POD).toContain(from);
  expect(edited(change)).toBe(POD.replace(from, to));
});

test('a collection decides for itself: one on a line stays so, with texts in quotes', () => {
  const text = POD.replace('{\n      "no": "x",\n    }', '{a: "x"}');
  expect(edited(({ metadata }) => Object.assign(metadata.annotations, { b: 'y' }), text)).toBe(
    text.replace('{a: "x"}', '{a: "x", b: "y"}'),
  );
});

test('a flow mapping with texts without quotes is no KYAML', () => {
  const text = 'a: {\n  b: x,\n  c: "y",\n  }\n';
  expect(edited((json) => Object.assign(json.a, { d: { e: 'z' } }), text)).toBe(
    'a: {\n  b: x,\n  c: "y",\n  d: {\n    e: z\n  },\n  }\n',
  );
});
