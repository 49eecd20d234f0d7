import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const at = ['/containers/0/env/1/name'];
const env =
  (list: any, container = 'containers') =>
  ({ spec }: World): void => {
    spec[container][0].env = list;
  };
const LEVEL = { name: 'LOG_LEVEL', value: 'info' };

testRule(rule, {
  valid: {
    'no variables': () => {},
    'null for variables': env(null),
    'two names': env([LEVEL, { name: 'LOG_FORMAT', value: 'json' }]),
    'names in different case': env([LEVEL, { name: 'log_level', value: 'info' }]),
    'the same name in two containers': ({ spec }) => {
      spec.containers[0].env = [LEVEL];
      spec.initContainers[0].env = [LEVEL];
    },
    'a value that refers to the earlier one': env([
      { name: 'FLAGS', value: '-a' },
      { name: 'FLAGS', value: '$(FLAGS) -b' },
    ]),
    'entries that are not variables': env([{}, { name: null }]),
  },
  invalid: {
    'two values': { change: env([LEVEL, { name: 'LOG_LEVEL', value: 'debug' }]), at, mendedBy: 'none' },
    'one value twice': { change: env([LEVEL, LEVEL]), at },
    'three times': { change: env([LEVEL, LEVEL, LEVEL]), at: [...at, '/containers/0/env/2/name'] },
    'without a value': { change: env([LEVEL, { name: 'LOG_LEVEL' }]), at },
    'only the earlier value': { change: env([LEVEL, { name: 'LOG_LEVEL', value: '$(LOG_LEVEL)' }]), at },
    'from a ConfigMap': {
      change: env([LEVEL, { name: 'LOG_LEVEL', valueFrom: { configMapKeyRef: { name: 'web', key: 'level' } } }]),
      at,
    },
    'in an init container': {
      change: env([LEVEL, LEVEL], 'initContainers'),
      at: ['/initContainers/0/env/1/name'],
    },
  },
});
