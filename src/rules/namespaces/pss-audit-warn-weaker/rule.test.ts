import { placesOf } from '../../../../test/support/findings';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const label = (mode: string) => `pod-security.kubernetes.io/${mode}`;
const AUDIT = 'Namespace /metadata/labels/pod-security.kubernetes.io~1audit';
const WARN = 'Namespace /metadata/labels/pod-security.kubernetes.io~1warn';
const levels = (audit: any, warn?: any) => {
  return ({ namespace }: World): void => {
    Object.assign(namespace.metadata.labels, { [label('audit')]: audit, [label('warn')]: warn });
  };
};

testRule(rule, {
  valid: {
    'audit at the same level': levels('restricted'),
    'both at the same level': levels('restricted', 'restricted'),
    'warn absent, which equals enforce': levels('restricted', null),
    'before clusters read the label': {
      version: '1.22',
      change: ({ namespace }) => {
        delete namespace.metadata.labels[label('enforce-version')];
      },
    },
  },
  invalid: {
    'audit absent': { change: () => {}, at: [AUDIT], mendedBy: 'fill' },
    'audit null': { change: levels(null), at: [AUDIT], mendedBy: 'fill' },
    'audit weaker': { change: levels('baseline'), at: [AUDIT], mendedBy: 'force' },
    'audit off': { change: levels('privileged'), at: [AUDIT] },
    'warn weaker': { change: levels('restricted', 'baseline'), at: [WARN], mendedBy: 'force' },
    'both weaker': { change: levels('baseline', 'privileged'), at: [AUDIT, WARN] },
    'an unknown level': { change: levels('Restricted'), at: [AUDIT] },
  },
});

test.each<[any, string[]]>([
  [{ enforce: 'baseline', audit: 'baseline' }, []],
  [{ enforce: 'baseline', audit: 'restricted', warn: 'restricted' }, []],
  [{ enforce: 'baseline' }, [`info ${AUDIT}`]],
  [{ enforce: 'baseline', audit: 'restricted', warn: 'privileged' }, [`info ${WARN}`]],
  [{ enforce: 'privileged' }, []],
  [{ enforce: 'Restricted' }, []],
  [{ warn: 'baseline' }, []],
  [{}, []],
])('%j', (modes, expected) => {
  const labels = Object.fromEntries(Object.entries(modes).map(([mode, level]) => [label(mode), level]));
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } };
  expect(placesOf(rule, [namespace])).toEqual(expected);
});
