import { App } from 'cdk8s';
import fc from 'fast-check';
import {
  type AuditedRequest,
  type AuditedResources,
  AuditLevel,
  type AuditRule,
  auditRuleJson,
  groupsOf,
  levelOf,
  userOf,
} from '../../src/analysis/cluster/audit-policy';
import { AuditPreset } from '../../src/analysis/cluster/audit-presets';
import { AuditPolicy } from '../../src/constructs/cluster/audit-policy';
import type { AuditRequest } from '../judge';
import { grouped, type Outcome, type Settings, type Suite } from '../suite';

const USERS = ['system:kube-proxy', 'system:apiserver', 'system:node:a', 'system:serviceaccount:ns:sa', 'jane'];
const GROUPS = ['system:unauthenticated', 'system:nodes', 'system:authenticated', 'system:serviceaccounts:ns', 'team'];
const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'];
const RESOURCES = ['secrets', 'configmaps', 'pods', 'pods/exec', 'pods/status', 'events', 'leases', 'tokenreviews'];
const OTHERS = ['serviceaccounts/token', 'nodes/proxy', 'deployments/scale', 'services', 'subjectaccessreviews'];
const PATTERNS = [...RESOURCES, ...OTHERS, '*', 'pods/*', '*/scale', '*/exec'];
const API_GROUPS = [
  '',
  'apps',
  'coordination.k8s.io',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'events.k8s.io',
];
const NAMESPACES = ['', 'kube-system', 'kube-node-lease', 'shop'];
const PATHS = ['/healthz', '/healthz/etcd', '/livez', '/version', '/version/', '/api', '/apis/apps', '/metrics', '/'];

const some = <T>(values: readonly T[]): fc.Arbitrary<T[] | undefined> =>
  fc.option(fc.subarray([...values], { maxLength: 3 }), { nil: undefined });

const request: fc.Arbitrary<AuditedRequest> = fc
  .record({
    verb: fc.constantFrom(...VERBS),
    user: fc.option(fc.constantFrom(...USERS), { nil: undefined }),
    groups: some(GROUPS),
    apiGroup: fc.constantFrom(...API_GROUPS),
    resource: fc.option(fc.constantFrom(...RESOURCES, ...OTHERS), { nil: undefined }),
    name: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
    namespaceName: fc.constantFrom(...NAMESPACES),
    path: fc.constantFrom(...PATHS),
  })
  .map(({ path, ...rest }) =>
    rest.resource === undefined ? { verb: rest.verb, user: rest.user, groups: rest.groups, path } : rest,
  );

const entry: fc.Arbitrary<AuditedResources> = fc
  .record({
    apiGroup: fc.constantFrom(...API_GROUPS, '*'),
    resources: some(PATTERNS),
    resourceNames: fc.option(fc.subarray(['a', 'b']), { nil: undefined }),
  })
  .map((each) => (each.resources?.length ? each : { ...each, resourceNames: undefined }));

const rule: fc.Arbitrary<AuditRule> = fc
  .record({
    level: fc.constantFrom(...Object.values(AuditLevel)),
    ...{ users: some(USERS), userGroups: some(GROUPS), verbs: some(VERBS), namespaces: some(NAMESPACES) },
    resources: fc.option(fc.array(entry, { maxLength: 3 }), { nil: undefined }),
    nonResourceUrls: some([...PATHS, '/healthz*', '/api*', '*']),
  })
  .map((each) => (each.resources?.length || each.namespaces?.length ? { ...each, nonResourceUrls: undefined } : each));

/** What a probe of an audit policy promises, the API server logs. */
export const clusterAudit: Suite = {
  name: 'cluster-audit',
  guarantee: '`AuditPolicy.levelOf` names the level at which the API server logs a request',
  by: "upstream's evaluator of audit policies",
  async run({ judge, count, seed }: Settings): Promise<Outcome> {
    let asked = 0;
    const compare = async (
      file: string,
      requests: readonly AuditedRequest[],
      own: (each: AuditedRequest) => AuditLevel,
    ) => {
      const { levels } = await judge.ask('audit', { file, requests: requests.map(asUpstream) });
      levels.forEach((level, index) => {
        const each = requests[index] as AuditedRequest;
        asked += 1;
        if (level !== own(each))
          throw new Error(`${JSON.stringify(each)}: upstream logs ${level}, we say ${own(each)}\n${file}`);
      });
    };
    const requests = fc.array(request, { minLength: 1, maxLength: 20 });
    const property = fc.asyncProperty(fc.array(rule, { minLength: 1, maxLength: 5 }), requests, async (rules, each) => {
      const policy = { apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules: rules.map(auditRuleJson) };
      await compare(JSON.stringify(policy), each, (one) => levelOf(rules, one));
    });
    await fc.assert(property, { numRuns: count, seed });
    for (const preset of Object.values(AuditPreset)) {
      const policy = new AuditPolicy(new App(), 'audit', { preset });
      const ofPreset = fc.asyncProperty(requests, (each) => compare(policy.text, each, (one) => policy.levelOf(one)));
      await fc.assert(ofPreset, { numRuns: Math.ceil(count / 10), seed });
    }
    return { cases: `${grouped(asked)} requests` };
  },
};

function asUpstream(each: AuditedRequest): AuditRequest {
  const { verb, apiGroup, resource = '', name, namespaceName, path } = each;
  const [whole, subresource] = resource.split('/');
  return {
    ...{ user: userOf(each), groups: groupsOf(each), verb, apiGroup, name, namespace: namespaceName },
    ...{ resource: whole, subresource, path },
  };
}
