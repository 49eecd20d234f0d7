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
  options: { registries: ['ghcr.io/acme', 'registry.example.com:5000', 'docker.io/library/nginx', '*.acme.io'] },
  valid: {
    'a volume from an allowed registry': ({ spec }) => {
      spec.volumes = [{ name: 'data', image: { reference: `ghcr.io/acme/data${digest}` } }];
    },
    'the path of another team that is allowed': image('ghcr.io/acme/team/web'),
    'a registry with its port': image('registry.example.com:5000/any/thing'),
    'an official image, which is at Docker Hub': image('nginx'),
    'a host below one that is allowed': image('eu.registry.acme.io/web'),
  },
  invalid: {
    'a volume from another registry': {
      change: ({ spec }) => {
        spec.volumes = [{ name: 'data', image: { reference: `quay.io/acme/data${digest}` } }];
      },
      at: ['/volumes/0/image/reference'],
    },
    '§4.34: an official image, which has no slash': { change: image('redis'), at, mendedBy: 'none' },
    '§4.34: a path with the same beginning': { change: image('ghcr.io/acme-evil/web'), at },
    '§4.34: a host with the same end': { change: image('evilregistry.example.com:5000/web'), at },
    'a host with the same end as a wildcard': { change: image('evilacme.io/web'), at },
    'another port': { change: image('registry.example.com:5001/web'), at },
    'a repository with a longer name': { change: image('docker.io/library/nginx-evil'), at },
    'an init container': {
      change: ({ spec }) => {
        spec.initContainers[0].image = `quay.io/acme/web${digest}`;
      },
      at: ['/initContainers/0/image'],
    },
    'an ephemeral container': {
      change: ({ spec }) => {
        const debug = { ...structuredClone(spec.containers[0]), name: 'debug', resources: undefined };
        spec.ephemeralContainers = [{ ...debug, image: `busybox${digest}` }];
      },
      at: ['/ephemeralContainers/0/image'],
    },
  },
});

testRule(rule, {
  options: { registries: ['ghcr.io'] },
  valid: { 'a whole registry': image('ghcr.io/other/web') },
  invalid: { '§4.34: a host that goes on': { change: image('ghcr.io.evil.com/acme/web'), at } },
});

test('an empty list allows nothing, and the message says what to do', () => {
  const messages: string[] = [];
  const container: any = { name: 'web', path: '', value: () => 'nginx:1.27' };
  const visit: any = { option: () => [], report: ({ message }: any) => messages.push(message) };
  rule.visitor.container?.(container, visit);
  expect(messages).toEqual([
    'image "nginx:1.27" of container "web" comes from "docker.io", and no registry is allowed yet; list the allowed registries in the option "registries"',
  ]);
});

test('another rule reports an invalid image', () => {
  const container: any = { name: 'web', path: '', value: () => null };
  rule.visitor.container?.(container, { option: () => [], report: () => fail() } as any);
});

function fail(): never {
  throw new Error('reported');
}
