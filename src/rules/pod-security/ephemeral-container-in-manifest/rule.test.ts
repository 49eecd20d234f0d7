import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const debug = (spec: any, name: string) => ({ ...structuredClone(spec.containers[0]), name });

testRule(rule, {
  valid: {
    'an empty list': ({ spec }) => {
      spec.ephemeralContainers = [];
    },
    null: ({ spec }) => {
      spec.ephemeralContainers = null;
    },
    'a sidecar': ({ spec }) => {
      spec.initContainers.push({ ...debug(spec, 'proxy'), restartPolicy: 'Always' });
    },
  },
  invalid: {
    one: {
      change: ({ spec }) => {
        spec.ephemeralContainers = [debug(spec, 'debug')];
      },
      at: ['/ephemeralContainers'],
      mendedBy: 'force',
    },
    'two, one without a name': {
      change: ({ spec }) => {
        spec.ephemeralContainers = [debug(spec, 'debug'), { ...debug(spec, 'x'), name: null }];
      },
      at: ['/ephemeralContainers'],
      mendedBy: 'force',
    },
    'on Windows': {
      windows: true,
      change: ({ spec }) => {
        spec.ephemeralContainers = [debug(spec, 'debug')];
      },
      at: ['/ephemeralContainers'],
      mendedBy: 'force',
    },
  },
});
