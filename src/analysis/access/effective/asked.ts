import { type NamedResource, resourcesNamed } from '../../../kubernetes/api/resource-names';
import { NEWEST_VERSION } from '../../../kubernetes/kubernetes-version';
import type { ManifestSet } from '../../../model/manifest-set';
import { policyRulesOf } from '../policy-rule';
import { CLUSTER_ROLE, ROLE } from '../roles';
import type { AccessRequest, ResourceRequest } from './request';

/** What is asked beside a verb and a resource. */
export interface AskedDetails {
  readonly name?: string;
  readonly subresource?: string;
  /** Empty: the whole cluster. Default: the fallback, or none for what is not in a namespace. */
  readonly namespace?: string;
  /** The namespace where none is given. Default: the whole cluster. */
  readonly fallback?: string;
}

/** A request with what its reader should know of it. */
export interface Asked {
  readonly request: AccessRequest;
  readonly notes: readonly string[];
}

const VERSION = /^v\d+((alpha|beta)\d+)?$/;
/** A request for one namespace is a request in that namespace. */
const ON_OWN_NAMESPACE = ['get', 'update', 'patch', 'delete'];

/**
 * Reads a request in the spelling of `kubectl auth can-i`: a verb and `RESOURCE[.GROUP][/SUBRESOURCE]`, or a path that starts
 * with a slash. A resource without a group is that of Kubernetes' own, or of the definitions and roles of the set. Throws for
 * a text that is neither.
 */
export function readRequest(verb: string, text: string, details: AskedDetails, all: ManifestSet): Asked {
  if (verb === '') throw new Error('the verb is empty; give one, such as get');
  if (text.startsWith('/')) {
    if (details.subresource !== undefined || details.name !== undefined)
      throw new Error(`"${text}" is a path, which has neither a name nor a subresource; leave them out`);
    return { request: { verb, path: text }, notes: [] };
  }
  const [head = '', ...rest] = text.split('/');
  if (head === '' || rest.some((part) => part === ''))
    throw new Error(
      `"${text}" is no resource; write it as pods, pods/log or deployments.apps/scale, or a path as /healthz`,
    );
  const written = rest.length > 0 ? rest.join('/') : undefined;
  if (written !== undefined && details.subresource !== undefined)
    throw new Error(`"${text}" has a subresource, and "${details.subresource}" is given too; give one of them`);
  const { resource, notes } = resourceFor(head, all);
  const placed = placeOf(verb, resource, details);
  const request: ResourceRequest = {
    ...{ verb, group: resource.group, resource: resource.resource },
    ...{ subresource: written ?? details.subresource, name: details.name, namespace: placed.namespace },
  };
  return { request, notes: [...notes, ...placed.notes] };
}

interface Meant {
  readonly resource: Omit<NamedResource, 'isNamespaced'> & { readonly isNamespaced?: boolean };
  readonly notes: readonly string[];
}

function resourceFor(head: string, all: ManifestSet): Meant {
  const [name = '', ...parts] = head.split('.');
  if (name === '*' && parts.length === 0) return { resource: { resource: '*', group: '' }, notes: [] };
  if (parts.length > 0) {
    const group = (parts.length > 1 && VERSION.test(parts[0] ?? '') ? parts.slice(1) : parts).join('.');
    const known = knownResources(name, all).find((each) => each.group === group);
    return { resource: known ?? { resource: name, group }, notes: [] };
  }
  const [first, ...others] = knownResources(name, all);
  if (first) return { resource: first, notes: groupNotes(first, others) };
  const group = groupNaming(name, all);
  const note = `resource "${name}" is not known; write its group too, as ${name}.example.com`;
  return group === undefined
    ? { resource: { resource: name, group: '' }, notes: [note] }
    : { resource: { resource: name, group }, notes: [] };
}

/** Only what is not in the core group is doubtful, as `kubectl` prefers that group as well. */
function groupNotes({ group, resource }: NamedResource, others: readonly NamedResource[]): string[] {
  const different = [...new Set(others.map((each) => each.group))].filter((each) => each !== group);
  if (group === '' || different.length === 0) return [];
  return [`"${resource}" is taken for ${resource}.${group}; other groups have it too: ${different.join(', ')}`];
}

function knownResources(name: string, all: ManifestSet): NamedResource[] {
  const defined = all.ofType('apiextensions.k8s.io/CustomResourceDefinition').flatMap(({ json }): NamedResource[] => {
    const { group, scope, names = {} } = json.spec ?? {};
    const own: unknown[] = [
      names.plural,
      names.singular,
      String(names.kind).toLowerCase(),
      ...(names.shortNames ?? []),
    ];
    if (typeof group !== 'string' || typeof names.plural !== 'string' || !own.includes(name)) return [];
    return [{ group, resource: names.plural, isNamespaced: scope !== 'Cluster' }];
  });
  return [...resourcesNamed(name, NEWEST_VERSION), ...defined];
}

/** The one group in which roles of the set name a resource. */
function groupNaming(name: string, all: ManifestSet): string | undefined {
  const rules = [ROLE, CLUSTER_ROLE].flatMap((kind) => all.ofType(kind).flatMap(policyRulesOf));
  const groups = rules
    .filter(({ resources }) => resources?.some((each) => each === name || each.startsWith(`${name}/`)))
    .flatMap(({ apiGroups }) => (apiGroups ?? []).filter((group) => group !== '*'));
  const [group, ...others] = new Set(groups);
  return others.length === 0 ? group : undefined;
}

function placeOf(
  verb: string,
  { resource, isNamespaced }: Meant['resource'],
  { namespace, name, fallback }: AskedDetails,
): { readonly namespace?: string; readonly notes: readonly string[] } {
  const isOut = isNamespaced === false;
  if (namespace !== undefined && namespace !== '') {
    const isOwn = resource === 'namespaces' && ON_OWN_NAMESPACE.includes(verb);
    const note = `${resource} are not in a namespace; such requests are made without one`;
    return { namespace, notes: isOut && !isOwn ? [note] : [] };
  }
  if (resource === 'namespaces' && isOut && name && ON_OWN_NAMESPACE.includes(verb))
    return { namespace: name, notes: [] };
  return { namespace: isOut || namespace === '' ? undefined : fallback, notes: [] };
}
