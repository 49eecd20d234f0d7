import { join } from 'node:path';
import { median } from './network';

const SIZES = [625, 1250, 2500, 5000];
const RUNS = 3;
const RBAC = 'rbac.authorization.k8s.io';

/** Prints how the analysis of access grows, and how it compares with parsing the same manifests. */
export function benchAccess(library: string): void {
  const { AccessGraph } = require(join(library, 'analysis', 'access', 'effective', 'access-graph'));
  const { ManifestSet } = require(join(library, 'model', 'manifest-set'));
  console.log('\naccess: N roles, 2 N bindings and N / 12.5 ClusterRoles that aggregate others, beside parsing them');
  let before: number | undefined;
  for (const size of SIZES) {
    const text = textOf(size);
    const parse = median(() => ManifestSet.fromYaml(text));
    const sets = Array.from({ length: RUNS }, () => ManifestSet.fromYaml(text));
    let grants = 0;
    const index = median(() => {
      const graph = AccessGraph.of(sets.pop());
      grants = graph.bindings.reduce((sum: number, bound: any) => sum + (graph.rulesOf(bound)?.length ?? 0), 0);
    });
    const graph = AccessGraph.of(ManifestSet.fromYaml(text));
    const ask = median(() => graph.whoCan({ verb: 'get', group: '', resource: 'configmaps', namespace: 'ns1' }));
    const growth = before === undefined ? '' : `, ${(index / before).toFixed(2)} times the half`;
    console.log(
      `  ${String(size).padStart(5)}  ${(index / parse).toFixed(2)} of parsing, ${grants} rules granted, who-can ${(ask / parse).toFixed(3)}${growth}`,
    );
    before = index;
  }
}

/**
 * In turn Roles and ClusterRoles; each aggregating ClusterRole selects those of its label and the aggregating one after it, so
 * that the first of each ten contains what ten select.
 */
function textOf(size: number): string {
  const object = (kind: string, metadata: object, rest: object) => ({
    ...{ apiVersion: `${RBAC}/v1`, kind, metadata },
    ...rest,
  });
  const groups = Math.round(size / 12.5);
  const roles = Array.from({ length: size }, (_, index) => {
    const rules = ['configmaps', `widgets${index}`].map((resource) => ({
      ...{ apiGroups: [''], resources: [resource], verbs: ['get', 'list'] },
    }));
    const labels = { [`${RBAC}/part`]: `p${index % groups}` };
    const isCluster = index % 2 === 0;
    const place = isCluster ? { labels } : { namespace: `ns${index % 50}` };
    return object(isCluster ? 'ClusterRole' : 'Role', { name: `role-${index}`, ...place }, { rules });
  });
  const aggregating = Array.from({ length: groups }, (_, index) => {
    const selectors = [
      { matchLabels: { [`${RBAC}/part`]: `p${index}` } },
      ...(index % 10 === 9 ? [] : [{ matchLabels: { [`${RBAC}/chain`]: `c${index + 1}` } }]),
    ];
    const metadata = { name: `all-${index}`, labels: { [`${RBAC}/chain`]: `c${index}` } };
    return object('ClusterRole', metadata, { aggregationRule: { clusterRoleSelectors: selectors }, rules: [] });
  });
  const bindings = Array.from({ length: 2 * size }, (_, index) => {
    const role = index % size;
    const isLocal = role % 2 === 1;
    const name = isLocal ? `role-${role}` : index < size ? `role-${role}` : `all-${role % groups}`;
    const namespace = `ns${role % 50}`;
    const roleRef = { apiGroup: RBAC, kind: isLocal ? 'Role' : 'ClusterRole', name };
    const subjects = [{ kind: 'ServiceAccount', name: `account-${index % 500}`, namespace }];
    return object('RoleBinding', { name: `binding-${index}`, namespace }, { roleRef, subjects });
  });
  return [...roles, ...aggregating, ...bindings].map((each) => JSON.stringify(each)).join('\n---\n');
}
