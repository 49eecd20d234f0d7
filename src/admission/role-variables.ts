import { nullable } from '../rules/shared/admission/cel';
import { hasOne } from '../rules/shared/admission/permissions';

/** What expressions about roles and bindings may use. */
export const ROLE_VARIABLES: { readonly [name: string]: string } = {
  /**
   * Beside what is written: `w`, the verbs that work on whole resources, as a rule with names allows no collection to be deleted, and creates
   * only what a server-side apply patches; and `o`, the resources without wildcards.
   */
  rules: [
    `${nullable('object.?rules')}.map(r, {`,
    `'v': ${nullable('r.?verbs')},`,
    "'g': r.?apiGroups.orValue([]), 'r': r.?resources.orValue([]),",
    "'n': r.?resourceNames.orValue([]), 'u': r.?nonResourceURLs.orValue([])})",
    ".map(r, {'v': r.v, 'g': r.g, 'r': r.r, 'n': r.n, 'u': r.u, 'o': dyn(r.r.filter(x, !x.startsWith('*'))),",
    "'w': dyn(r.n.size() == 0 ? r.v : r.v.filter(x, !(x in ['create', 'deletecollection'])) +",
    `(${hasOne('r.v', ['create'])} && ${hasOne('r.v', ['patch'])} ? ['create'] : []))})`,
  ].join(' '),
  subjects: 'object.?subjects.orValue([])',
  roleName: "object.?roleRef.?kind.orValue('') == 'ClusterRole' ? object.roleRef.name : ''",
};
