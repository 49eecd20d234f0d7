import { placesOf } from '../../../../test/support/findings';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const labelled = (key: string, value: string) => {
  return ({ namespace }: World): void => {
    namespace.metadata.labels[key] = value;
  };
};
const pods = (field: 'labels' | 'annotations', key: string, value: string) => {
  return ({ podMetadata }: World): void => {
    podMetadata[field] = { ...podMetadata[field], [key]: value };
  };
};
const at = (key: string) => [`Namespace /metadata/labels/${key.replace('/', '~1')}`];
const onPod = (field: string, key: string) => [`../metadata/${field}/${key.replace('/', '~1')}`];
const GATEKEEPER = 'admission.gatekeeper.sh/ignore';
const RUN_LEVEL = 'openshift.io/run-level';

testRule(rule, {
  valid: {
    'a label of the author': labelled('team', 'ignore'),
    'a label with the same beginning': labelled(`${GATEKEEPER}-never`, 'true'),
    'a namespace in the mesh': labelled('istio-injection', 'enabled'),
    'another value of Open Policy Agent': labelled('openpolicyagent.org/webhook', 'true'),
    'the run level of ordinary namespaces': labelled(RUN_LEVEL, ''),
    'a pod in the mesh': pods('labels', 'sidecar.istio.io/inject', 'true'),
    'a pod in the other mesh': pods('annotations', 'linkerd.io/inject', 'enabled'),
  },
  invalid: {
    Gatekeeper: { change: labelled(GATEKEEPER, 'true'), at: at(GATEKEEPER), mendedBy: 'none', kinds: ['Pod'] },
    'Gatekeeper, with any value': { change: labelled(GATEKEEPER, 'false'), at: at(GATEKEEPER), kinds: ['Pod'] },
    'Open Policy Agent': {
      change: labelled('openpolicyagent.org/webhook', 'ignore'),
      at: at('openpolicyagent.org/webhook'),
      kinds: ['Pod'],
    },
    OpenShift: { change: labelled(RUN_LEVEL, '1'), at: at(RUN_LEVEL), severity: 'high', kinds: ['Pod'] },
    'a namespace outside the mesh': {
      change: labelled('istio-injection', 'disabled'),
      at: at('istio-injection'),
      severity: 'low',
      kinds: ['Pod'],
    },
    'a pod outside the mesh, by a label': {
      change: pods('labels', 'sidecar.istio.io/inject', 'false'),
      at: onPod('labels', 'sidecar.istio.io/inject'),
      severity: 'low',
    },
    'a pod outside the mesh, by an annotation': {
      change: pods('annotations', 'sidecar.istio.io/inject', 'false'),
      at: onPod('annotations', 'sidecar.istio.io/inject'),
      severity: 'low',
    },
    'a pod outside the other mesh': {
      change: pods('annotations', 'linkerd.io/inject', 'disabled'),
      at: onPod('annotations', 'linkerd.io/inject'),
      severity: 'low',
    },
  },
});

describe('namespaces', () => {
  const namespace = (name: string, labels: any) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels },
  });
  const webhook = (expression: any, home = 'policies') => ({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'policies' },
    webhooks: [
      {
        ...{ name: 'policies.example.com', sideEffects: 'None', admissionReviewVersions: ['v1'] },
        clientConfig: { service: { name: 'policies', namespace: home } },
        namespaceSelector: { matchExpressions: [expression] },
        rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
      },
    ],
  });
  const FOUND = ['medium Namespace /metadata/labels/exempt'];

  test('the engine’s own namespace, and the system', () => {
    expect(placesOf(rule, [namespace('gatekeeper-system', { [GATEKEEPER]: 'no-self-managing' })])).toEqual([]);
    expect(placesOf(rule, [namespace('kube-system', { [GATEKEEPER]: 'true' })])).toEqual([]);
    expect(placesOf(rule, [namespace('kube-system', { [RUN_LEVEL]: '0' })])).toHaveLength(1);
  });

  test.each<[any, any, string[]]>([
    [{ exempt: '' }, { key: 'exempt', operator: 'DoesNotExist' }, FOUND],
    [{ exempt: 'yes' }, { key: 'exempt', operator: 'NotIn', values: ['yes'] }, FOUND],
    [{ exempt: 'no' }, { key: 'exempt', operator: 'NotIn', values: ['yes'] }, []],
    [{ other: 'yes' }, { key: 'exempt', operator: 'DoesNotExist' }, []],
    [{ exempt: 'yes' }, { key: 'exempt', operator: 'Exists' }, []],
    [
      { 'kubernetes.io/metadata.name': 'shop' },
      { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['shop'] },
      [],
    ],
  ])('%j under a webhook with %j', (labels, expression, expected) => {
    expect(placesOf(rule, [namespace('shop', labels), webhook(expression)])).toEqual(expected);
    expect(placesOf(rule, [namespace('shop', labels), webhook(expression, 'shop')])).toEqual([]);
  });

  test('one label is one finding', () => {
    const objects = [
      namespace('shop', { [GATEKEEPER]: 'true' }),
      webhook({ key: GATEKEEPER, operator: 'DoesNotExist' }),
    ];
    expect(placesOf(rule, objects)).toHaveLength(1);
    const twice = webhook({ key: 'exempt', operator: 'DoesNotExist' });
    const both = { ...twice, webhooks: [...twice.webhooks, { ...twice.webhooks[0], name: 'two.example.com' }] };
    expect(placesOf(rule, [namespace('shop', { exempt: 'yes' }), both])).toEqual(FOUND);
  });

  test.each([
    ['[{"namespaceSelector":{"matchExpressions":[{"key":"exempt","operator":"DoesNotExist"}]}}]', FOUND],
    ['{"namespaceSelector":{"matchExpressions":[{"key":"exempt","operator":"NotIn","values":["yes"]}]}}', FOUND],
    ['{"namespaceSelector":{"matchExpressions":[{"key":"other","operator":"DoesNotExist"}]}}', []],
    ['[{]', []],
  ])('Kyverno with %s', (webhooks, expected) => {
    const metadata = { name: 'kyverno', namespace: 'kyverno' };
    const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { webhooks } };
    expect(placesOf(rule, [namespace('shop', { exempt: 'yes' }), config])).toEqual(expected);
  });
});
