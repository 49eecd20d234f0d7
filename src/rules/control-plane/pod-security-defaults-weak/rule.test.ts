import { placesOf } from '../../../../test/support/findings';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const LEVELS = { enforce: 'baseline', audit: 'restricted', warn: 'restricted' };
const configuration = (content: any) => ({
  apiVersion: 'pod-security.admission.config.k8s.io/v1',
  kind: 'PodSecurityConfiguration',
  ...content,
});
const adds =
  (object: any) =>
  ({ others }: World): void => {
    others.push(object);
  };
const admission = (...plugins: any[]) =>
  adds({ apiVersion: 'apiserver.config.k8s.io/v1', kind: 'AdmissionConfiguration', plugins });
const defaults = (change: any) => adds(configuration({ defaults: { ...LEVELS, ...change } }));
const exempt = (exemptions: any) => adds(configuration({ defaults: LEVELS, exemptions }));
const at = (pointer: string) => [`PodSecurityConfiguration ${pointer}`];

testRule(rule, {
  valid: {
    'a level for each': defaults({}),
    'the namespaces of the cluster are exempt': exempt({ namespaces: ['kube-system'], usernames: [] }),
    'in an AdmissionConfiguration': admission({
      name: 'PodSecurity',
      configuration: configuration({ defaults: LEVELS, exemptions: { runtimeClasses: [] } }),
    }),
    'in another file': admission({ name: 'PodSecurity', path: '/etc/kubernetes/hardening/pod-security.yaml' }),
  },
  invalid: {
    'nothing is enforced': {
      change: defaults({ enforce: 'privileged' }),
      at: at('/defaults/enforce'),
      mendedBy: 'none',
    },
    'nothing is audited': {
      change: defaults({ audit: undefined }),
      at: at('/defaults/audit'),
      severity: 'low',
      mendedBy: 'fill',
    },
    'no warning': {
      change: defaults({ warn: 'privileged' }),
      at: at('/defaults/warn'),
      severity: 'low',
      mendedBy: 'force',
    },
    'the account of a controller': {
      change: exempt({ usernames: ['system:serviceaccount:kube-system:replicaset-controller'] }),
      at: at('/exemptions/usernames/0'),
      severity: 'high',
    },
    'a person': { change: exempt({ usernames: ['jane'] }), at: at('/exemptions/usernames/0') },
    'a runtime class': { change: exempt({ runtimeClasses: ['gvisor'] }), at: at('/exemptions/runtimeClasses/0') },
    'a namespace': { change: exempt({ namespaces: ['kube-system', 'shop'] }), at: at('/exemptions/namespaces/1') },
    'no plugin': {
      change: admission({ name: 'EventRateLimit', path: '/etc/kubernetes/hardening/limits.yaml' }),
      at: ['AdmissionConfiguration /plugins'],
    },
    'a plugin without a configuration': {
      change: admission({ name: 'PodSecurity' }),
      at: ['AdmissionConfiguration /plugins/0'],
    },
  },
});

test('all defaults are privileged', () => {
  expect(placesOf(rule, [configuration({})])).toEqual([
    'medium PodSecurityConfiguration /defaults/enforce',
    'low PodSecurityConfiguration /defaults/audit',
    'low PodSecurityConfiguration /defaults/warn',
  ]);
});
