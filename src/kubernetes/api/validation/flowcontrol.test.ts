import { problemsWith } from '../../../../test/support/kubernetes';

const RULE = {
  subjects: [{ kind: 'User', user: { name: 'jane' } }],
  resourceRules: [{ verbs: ['get'], apiGroups: [''], resources: ['pods'], namespaces: ['*'] }],
};
const FLOW = {
  apiVersion: 'flowcontrol.apiserver.k8s.io/v1',
  kind: 'FlowSchema',
  metadata: { name: 'web' },
  spec: { priorityLevelConfiguration: { name: 'workload-low' }, rules: [RULE] },
};
const AT = '/spec/rules/0';

test.each([
  ['spec.matchingPrecedence', 1, ['/spec/matchingPrecedence: is 1; must be 2 to 10000']],
  ['spec.rules.0.resourceRules', undefined, [`${AT}: must have resourceRules or nonResourceRules`]],
  [
    'spec.rules.0.subjects.0.kind',
    'Robot',
    [`${AT}/subjects/0/kind: is "Robot"; must be one of "User", "Group", "ServiceAccount"`],
  ],
  ['spec.rules.0.subjects.0', { kind: 'User' }, [`${AT}/subjects/0/user: is missing; must be set for this kind`]],
  [
    'spec.rules.0.resourceRules.0.verbs',
    ['gett'],
    [
      `${AT}/resourceRules/0/verbs: must be of get, list, create, update, delete, deletecollection, patch, watch, proxy, or "*"`,
    ],
  ],
  [
    'spec.rules.0.resourceRules.0.resources',
    ['*', 'pods'],
    [`${AT}/resourceRules/0/resources: has "*" and others; must have "*" alone`],
  ],
])('FlowSchema %s %j', (place, value, expected) => {
  expect(problemsWith(FLOW, place, value)).toEqual(expected);
});

const LEVEL = {
  apiVersion: 'flowcontrol.apiserver.k8s.io/v1',
  kind: 'PriorityLevelConfiguration',
  metadata: { name: 'web' },
  spec: { type: 'Limited', limited: { limitResponse: { type: 'Queue', queuing: { queues: 64, handSize: 8 } } } },
};
const RESPONSE = '/spec/limited/limitResponse';

test.each([
  ['spec.limited', undefined, ['/spec/limited: is missing; must be set with the type "Limited"']],
  [
    'spec.limited.limitResponse.queuing',
    undefined,
    [`${RESPONSE}/queuing: is missing; must be set with the type "Queue"`],
  ],
  ['spec.limited.limitResponse.type', 'Reject', [`${RESPONSE}/queuing: is set; must not be with the type "Reject"`]],
  [
    'spec.limited.limitResponse.queuing.handSize',
    65,
    [`${RESPONSE}/queuing/handSize: is 65; must be at most queues, which is 64`],
  ],
  ['spec.limited.lendablePercent', 101, ['/spec/limited/lendablePercent: is 101; must be 0 to 100']],
  ['metadata.name', 'exempt', ['/spec/type: must be "Exempt" for the name "exempt" and for no other']],
])('PriorityLevelConfiguration %s %j', (place, value, expected) => {
  expect(problemsWith(LEVEL, place, value)).toEqual(expected);
});
