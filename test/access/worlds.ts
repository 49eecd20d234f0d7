import fc from 'fast-check';

const RBAC = 'rbac.authorization.k8s.io';
export const NAMESPACES = ['shop', 'lab'];
export const USERS = ['jane', 'system:serviceaccount:shop:web', 'system:serviceaccount:lab:web'];
export const GROUPS = ['devs', 'system:authenticated', 'system:serviceaccounts:shop'];
const VERBS = ['get', 'list', 'create', '*'];

const some = <T>(...values: T[]) => fc.subarray(values, { minLength: 1, maxLength: 2 });
const rule = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      verbs: some(...VERBS),
      apiGroups: some('', 'apps', '*'),
      resources: some('pods', 'pods/log', 'deployments', '*', '*/scale', 'pods/*'),
      resourceNames: fc.subarray(['a', 'b'], { maxLength: 1 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ verbs: some('get', '*'), nonResourceURLs: some('*', '/healthz', '/a/*') }) },
);
const rules = fc.array(rule, { minLength: 1, maxLength: 3 });
const object = (kind: string, metadata: object, rest: object): any => ({
  ...{ apiVersion: `${RBAC}/v1`, kind, metadata },
  ...rest,
});
const clusterRole = (name: string) =>
  fc
    .tuple(
      fc.constantFrom<{ [label: string]: string }>({}, { part: 'a' }, { part: 'b' }),
      fc.oneof(
        { weight: 2, arbitrary: rules.map((own): object => ({ rules: own })) },
        {
          weight: 1,
          arbitrary: fc.subarray(['a', 'b'], { minLength: 1 }).map((parts): object => ({
            aggregationRule: { clusterRoleSelectors: parts.map((part) => ({ matchLabels: { part } })) },
          })),
        },
      ),
    )
    .map(([labels, rest]) => object('ClusterRole', { name, labels }, rest));
const role = (name: string) =>
  fc
    .tuple(fc.constantFrom(...NAMESPACES), rules)
    .map(([namespace, own]) => object('Role', { name, namespace }, { rules: own }));
const subject = fc.oneof(
  fc.constantFrom(...USERS).map((name) => ({ kind: 'User', name })),
  fc.constantFrom(...GROUPS).map((name) => ({ kind: 'Group', name })),
  fc.constantFrom(...NAMESPACES).map((namespace) => ({ kind: 'ServiceAccount', name: 'web', namespace })),
  fc.constant({ kind: 'ServiceAccount', name: 'web' }),
);
const bindings = fc
  .array(
    fc.tuple(
      fc.constantFrom(undefined, ...NAMESPACES),
      fc.constantFrom('Role', 'ClusterRole'),
      fc.constantFrom('one', 'two', 'three', 'missing'),
      fc.array(subject, { minLength: 1, maxLength: 3 }),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((all) =>
    all.map(([namespace, kind, name, subjects], index) =>
      object(
        namespace ? 'RoleBinding' : 'ClusterRoleBinding',
        { name: `bound-${index}`, ...(namespace ? { namespace } : {}) },
        { roleRef: { apiGroup: RBAC, kind, name }, subjects },
      ),
    ),
  );

/** Roles, roles that aggregate them, and bindings of them. */
export const world: fc.Arbitrary<any[]> = fc
  .tuple(clusterRole('one'), clusterRole('two'), clusterRole('three'), role('one'), role('two'), bindings)
  .map((parts) => parts.flat());

/** A request for a resource, or for a path. */
export const request: fc.Arbitrary<any> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record(
      {
        ...{ verb: fc.constantFrom(...VERBS), group: fc.constantFrom('', 'apps', '*') },
        resource: fc.constantFrom('pods', 'deployments'),
        subresource: fc.constantFrom('log', 'scale'),
        name: fc.constantFrom('a', 'b', 'c'),
        namespace: fc.constantFrom(...NAMESPACES),
      },
      { requiredKeys: ['verb', 'group', 'resource'] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      verb: fc.constantFrom('get', 'post'),
      path: fc.constantFrom('/healthz', '/healthz/ping', '/a/b', '/'),
    }),
  },
);
