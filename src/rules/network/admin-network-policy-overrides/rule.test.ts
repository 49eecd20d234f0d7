import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const NAME = 'kubernetes.io/metadata.name';
const admin = (spec: any, name = 'admin') => ({
  apiVersion: 'policy.networking.k8s.io/v1alpha1',
  kind: 'AdminNetworkPolicy',
  metadata: { name },
  spec: { priority: 10, subject: { namespaces: {} }, ...spec },
});
const cluster = (spec: any) => ({
  apiVersion: 'policy.networking.k8s.io/v1alpha2',
  kind: 'ClusterNetworkPolicy',
  metadata: { name: 'admin' },
  spec: { tier: 'Admin', priority: 10, subject: { namespaces: {} }, ...spec },
});
const beside =
  (...objects: any[]) =>
  ({ others }: World) => {
    others.push(...objects);
  };
const from = (action: string, ...peers: any[]) => ({ action, from: peers });
const to = (action: string, ...peers: any[]) => ({ action, to: peers });
const everyone = { namespaces: {} };
const FROM = ['AdminNetworkPolicy /spec/ingress/0/from/0'];

testRule(rule, {
  valid: {
    none: () => {},
    'one namespace': beside(admin({ ingress: [from('Allow', { namespaces: { matchLabels: { [NAME]: 'ops' } } })] })),
    'some pods of all namespaces': beside(
      admin({
        ingress: [from('Allow', { pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: 'ops' } } } })],
      }),
    ),
    'a denial': beside(admin({ ingress: [from('Deny', everyone)] })),
    'the decision of others': beside(admin({ ingress: [from('Pass', everyone)] })),
    'after a denial of everything': beside(admin({ ingress: [from('Deny', everyone), from('Allow', everyone)] })),
    'after all was passed on': beside(admin({ ingress: [from('Pass', everyone), from('Allow', everyone)] })),
    'after a policy with a lower number that denies everything': beside(
      admin({ priority: 5, ingress: [from('Deny', everyone)] }, 'first'),
      admin({ ingress: [from('Allow', everyone)] }),
    ),
    'name resolution': beside(
      admin({ egress: [{ ...to('Allow', everyone), ports: [{ portNumber: { protocol: 'UDP', port: 53 } }] }] }),
    ),
    'name resolution, in the new form': beside(
      cluster({ egress: [{ ...to('Accept', everyone), protocols: [{ udp: { destinationPort: { number: 53 } } }] }] }),
    ),
    'some addresses': beside(admin({ egress: [to('Allow', { networks: ['203.0.113.0/24'] })] })),
    'a baseline, which is asked last': beside({
      ...admin({ priority: undefined, ingress: [from('Allow', everyone)] }, 'default'),
      kind: 'BaselineAdminNetworkPolicy',
    }),
    'the tier of the baseline': beside(cluster({ tier: 'Baseline', ingress: [from('Accept', everyone)] })),
    'fields of a wrong type': beside(
      admin({
        ingress: 'all',
        egress: [{ action: 'Allow', to: 'all' }, to('Allow', { namespaces: 'all', networks: '0.0.0.0/0', pods: [] })],
      }),
    ),
  },
  invalid: {
    'all namespaces': { change: beside(admin({ ingress: [from('Allow', everyone)] })), at: FROM, mendedBy: 'none' },
    'all namespaces but one': {
      change: beside(
        admin({
          ingress: [
            from('Allow', { namespaces: { matchExpressions: [{ key: NAME, operator: 'NotIn', values: ['a'] }] } }),
          ],
        }),
      ),
      at: FROM,
    },
    'all pods of all namespaces': {
      change: beside(admin({ ingress: [from('Allow', { pods: { namespaceSelector: {}, podSelector: {} } })] })),
      at: FROM,
    },
    'on one port': {
      change: beside(
        admin({ ingress: [{ ...from('Allow', everyone), ports: [{ portNumber: { protocol: 'TCP', port: 8080 } }] }] }),
      ),
      at: FROM,
    },
    'to the internet, in two halves': {
      change: beside(admin({ egress: [to('Allow', { networks: ['0.0.0.0/1', '128.0.0.0/1'] })] })),
      at: ['AdminNetworkPolicy /spec/egress/0/to/0'],
    },
    'after a narrow denial': {
      change: beside(
        admin({
          ingress: [from('Deny', { namespaces: { matchLabels: { [NAME]: 'a' } } }), from('Allow', everyone)],
        }),
      ),
      at: ['AdminNetworkPolicy /spec/ingress/1/from/0'],
    },
    'before a policy with a higher number that denies everything': {
      change: beside(
        admin({ priority: 50, ingress: [from('Deny', everyone)] }, 'second'),
        admin({ ingress: [from('Allow', everyone)] }),
      ),
      at: FROM,
    },
    'after a policy for other pods that denies everything': {
      change: beside(
        admin(
          { priority: 5, subject: { namespaces: { matchLabels: { a: 'b' } } }, ingress: [from('Deny', everyone)] },
          'first',
        ),
        admin({ ingress: [from('Allow', everyone)] }),
      ),
      at: FROM,
    },
    'the new kind': {
      change: beside(cluster({ ingress: [from('Accept', everyone)] })),
      at: ['ClusterNetworkPolicy /spec/ingress/0/from/0'],
    },
    'the new kind, for some pods': {
      change: beside(
        cluster({
          subject: { pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: 'web' } } } },
          ingress: [from('Accept', everyone)],
          egress: [{ ...to('Accept', everyone), protocols: [{ tcp: { destinationPort: { number: 443 } } }] }],
        }),
      ),
      at: ['ClusterNetworkPolicy /spec/egress/0/to/0', 'ClusterNetworkPolicy /spec/ingress/0/from/0'],
    },
  },
});
