import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const digest = `@sha256:${'a1'.repeat(32)}`;
const privately = (change: (world: World) => void = () => {}, image = 'registry.acme.io/web') => {
  return (world: World) => {
    world.spec.containers[0].image = `${image}${digest}`;
    change(world);
  };
};
const at = ['/imagePullSecrets'];

testRule(rule, {
  valid: {
    'a public registry': privately(undefined, 'nginx'),
    'a registry that the node has credentials for': privately(undefined, '1.dkr.ecr.eu-west-1.amazonaws.com/web'),
    'a secret of the pod': privately(({ spec }) => {
      spec.imagePullSecrets = [{ name: 'registry' }];
    }),
    'a secret of the service account': privately(({ account }) => {
      account.imagePullSecrets = [{ name: 'registry' }];
    }),
    'an account that is not in the set': privately((world) => {
      world.account = undefined;
    }),
  },
  invalid: {
    'neither has one': { change: privately(), at, mendedBy: 'none' },
    'the image of a volume': {
      change: ({ spec }) => {
        spec.volumes = [{ name: 'data', image: { reference: `registry.acme.io/data${digest}` } }];
      },
      at,
    },
    'null, and an entry without a name': {
      change: privately(({ spec, account }) => {
        spec.imagePullSecrets = [{}];
        account.imagePullSecrets = null;
      }),
      at,
    },
    'a secret of an account of another namespace': {
      change: privately(({ account, others }) => {
        const metadata = { name: 'web', namespace: 'other' };
        others.push({ ...account, metadata, imagePullSecrets: [{ name: 'registry' }] });
      }),
      at,
    },
    'one finding for two images': {
      change: privately(({ spec }) => {
        spec.initContainers[0].image = `registry.acme.io/prepare${digest}`;
      }),
      at,
    },
    'a registry with a port': { change: privately(undefined, 'localhost:5000/web'), at },
  },
});

testRule(rule, {
  options: { publicRegistries: ['registry.acme.io'] },
  valid: {
    'a registry of the option': privately(({ spec }) => {
      spec.initContainers[0].image = `registry.acme.io/prepare${digest}`;
    }),
  },
  invalid: { 'what it does not': { change: privately(undefined, 'nginx'), at } },
});
