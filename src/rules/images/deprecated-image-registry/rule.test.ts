import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const digest = `@sha256:${'a1'.repeat(32)}`;
const image = (name: string) => {
  return ({ spec }: World) => {
    spec.containers[0].image = `${name}${digest}`;
  };
};
const at = ['/containers/0/image'];

testRule(rule, {
  valid: {
    'the successor': image('registry.k8s.io/pause:3.10'),
    'another project of Google': image('gcr.io/distroless/static'),
    'a project with a longer name': image('gcr.io/google-containers-too/pause'),
    'a host with the same end': image('evilk8s.gcr.io/pause'),
    'a mirror of it': image('mirror.example.com/k8s.gcr.io/pause'),
  },
  invalid: {
    'the frozen registry': { change: image('k8s.gcr.io/pause:3.5'), at, mendedBy: 'force' },
    'a path in it, of an init container': {
      change: ({ spec }) => {
        spec.initContainers[0].image = `k8s.gcr.io/sig-storage/csi-provisioner:v3.0.0${digest}`;
      },
      at: ['/initContainers/0/image'],
      mendedBy: 'force',
    },
    'the one before': { change: image('gcr.io/google_containers/pause:3.1'), at, mendedBy: 'none' },
    'the one before, with a hyphen': { change: image('gcr.io/google-containers/pause:3.1'), at, mendedBy: 'none' },
  },
});

testRule(rule, {
  options: { registries: ['quay.io/acme'] },
  valid: { 'what the policy takes out': image('k8s.gcr.io/pause') },
  invalid: { 'a registry of the option': { change: image('quay.io/acme/web'), at, mendedBy: 'none' } },
});
