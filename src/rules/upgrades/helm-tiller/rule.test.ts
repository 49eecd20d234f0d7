import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const digest = `@sha256:${'a1'.repeat(32)}`;
const image = (name: string) => {
  return ({ spec }: World) => {
    spec.containers[0].image = `${name}${digest}`;
  };
};
const service = (name: string, selector?: any) => (world: World) => {
  const metadata = { name, namespace: 'shop' };
  world.others = [{ apiVersion: 'v1', kind: 'Service', metadata, spec: { selector, ports: [{ port: 44134 }] } }];
};

testRule(rule, {
  valid: {
    'a name with the same suffix': image('ghcr.io/acme/rototiller'),
    'a path with the name as a folder': image('ghcr.io/tiller/web'),
    'only one of its labels': ({ podMetadata }) => {
      podMetadata.labels.name = 'tiller';
    },
    'another service': service('tiller', { app: 'helm' }),
    'a service without a selector': service('web', null),
  },
  invalid: {
    'its image': { change: image('ghcr.io/helm/tiller:v2.17.0'), at: ['/containers/0/image'], mendedBy: 'none' },
    'its image at another place': { change: image('jessestuart/tiller'), at: ['/containers/0/image'] },
    'its image, and its labels': {
      change: ({ spec, podMetadata }) => {
        spec.initContainers[0].image = `tiller${digest}`;
        Object.assign(podMetadata.labels, { app: 'helm', name: 'tiller' });
        spec.containers[0].image = `tiller${digest}`;
      },
      at: ['/initContainers/0/image', '/containers/0/image'],
    },
    'only its labels': {
      kinds: ['Pod', 'Job', 'CronJob'],
      change: ({ podMetadata }) => {
        Object.assign(podMetadata.labels, { app: 'helm', name: 'tiller' });
      },
      at: ['../metadata/labels'],
    },
    'only its name': {
      kinds: ['Deployment'],
      change: () => {},
      workload: ({ metadata }) => {
        metadata.name = 'tiller-deploy';
      },
      at: ['Deployment /metadata/name'],
    },
    'its service': { change: service('tiller-deploy'), at: ['Service /metadata/name'] },
    'a service that selects it': {
      change: service('deployer', { app: 'helm', name: 'tiller' }),
      at: ['Service /spec/selector'],
    },
  },
});
