import { findingsOf, placesOf } from '../../../../test/support/findings';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const CREDENTIALS = {
  level: 'Metadata',
  resources: [
    { group: '', resources: ['secrets', 'configmaps', 'serviceaccounts/token'] },
    { group: 'authentication.k8s.io', resources: ['tokenreviews'] },
  ],
};
const REST = { level: 'Metadata' };
const policy = (rules: any, rest: any = {}) => ({
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  metadata: { name: 'audit' },
  rules,
  ...rest,
});
const adds = (...given: Parameters<typeof policy>) => {
  return ({ others }: World): void => {
    others.push(policy(...given));
  };
};

testRule(rule, {
  valid: {
    'metadata of everything': adds([REST]),
    'bodies except credentials': adds([CREDENTIALS, { level: 'RequestResponse' }]),
    'frequent requests omitted': adds([
      CREDENTIALS,
      { level: 'None', verbs: ['get'], nonResourceURLs: ['/healthz*', '/livez*', '/readyz*'] },
      {
        level: 'None',
        users: ['system:kube-proxy'],
        verbs: ['watch'],
        resources: [{ group: '', resources: ['services'] }],
      },
      { level: 'None', resources: [{ group: '', resources: ['events'] }] },
      REST,
    ]),
    'without RequestReceived': adds([REST], { omitStages: ['RequestReceived'] }),
  },
  invalid: {
    'no rules': { change: adds([]), at: ['Policy /rules'], mendedBy: 'none' },
    'a last rule with level None': { change: adds([CREDENTIALS, { level: 'None' }]), at: ['Policy /rules/1/level'] },
    'bodies of everything': { change: adds([{ level: 'RequestResponse' }]), at: ['Policy /rules/0/level'] },
    'bodies of requests for secrets': {
      change: adds([{ level: 'Request', resources: [{ group: '', resources: ['secrets'] }] }, REST]),
      at: ['Policy /rules/0/level'],
    },
    'no exec': {
      change: adds([{ level: 'None', resources: [{ group: '', resources: ['pods/exec'] }] }, REST]),
      at: ['Policy /rules/0/level'],
    },
    'no unauthenticated requests': {
      change: adds([{ level: 'None', userGroups: ['system:unauthenticated'] }, REST]),
      at: ['Policy /rules/0/level'],
    },
    'a rule after one for everything': {
      change: adds([REST, CREDENTIALS]),
      at: ['Policy /rules/1'],
      severity: 'low',
    },
    'no outcome stage': {
      change: adds([REST], { omitStages: ['RequestReceived', 'ResponseComplete'] }),
      at: ['Policy /omitStages/1'],
    },
    'no outcome stage, in a rule': {
      change: adds([{ ...REST, omitStages: ['Panic'] }]),
      at: ['Policy /rules/0/omitStages/0'],
    },
  },
});

const messages = (...rules: any[]) => findingsOf(rule, [policy(rules)]).map(({ message }) => message);

describe('well-known policies', () => {
  test('the sample of the NSA guide, appendix L, logs tokens', () => {
    const secrets = { level: 'Metadata', resources: [{ group: '', resources: ['secrets'] }] };
    expect(messages(secrets, { level: 'RequestResponse' })).toEqual([
      'audit rule 1 logs the content of configmaps, serviceaccounts/token, tokenreviews; add an earlier rule for them with level "Metadata"',
    ]);
  });

  test('the sample of the Kubernetes documentation logs config maps of kube-system, and tokens', () => {
    const rules = [
      { level: 'RequestResponse', resources: [{ group: '', resources: ['pods'] }] },
      { level: 'Metadata', resources: [{ group: '', resources: ['pods/log', 'pods/status'] }] },
      { level: 'None', resources: [{ group: '', resources: ['configmaps'], resourceNames: ['controller-leader'] }] },
      {
        level: 'None',
        users: ['system:kube-proxy'],
        verbs: ['watch'],
        resources: [{ group: '', resources: ['endpoints', 'services'] }],
      },
      { level: 'None', userGroups: ['system:authenticated'], nonResourceURLs: ['/api*', '/version'] },
      { level: 'Request', resources: [{ group: '', resources: ['configmaps'] }], namespaces: ['kube-system'] },
      { level: 'Metadata', resources: [{ group: '', resources: ['secrets', 'configmaps'] }] },
      { level: 'Request', resources: [{ group: '' }, { group: 'extensions' }] },
      { level: 'Metadata', omitStages: ['RequestReceived'] },
    ];
    expect(messages(...rules)).toEqual([
      'audit rule 5 logs the content of configmaps; add an earlier rule for them with level "Metadata"',
      'audit rule 7 logs the content of serviceaccounts/token; add an earlier rule for them with level "Metadata"',
    ]);
  });

  test('a policy without a last rule names the requests that it does not log', () => {
    expect(messages(CREDENTIALS, { level: 'Request', resources: [{ group: '' }, { group: 'apps' }] })).toEqual([
      'audit policy has no rule for roles, rolebindings, clusterroles, clusterrolebindings, kinds that no rule names; add a last rule with level "Metadata"',
    ]);
  });
});

test.each([[{ rules: null }], [{ rules: [null, { level: null }] }]])('nothing is logged: %j', (content) => {
  expect(placesOf(rule, [{ ...policy([]), ...content }])).toHaveLength(2 - Number(content.rules === null));
});
