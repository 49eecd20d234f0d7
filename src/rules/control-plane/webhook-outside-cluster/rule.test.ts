import { placesOf } from '../../../../test/support/findings';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const configuration = (clientConfig: any, kind = 'ValidatingWebhookConfiguration') => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind,
  metadata: { name: 'policy' },
  webhooks: [
    {
      ...{ name: 'policy.example.com', sideEffects: 'None', admissionReviewVersions: ['v1'], clientConfig },
      rules: [{ apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['deployments'] }],
    },
  ],
});
const definition = (conversion: any, apiVersion = 'apiextensions.k8s.io/v1') => ({
  apiVersion,
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: {
    group: 'example.com',
    names: { kind: 'Widget', plural: 'widgets' },
    scope: 'Namespaced',
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
    conversion,
  },
});
const with_ = (object: any) => {
  return ({ others }: World): void => {
    others.push(object);
  };
};
const webhook = (url: string) => ({
  strategy: 'Webhook',
  webhook: { conversionReviewVersions: ['v1'], clientConfig: { url } },
});
const AT = '/webhooks/0/clientConfig/url';

testRule(rule, {
  valid: {
    'a Service': with_(configuration({ service: { name: 'web', namespace: 'shop' } })),
    'a Service by its name in DNS': with_(configuration({ url: 'https://web.shop.svc:8443/x' })),
    'beside the API server': with_(configuration({ url: 'https://127.0.0.1:8443/x' })),
    'no conversion': with_(definition({ strategy: 'None' })),
    'a conversion in the cluster': with_(definition(webhook('https://web.shop.svc.cluster.local/convert'))),
  },
  invalid: {
    'a validating webhook': {
      change: with_(configuration({ url: 'https://hooks.example.com/x' })),
      at: [`ValidatingWebhookConfiguration ${AT}`],
      mendedBy: 'none',
    },
    'a mutating webhook': {
      change: with_(configuration({ url: 'https://203.0.113.7/x' }, 'MutatingWebhookConfiguration')),
      at: [`MutatingWebhookConfiguration ${AT}`],
    },
    'a conversion': {
      change: with_(definition(webhook('https://hooks.example.com/convert'))),
      at: ['CustomResourceDefinition /spec/conversion/webhook/clientConfig/url'],
    },
  },
});

test.each<[string, boolean]>([
  ['https://web.shop.svc', true],
  ['https://web.shop.svc.', true],
  ['https://WEB.shop.SVC:443/a', true],
  ['https://web.shop.svc.cluster.local', true],
  ['https://web.shop.svc.evil.example', false],
  ['https://websvc', false],
  ['https://svc', false],
  ['https://web.shop', false],
  ['https://localhost:8443', true],
  ['https://localhost.example.com', false],
  ['https://127.0.0.2', true],
  ['https://[::1]:8443', true],
  ['https://[fd00::1]:8443', true],
  ['https://[2001:db8::1]', false],
  ['https://10.96.0.10', true],
  ['https://192.168.1.1', true],
  ['https://172.32.0.1', false],
  ['https://8.8.8.8', false],
  ['not a url', true],
])('%s is in the cluster: %s', (url, isInside) => {
  expect(placesOf(rule, [configuration({ url })])).toEqual(
    isInside ? [] : [`medium ValidatingWebhookConfiguration ${AT}`],
  );
});

test('the clients of older versions', () => {
  const old = { strategy: 'Webhook', webhookClientConfig: { url: 'https://hooks.example.com' } };
  expect(placesOf(rule, [definition(old, 'apiextensions.k8s.io/v1beta1')])).toEqual([
    'medium CustomResourceDefinition /spec/conversion/webhookClientConfig/url',
  ]);
});

test('the domain of the cluster is an option', () => {
  const mine = rule.withOptions({ clusterDomains: ['k8s.example.com'] });
  expect(placesOf(mine, [configuration({ url: 'https://web.shop.svc.k8s.example.com' })])).toEqual([]);
  expect(placesOf(mine, [configuration({ url: 'https://web.shop.svc.cluster.local' })])).toHaveLength(1);
});
