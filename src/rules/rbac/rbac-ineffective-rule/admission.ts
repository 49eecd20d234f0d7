import { METRICS, ON_OWN_NAMESPACE } from '../../../analysis/access/cluster-scoped';
import { RBAC } from '../../../analysis/access/policy-rule';
import { KubernetesApi } from '../../../kubernetes/api/kubernetes-api';
import { allKinds } from '../../../kubernetes/api/table';
import { groupOf } from '../../../kubernetes/workload-kinds';
import type { Admission } from '../../shared/admission/admission';
import { celList, celMap } from '../../shared/admission/cel';
import { hasOne, ofGrants } from '../../shared/admission/permissions';

/** The resources without a namespace, by group, those without a kind among them. */
function clusterScoped(): string {
  const api = KubernetesApi.of('latest');
  const groups = new Set([...allKinds().map(([apiVersion]) => groupOf(apiVersion)), 'authentication.k8s.io']);
  const rows = [...groups].map((group) => {
    const names = [...api.resourcesOf(group)].flatMap(([name, { isNamespaced }]) =>
      isNamespaced || name.includes('/') ? [] : [name],
    );
    return [group, names] as const;
  });
  const all = [...rows.filter(([, names]) => names.length > 0), [METRICS, ['nodes']] as const];
  return celMap(all.map(([group, names]) => [group, celList(names)]));
}

const isPattern = (list: string, but = 'false') => `r.${list}.exists(x, x != '*' && x.contains('*') && !(${but}))`;
const IS_TOP_LEVEL = "r.r.size() > 0 && r.r.all(x, !x.contains('/') && x != '*')";
const NAMELESS = `'deletecollection' in r.v || ('create' in r.v && ${IS_TOP_LEVEL} && !${hasOne('r.v', ['patch'])})`;
const ON_ITSELF = `(n == 'namespaces' && '' in r.g && ${hasOne('r.v', ON_OWN_NAMESPACE)}) || (n == 'clusterroles' && '${RBAC}' in r.g && ${hasOne('r.v', ['bind'])})`;
const OUT_OF_NAMESPACE = `!('*' in r.g) && r.r.map(x, x.split('/')[0]).exists(n, [${clusterScoped()}].exists(m, r.g.exists(g, g in m && n in m[g])) && !(${ON_ITSELF}))`;

export const admission: Admission = ofGrants(
  [
    isPattern('r', "x.matches('^[*]/[^*]+$')"),
    isPattern('g'),
    isPattern('v'),
    `(r.n.size() > 0 && (${NAMELESS}))`,
    "r.n.exists(n, n.contains('*') && !('signers' in r.r && n.matches('^[^*/]+/[*]$')))",
    `(object.kind == 'Role' && (r.u.size() > 0 || (${OUT_OF_NAMESPACE})))`,
  ].join(' || '),
  'has an entry that matches no request; name each group, resource, verb and object, or use "*"',
  { partly: 'where bindings grant a cluster role is not seen' },
);
