import { Chart, Testing } from 'cdk8s';
import {
  AdminRole,
  Aspects,
  AuditorRole,
  type ChangingRoleProps,
  DeveloperRole,
  HardeningChecks,
  IsolatedNamespace,
  ViewerRole,
} from '../../src/index';
import { newApp } from '../support/workloads';

const TERMS = { reason: 'people deploy by hand until the pipeline is there', expires: '2999-12-31' };
const CLASSES = { auditor: AuditorRole, viewer: ViewerRole, developer: DeveloperRole, admin: AdminRole };
type Role = keyof typeof CLASSES;

function synth(role: Role, more: Partial<ChangingRoleProps> = {}): any[] {
  const app = newApp();
  Aspects.of(app).add(new HardeningChecks());
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const isolatedNamespace = new IsolatedNamespace(chart, 'namespace');
  new CLASSES[role](chart, 'people', { isolatedNamespace, groups: ['oidc:b', 'oidc:a', 'oidc:b'], ...TERMS, ...more });
  return Testing.synth(chart);
}

/** Whether one rule has verb, group and resource, as the authorizer asks. */
function may(role: Role, request: string): boolean {
  const [verb = '', resource = ''] = request.split(' ');
  const [name = '', group = ''] = resource.split('.').length > 1 ? splitOnce(resource) : [resource, ''];
  const { rules } = synth(role).find(({ kind }) => kind === 'Role');
  return rules.some(
    (rule: any) => rule.verbs.includes(verb) && rule.apiGroups.includes(group) && rule.resources.includes(name),
  );
}

function splitOnce(resource: string): string[] {
  const at = resource.indexOf('.');
  return [resource.slice(0, at), resource.slice(at + 1)];
}

const RBAC = 'rbac.authorization.k8s.io';
// The table of docs/access.md.
const TABLE: [request: string, roles: Role[]][] = [
  ['list pods', ['auditor', 'viewer', 'developer', 'admin']],
  ['watch deployments.apps', ['auditor', 'viewer', 'developer', 'admin']],
  ['list networkpolicies.networking.k8s.io', ['auditor', 'viewer', 'developer', 'admin']],
  ['list events', ['auditor', 'viewer', 'developer', 'admin']],
  ['get configmaps', ['viewer', 'developer', 'admin']],
  [`list rolebindings.${RBAC}`, ['auditor', 'admin']],
  ['get pods/log', ['developer', 'admin']],
  ['patch deployments.apps', ['developer', 'admin']],
  ['create jobs.batch', ['developer', 'admin']],
  ['delete pods', ['developer', 'admin']],
  ['update deployments/scale.apps', ['developer', 'admin']],
  ['patch configmaps', ['developer', 'admin']],
  ['update statefulsets.apps', ['admin']],
  ['create services', ['admin']],
  ['patch ingresses.networking.k8s.io', ['admin']],
  ['create pods/eviction', ['admin']],
  // What the built-in edit and admin may do beside.
  ['get secrets', []],
  ['list secrets', []],
  ['create secrets', []],
  ['create pods', []],
  ['create pods/exec', []],
  ['get pods/exec', []],
  ['create pods/attach', []],
  ['create pods/portforward', []],
  ['patch pods/ephemeralcontainers', []],
  ['get services/proxy', []],
  ['impersonate serviceaccounts', []],
  ['create serviceaccounts/token', []],
  ['create serviceaccounts', []],
  [`create rolebindings.${RBAC}`, []],
  [`update roles.${RBAC}`, []],
  [`bind roles.${RBAC}`, []],
  [`escalate roles.${RBAC}`, []],
  ['delete networkpolicies.networking.k8s.io', []],
  ['update resourcequotas', []],
  ['deletecollection pods', []],
];

test.each(TABLE)('%s', (request, roles) => {
  const all = Object.keys(CLASSES) as Role[];
  expect(all.filter((role) => may(role, request))).toEqual(roles);
});

describe.each(Object.keys(CLASSES) as Role[])('the role of a(n) %s', (role) => {
  test('is bound to groups in its namespace, and passes all rules', () => {
    const objects = synth(role);
    const [{ metadata, rules }] = objects.filter(({ kind }) => kind === 'Role');
    const [binding] = objects.filter(({ kind }) => kind === 'RoleBinding');
    expect([metadata.namespace, binding.metadata.namespace]).toEqual(['shop', 'shop']);
    expect(binding.roleRef).toEqual({ apiGroup: RBAC, kind: 'Role', name: metadata.name });
    expect(binding.subjects).toEqual(['oidc:a', 'oidc:b'].map((name) => ({ apiGroup: RBAC, kind: 'Group', name })));
    expect(JSON.stringify(rules)).not.toContain('*');
    expect(objects.some(({ kind }) => /^ClusterRole/.test(kind))).toBe(false);
  });

  test.each([[], ['system:masters'], ['system:authenticated'], ['']].map((groups) => [groups]))(
    'refuses %j',
    (groups) => {
      expect(() => synth(role, { groups })).toThrow(
        /"shop\/people" has (no group|the group "(system:.*)?", which no identity)/,
      );
    },
  );
});

describe.each(['developer', 'admin'] as Role[])('the role of a(n) %s', (role) => {
  test.each<[object, string]>([
    [{ reason: undefined }, 'has no reason'],
    [{ reason: 'short' }, 'has no reason; give one of at least ten characters'],
    [{ expires: undefined }, 'has the last day ""'],
    [{ expires: '2026-02-30' }, 'which is no day of the calendar'],
  ])('needs a reason and a last day: %j', (more, why) => {
    expect(() => synth(role, more)).toThrow(why);
  });

  test('is refused after its last day', () => {
    expect(() => synth(role, { expires: '2020-01-01' })).toThrow('✗ rbac-workload-create');
  });
});
