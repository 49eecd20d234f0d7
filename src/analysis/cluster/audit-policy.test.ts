import { type AuditedRequest, auditRuleOf, decidingRule, levelOf } from './audit-policy';

const REQUEST: AuditedRequest = {
  ...{ user: 'jane', groups: ['developers'], verb: 'create' },
  ...{ resource: 'pods/exec', namespaceName: 'shop' },
};
const decides = (rule: any, request: Partial<AuditedRequest> = {}) =>
  decidingRule([auditRuleOf({ level: 'Request', ...rule })], { ...REQUEST, ...request }) === 0;

// https://github.com/kubernetes/apiserver/blob/v0.37.2/pkg/audit/policy/checker.go
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
  [{ resources: null }, true],
])('%j: %s', (rule, expected) => {
  expect(decides(rule)).toBe(expected);
});

test('`pods/*` includes pods, and cluster-scoped resources have an empty namespace', () => {
  expect(decides({ resources: [{ group: '', resources: ['pods/*'] }] }, { resource: 'pods' })).toBe(true);
  expect(decides({ resources: [{ group: '', resources: ['*/exec'] }] }, { resource: 'pods' })).toBe(false);
  expect(decides({ namespaces: [''] }, { namespaceName: '' })).toBe(true);
});

test('the first rule that matches decides, and without one nothing is logged', () => {
  const rules = [{ level: 'None', users: ['joe'] }, { level: 'Metadata' }, { level: 'RequestResponse' }].map(
    auditRuleOf,
  );
  expect(decidingRule(rules, REQUEST)).toBe(1);
  expect(levelOf(rules, REQUEST)).toBe('Metadata');
  expect(levelOf([], REQUEST)).toBe('None');
});
