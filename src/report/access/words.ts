import type { Bound, Decision, Grant } from '../../analysis/access/effective/access-graph';
import type { EscalationPath, Hop } from '../../analysis/access/effective/paths';
import { targetText } from '../../analysis/access/effective/paths';
import type { Permission } from '../../analysis/access/effective/permissions';
import { type AccessRequest, accountOf, MASTERS, resourceText } from '../../analysis/access/effective/request';
import type { PolicyRule } from '../../analysis/access/policy-rule';
import type { Grantee } from '../../analysis/access/subjects';
import type { Manifest } from '../../model/manifest';

/** A user, a group or a ServiceAccount, as bindings name it. */
export interface WrittenSubject {
  readonly kind: 'User' | 'Group' | 'ServiceAccount';
  readonly name: string;
  /** Of a ServiceAccount. */
  readonly namespace?: string;
}

/** Returns a subject as a binding names it: the user of a ServiceAccount is that account. */
export function subjectOf({ kind, name }: Grantee): WrittenSubject {
  const account = kind === 'User' ? accountOf(name) : undefined;
  return account ? { kind: 'ServiceAccount', name: account.name, namespace: account.namespace } : { kind, name };
}

/** `ServiceAccount shop/web`, `User jane`, `Group devs`. */
export function subjectText(grantee: Grantee): string {
  const { kind, name, namespace } = subjectOf(grantee);
  return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}

/** `RoleBinding shop/read`, `ClusterRole view`. */
export function objectText({ objectRef, effectiveNamespace }: Manifest): string {
  const { kind, name } = objectRef;
  return `${kind} ${kind.startsWith('Cluster') ? name : `${effectiveNamespace}/${name}`}`;
}

/** The role that a binding names, which may be unknown. */
export function roleRefText(binding: Manifest): string {
  const { kind, name } = binding.json.roleRef ?? {};
  return `${kind} ${kind === 'Role' ? `${binding.effectiveNamespace}/${name}` : name}`;
}

/** What a rule allows: `get, list on pods, pods/log (web)`. */
export function ruleText({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): string {
  const list = (items: readonly string[] | null | undefined) => (items ?? []).join(', ');
  if (nonResourceURLs?.length) return `${list(verbs)} on ${list(nonResourceURLs)}`;
  const named = resourceNames?.length ? ` named ${list(resourceNames)}` : '';
  const groups = (apiGroups ?? []).filter((group) => group !== '');
  const of = groups.length > 0 ? ` of ${(apiGroups ?? []).map((group) => group || 'core').join(', ')}` : '';
  return `${list(verbs)} on ${list(resources)}${of}${named}`;
}

/** The rule of a grant: that of its role, or of one that this role aggregates. */
export function rulePlace({ role, index }: Pick<Grant, 'role' | 'index'>): string {
  return `rule ${index} of ${objectText(role)}`;
}

/** Says what allows something. */
export function grantText(grant: Grant): string {
  const { binding, grantee, rule } = grant;
  return `${objectText(binding)} grants ${roleRefText(binding)} to ${subjectText(grantee)}; ${rulePlace(grant)} allows ${ruleText(rule)}`;
}

/** Says which binding may allow something. */
export function unknownText({ binding }: Bound): string {
  return `${objectText(binding)} names ${roleRefText(binding)}, which is not among the manifests: what it allows is unknown`;
}

/** Says why a request is allowed, or is not. */
export function reasonText({ allowed, grant, unknown }: Decision): string {
  if (grant) return grantText(grant);
  if (allowed) return `the API server allows everything to group ${MASTERS}`;
  return ['no rule of a bound role allows it', ...unknown.map(unknownText)].join('; ');
}

/** A request as it is asked for: `get pods/log web in shop`. */
export function requestText(request: AccessRequest): string {
  if ('path' in request) return `${request.verb} ${request.path}`;
  const { verb, group, name, namespace } = request;
  const [plain = '', ...sub] = resourceText(request).split('/');
  const resource = [group === '' ? plain : `${plain}.${group}`, ...sub].join('/');
  return `${verb} ${resource}${name ? ` ${name}` : ''} ${namespace === undefined ? 'in the whole cluster' : `in ${namespace}`}`;
}

/** A permission, in the same form. */
export function permissionText({ verb, group = '', resource = '', name, namespace, path }: Permission): string {
  if (path !== undefined) return requestText({ verb, path });
  return requestText({ verb, group, resource, name, namespace });
}

/** A path in one line, from its workload to its target. */
export function pathText({ workload, target }: EscalationPath): string {
  return `${workload.workload} can reach ${targetText(target)}`;
}

/** One step of a path. */
export function hopText({ account, step, to }: Hop): string {
  const where = step.namespace === undefined ? 'in the whole cluster' : `in ${step.namespace}`;
  const { binding } = step.grant;
  const grant = `${objectText(binding)} of ${roleRefText(binding)}, ${rulePlace(step.grant)}`;
  return `ServiceAccount ${account} may ${step.does} ${where} (${grant}), which gives ${targetText(to)}`;
}
