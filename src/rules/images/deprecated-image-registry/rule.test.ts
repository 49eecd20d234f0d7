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
    'what Bitnami still releases': image('bitnami/sealed-secrets-controller:0.30.0'),
    'the base image that Bitnami still releases': image('docker.io/bitnami/minideb:bookworm'),
    'the hardened catalogue of Bitnami': image('docker.io/bitnamisecure/nginx'),
    'a name in another registry': image('ghcr.io/bitnami/nginx:1.27.0'),
    'the successor of kubebuilder': image('registry.k8s.io/kubebuilder/kube-rbac-proxy:v0.16.0'),
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
    'the catalogue of Bitnami': { change: image('bitnami/redis:7.4.1'), at, mendedBy: 'none' },
    'the catalogue of Bitnami, with its host': {
      change: image('docker.io/bitnami/postgresql:16.4.0-debian-12-r1'),
      at,
    },
    'the catalogue of Bitnami, by the old host': { change: image('index.docker.io/bitnami/nginx'), at },
    'a longer name than one that is released': { change: image('bitnami/minideb-extras:bookworm'), at },
    'the frozen catalogue of Bitnami': { change: image('bitnamilegacy/redis:7.4.1'), at, mendedBy: 'none' },
    'the proxy of kubebuilder': { change: image('gcr.io/kubebuilder/kube-rbac-proxy:v0.15.0'), at, mendedBy: 'none' },
    'the image of a volume': {
      change: ({ spec }) => {
        spec.volumes = [{ name: 'data', image: { reference: `k8s.gcr.io/e2e/data:1.0${digest}` } }];
      },
      at: ['/volumes/0/image/reference'],
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
