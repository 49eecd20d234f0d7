import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const config = (data: any, name = 'cilium-config') => {
  return ({ others }: World): void => {
    others.push({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'kube-system' }, data });
  };
};
const at = (...keys: string[]) => keys.map((key) => `ConfigMap /data/${key}`);

testRule(rule, {
  valid: {
    'the defaults': config({}),
    'no data': config(null),
    'policies for what they select': config({ 'enable-policy': 'default' }),
    'policies for everything': config({ 'enable-policy': 'always', 'policy-audit-mode': 'false' }),
    'another setting': config({ 'enable-host-firewall': 'false', 'enable-k8s-networkpolicy': 'true' }),
    'another config map': config({ 'enable-policy': 'never' }, 'settings'),
  },
  invalid: {
    'no policies': { change: config({ 'enable-policy': 'never' }), at: at('enable-policy'), mendedBy: 'none' },
    'no policies, in capitals': { change: config({ 'enable-policy': 'Never' }), at: at('enable-policy') },
    'policies that only log': { change: config({ 'policy-audit-mode': 'true' }), at: at('policy-audit-mode') },
    'two settings': {
      change: config({ 'enable-k8s-networkpolicy': 'false', 'policy-audit-mode': 'true' }),
      at: at('enable-k8s-networkpolicy', 'policy-audit-mode'),
    },
  },
});
