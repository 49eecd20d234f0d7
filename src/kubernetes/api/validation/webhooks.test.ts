import { problemsWith } from '../../../../test/support/kubernetes';

const RULE = { operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods'] };
const WEBHOOK = {
  name: 'check.example.com',
  clientConfig: { service: { name: 'web', namespace: 'shop', path: '/check' } },
  rules: [RULE],
  sideEffects: 'None',
  admissionReviewVersions: ['v1'],
};
const AT = '/webhooks/0';

describe.each(['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'])('%s', (kind) => {
  const configuration = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind,
    metadata: { name: 'web' },
    webhooks: [WEBHOOK],
  };
  test.each([
    ['webhooks', undefined, []],
    ['webhooks.1', WEBHOOK, ['/webhooks/1/name: "check.example.com" is there twice; must be unique']],
    [
      'webhooks.0.name',
      'check',
      [`${AT}/name: is "check"; must be a domain of at least three parts such as "check.example.com"`],
    ],
    ['webhooks.0.sideEffects', undefined, [`${AT}/sideEffects: is missing; must be set`]],
    ['webhooks.0.sideEffects', 'Some', [`${AT}/sideEffects: is "Some"; must be one of "None", "NoneOnDryRun"`]],
    ['webhooks.0.timeoutSeconds', 31, [`${AT}/timeoutSeconds: is 31; must be 1 to 30`]],
    ['webhooks.0.admissionReviewVersions', ['v2'], [`${AT}/admissionReviewVersions: must have "v1" or "v1beta1"`]],
    ['webhooks.0.clientConfig', {}, [`${AT}/clientConfig: must have either url or service`]],
    ['webhooks.0.clientConfig', { url: 'https://example.com/check' }, []],
    [
      'webhooks.0.rules.0.operations',
      ['create'],
      [`${AT}/rules/0/operations/0: is "create"; must be one of "*", "CONNECT", "CREATE", "DELETE", "UPDATE"`],
    ],
    [
      'webhooks.0.rules.0.apiGroups',
      ['*', 'apps'],
      [`${AT}/rules/0/apiGroups: has "*" and others; must have "*" alone`],
    ],
    ['webhooks.0.rules.0.resources', undefined, [`${AT}/rules/0/resources: is missing; must be set`]],
  ])('%s %j', (place, value, expected) => {
    expect(problemsWith(configuration, place, value)).toEqual(expected);
  });

  test.each(['http://example.com', 'https://', 'https://example.com?a=b', 'example.com'])('the url %s', (url) => {
    expect(problemsWith(configuration, 'webhooks.0.clientConfig', { url })).toHaveLength(1);
  });
});
