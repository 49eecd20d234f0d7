import { placesOf } from '../../../../test/support/findings';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const configuration = (rule: any, rest: any = {}, kind = 'ValidatingWebhookConfiguration') => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind,
  metadata: { name: 'policy' },
  webhooks: [
    {
      ...{ name: 'policy.example.com', sideEffects: 'None', admissionReviewVersions: ['v1'] },
      clientConfig: { service: { name: 'web', namespace: 'shop' } },
      rules: [
        { apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['deployments'] },
        { apiVersions: ['*'], operations: ['CREATE', 'UPDATE'], ...rule },
      ],
      ...rest,
    },
  ],
});
const webhook = (...args: Parameters<typeof configuration>) => {
  return ({ others }: World): void => {
    others.push(configuration(...args));
  };
};
const EVERYTHING = { apiGroups: ['*'], resources: ['*'] };
const SECRETS = { apiGroups: [''], resources: ['secrets'] };
const notSystem = {
  matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['kube-system', 'shop'] }],
};
const AT = 'ValidatingWebhookConfiguration /webhooks/0/rules/1/resources';

testRule(rule, {
  valid: {
    'pods of all namespaces': webhook({ apiGroups: [''], resources: ['pods'] }),
    'every resource of one group': webhook({ apiGroups: ['apps'], resources: ['*'] }),
    'everything, but not of the system': webhook(EVERYTHING, { namespaceSelector: notSystem }),
    'secrets, but not of the system': webhook(SECRETS, { namespaceSelector: notSystem }),
    'everything with a label': webhook(EVERYTHING, { objectSelector: { matchLabels: { app: 'web' } } }),
    'everything under a condition': webhook(EVERYTHING, {
      matchConditions: [{ name: 'one', expression: 'request.kind.kind == "Widget"' }],
    }),
    'namespaces and other cluster-scoped objects': webhook({ apiGroups: [''], resources: ['*'], scope: 'Cluster' }),
  },
  invalid: {
    everything: { change: webhook(EVERYTHING), at: [AT], mendedBy: 'none' },
    'everything, with its subresources': { change: webhook({ ...EVERYTHING, resources: ['*/*'] }), at: [AT] },
    'everything, to change it': {
      change: webhook(EVERYTHING, {}, 'MutatingWebhookConfiguration'),
      at: ['MutatingWebhookConfiguration /webhooks/0/rules/1/resources'],
    },
    'everything, with empty selectors': {
      change: webhook(EVERYTHING, { namespaceSelector: {}, objectSelector: { matchLabels: {} } }),
      at: [AT],
    },
    secrets: { change: webhook(SECRETS), at: [AT], severity: 'low' },
    'everything of the core group': {
      change: webhook({ apiGroups: [''], resources: ['*'] }),
      at: [AT],
      severity: 'low',
    },
    'everything, of namespaces without a label': {
      change: webhook(EVERYTHING, {
        namespaceSelector: { matchExpressions: [{ key: 'example.com/exempt', operator: 'DoesNotExist' }] },
      }),
      at: [AT],
      severity: 'low',
      also: ['admission-webhook-fail-open'],
    },
  },
});

test.each<[string, any, any, string[]]>([
  ['to connect', { ...SECRETS, operations: ['CONNECT'] }, {}, []],
  ['to connect, everywhere', { ...EVERYTHING, operations: ['CONNECT'] }, {}, [`medium ${AT}`]],
  ['to delete', { ...SECRETS, operations: ['DELETE'] }, {}, [`low ${AT}`]],
  ['everything of one namespace', EVERYTHING, { namespaceSelector: { matchLabels: { team: 'web' } } }, []],
  ['everything cluster-scoped', { ...EVERYTHING, scope: 'Cluster' }, { namespaceSelector: {} }, [`medium ${AT}`]],
  ['another group', { apiGroups: ['example.com'], resources: ['secrets'] }, {}, []],
  ['null', { apiGroups: null, resources: null }, {}, []],
])('%s', (_, each, rest, expected) => expect(placesOf(rule, [configuration(each, rest)])).toEqual(expected));
