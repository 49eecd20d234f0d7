import type { Admission } from '../../shared/admission/admission';
import { celList } from '../../shared/admission/cel';
import { hasOne, ofGrants } from '../../shared/admission/permissions';
import { SUBRESOURCES } from './rule';

const IS_PLAIN = hasOne('r.v', ['impersonate']);
const IS_CONSTRAINED = "r.v.exists(v, v == '*' || v.startsWith('impersonate:'))";
const IN_CORE = hasOne('r.g', ['']);
const IN_AUTHENTICATION = hasOne('r.g', ['authentication.k8s.io']);
const EVERYWHERE = `((${IS_PLAIN} && ${IN_CORE}) || (${IS_CONSTRAINED} && (${IN_CORE} || ${IN_AUTHENTICATION})))`;
/** An extra field is a subresource, which `*` before the slash matches too. */
const IS_EXTRA = `x == '*' || (x.startsWith('userextras/') && !(x in ['userextras/', 'userextras/*'])) || (x.startsWith('*/') && !(x.substring(2) in ${celList(['', '*', ...SUBRESOURCES])}))`;
const IN_CLUSTER_ROLE = [
  `(${EVERYWHERE} && ${hasOne('r.r', ['users', 'groups'])})`,
  `(${IS_CONSTRAINED} && ${IN_AUTHENTICATION} && ${hasOne('r.r', ['nodes'])})`,
  `((${IS_PLAIN} || ${IS_CONSTRAINED}) && ${IN_AUTHENTICATION} && r.r.exists(x, x == 'uids' || ${IS_EXTRA}))`,
].join(' || ');

export const admission: Admission = ofGrants(
  [
    "r.v.exists(v, v.startsWith('impersonate-on:'))",
    `(${EVERYWHERE} && ${hasOne('r.r', ['serviceaccounts'])})`,
    `(object.kind == 'ClusterRole' && (${IN_CLUSTER_ROLE}))`,
  ].join(' || '),
  'allows impersonation; remove the impersonation verbs',
);
