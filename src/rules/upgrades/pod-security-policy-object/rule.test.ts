import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const at = ['PodSecurityPolicy /kind'];
const policy =
  (apiVersion: string, content: any = {}) =>
  ({ others }: World): void => {
    others.push({ apiVersion, kind: 'PodSecurityPolicy', metadata: { name: 'restricted' }, ...content });
  };

testRule(rule, {
  valid: {
    'no policy': () => {},
    'before it is deprecated': { change: policy('policy/v1beta1'), version: '1.20' },
    'the same kind of another group': policy('security.example.com/v1'),
  },
  invalid: {
    'the first version that deprecates it': {
      change: policy('policy/v1beta1'),
      at,
      version: '1.21',
      mendedBy: 'none',
    },
    'the last version that has it': { change: policy('policy/v1beta1'), at, version: '1.24', mendedBy: 'none' },
    'the first version without it': { change: policy('policy/v1beta1'), at, version: '1.25', mendedBy: 'none' },
    'of the extensions group': { change: policy('extensions/v1beta1'), at },
    'an empty policy': { change: policy('policy/v1beta1', { spec: null }), at },
  },
});
