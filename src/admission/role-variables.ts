import { nullable } from '../rules/shared/admission/cel';

/** What expressions about roles and bindings may use. */
export const ROLE_VARIABLES: { readonly [name: string]: string } = {
  rules: [
    `${nullable('object.?rules')}.map(r, {`,
    `'v': ${nullable('r.?verbs')},`,
    "'g': r.?apiGroups.orValue([]), 'r': r.?resources.orValue([]),",
    "'n': r.?resourceNames.orValue([]), 'u': r.?nonResourceURLs.orValue([])})",
  ].join(' '),
  subjects: 'object.?subjects.orValue([])',
  roleName: "object.?roleRef.?kind.orValue('') == 'ClusterRole' ? object.roleRef.name : ''",
};
