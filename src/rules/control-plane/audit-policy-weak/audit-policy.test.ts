import { type AuditedRequest, auditDecision } from './audit-policy';

const REQUEST: AuditedRequest = {
  user: 'jane',
  groups: ['developers', 'system:authenticated'],
  verb: 'create',
  group: '',
  resource: 'pods/exec',
  namespace: 'shop',
};
const decide = (rule: any, request: Partial<AuditedRequest> = {}) =>
  auditDecision([{ level: 'Request', ...rule }], { ...REQUEST, ...request }).rule !== undefined;

test.each<[any, boolean]>([
  [{}, true],
  [{ users: ['jane'] }, true],
  [{ users: ['joe'] }, false],
  [{ users: [] }, true],
  [{ users: null }, true],
  [{ userGroups: ['system:authenticated'] }, true],
  [{ userGroups: ['system:unauthenticated'] }, false],
  [{ verbs: ['get', 'create'] }, true],
  [{ verbs: ['get'] }, false],
  [{ users: ['jane'], verbs: ['get'] }, false],
  [{ namespaces: ['shop'] }, true],
  [{ namespaces: [''] }, false],
  [{ nonResourceURLs: ['*'] }, false],
  [{ resources: [{ group: '' }] }, true],
  [{ resources: [{}] }, true],
  [{ resources: [{ group: '*' }] }, true],
  [{ resources: [{ group: 'apps' }] }, false],
  [{ resources: [{ group: 'apps' }, { group: '' }] }, true],
  [{ resources: [{ group: '', resources: ['pods'] }] }, false],
  [{ resources: [{ group: '', resources: ['pods/exec'] }] }, true],
  [{ resources: [{ group: '', resources: ['pods/*'] }] }, true],
  [{ resources: [{ group: '', resources: ['*/exec'] }] }, true],
  [{ resources: [{ group: '', resources: ['*/log'] }] }, false],
  [{ resources: [{ group: '', resources: ['*'] }] }, true],
  [{ resources: [{ group: '', resources: ['pods/exec'], resourceNames: ['web'] }] }, false],
  [{ namespaces: ['other'], resources: [{ group: '' }] }, false],
  [{ resources: 'pods' }, true],
  [{ resources: [null] }, true],
])('%j: %s', (rule, expected) => {
  expect(decide(rule)).toBe(expected);
});

test('`pods/*` includes pods, and cluster-scoped resources have an empty namespace', () => {
  expect(decide({ resources: [{ group: '', resources: ['pods/*'] }] }, { resource: 'pods' })).toBe(true);
  expect(decide({ resources: [{ group: '', resources: ['*/exec'] }] }, { resource: 'pods' })).toBe(false);
  expect(decide({ namespaces: [''] }, { namespace: '' })).toBe(true);
});

test('the first matching rule decides', () => {
  const rules = [{ level: 'None', users: ['joe'] }, { level: 'Metadata' }, { level: 'RequestResponse' }];
  expect(auditDecision(rules, REQUEST)).toEqual({ level: 'Metadata', rule: 1 });
});

test.each([[undefined], [null], ['rules'], [[]], [[null]], [[3]]])('%j decides nothing', (rules) => {
  expect(auditDecision(rules, REQUEST)).toEqual({ level: 'None' });
});

test.each([[undefined], [null], ['metadata'], [3]])('the level %j logs nothing', (level) => {
  expect(auditDecision([{ level }], REQUEST)).toEqual({ level: 'None', rule: 0 });
});
