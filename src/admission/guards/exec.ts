import { GROUPS } from '../../rules/rbac/rbac-authenticated-binding/rule';
import { celList } from '../../rules/shared/admission/cel';
import { API_SERVER, resourceRule } from '../requests';
import { AdmissionGuard } from './admission-guard';
import type { Guard } from './guard';

/** A proxy of a node is its kubelet, which executes in each of its pods. */
const RESOURCES = ['nodes/proxy', 'pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy', 'services/proxy'];
/** Groups that hold every user, or every account of a workload. */
const EVERYONE = [...GROUPS, 'system:serviceaccounts', 'system:unauthenticated'];
const MOST_NAMED = 12;

/** Who may reach into what runs: the members of some groups. Throws for a group that holds everyone, and for what is no name. */
export function execGuard(groups: readonly string[]): Guard {
  for (const group of groups) {
    if (!/^[!-~]([ -~]*[!-~])?$/.test(group))
      throw new Error(`exec group "${group}" is not valid; write the name of a group in printable ASCII`);
    if (EVERYONE.includes(group))
      throw new Error(`exec group "${group}" holds every user or every workload; name the group of those who need it`);
  }
  const named = groups.slice(0, MOST_NAMED).map((group) => `"${group}"`);
  const more = groups.length > MOST_NAMED ? ` and ${groups.length - MOST_NAMED} more` : '';
  return {
    name: AdmissionGuard.EXEC,
    scopes: ['Namespaced', 'Cluster'],
    resourceRules: [
      resourceRule('', 'v1', RESOURCES, ['CONNECT']),
      // A debug container is an exec with an image of its own.
      resourceRule('', 'v1', ['pods/ephemeralcontainers'], ['UPDATE']),
    ],
    conditions: [
      API_SERVER,
      ...(groups.length === 0
        ? []
        : [
            {
              name: 'not-of-the-groups',
              expression: `!(has(request.userInfo.groups) && request.userInfo.groups.exists(g, g in ${celList(groups)}))`,
            },
          ]),
    ],
    refused:
      'exec, attach, port-forward, proxy and debug containers reach into what runs, past all checks of manifests',
    ...(groups.length > 0 && { others: `members of ${named.join(', ')}${more}` }),
    instead: 'use logs and metrics, or ask an administrator to do it or to add you',
  };
}
