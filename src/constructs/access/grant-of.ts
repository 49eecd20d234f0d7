import type * as kplus from 'cdk8s-plus-28';
import type { Grant } from './grant-check';
import type { GrantLimits } from './grant-options';
import { namespaceOf, objectOf, pluralOf } from './object-namespace';

/** A grant, and what messages call it. */
interface DescribedGrant {
  readonly grant: Grant;
  readonly what: string;
}

/** Returns verbs on a target as a rule of a role. Throws where names cannot limit the verbs. */
export function grantOf(
  verbs: readonly string[],
  target: kplus.IApiResource,
  limits: GrantLimits,
  path: string,
): DescribedGrant {
  if (typeof target?.resourceType !== 'string')
    throw new Error(`grant for "${path}" names no object and no kind; give one, such as ApiResource.PODS`);
  if ((limits as Partial<kplus.IApiResource>)?.resourceType !== undefined)
    throw new Error(`grant for "${path}" has two targets; call it once for each`);
  const { apiGroup } = target;
  const { names: given = [] } = limits;
  const names = given.length > 0 || target.resourceName === undefined ? given : [target.resourceName];
  const resource = [resourceOf(target), limits.subresource].filter(Boolean).join('/');
  const what = `grant of ${verbs.join(', ') || 'nothing'} on ${[apiGroup, resource].filter(Boolean).join('/')} for "${path}"`;
  if (verbs.length === 0) throw new Error(`${what} has no verb; name one`);
  if (given.length > 0 && target.resourceName !== undefined)
    throw new Error(
      `${what} is of the object "${target.resourceName}" and has names; leave out the names, or grant the kind`,
    );
  const selected = verbs.filter((verb) => verb === 'list' || verb === 'watch');
  if (names.length > 0 && selected.length > 0 && !limits.byFieldSelector)
    throw new Error(
      `${what} is limited to names, and such requests have none (${selected.join(', ')}); leave out the names, or set byFieldSelector if the client asks with the field selector metadata.name`,
    );
  const grant: Grant = {
    apiGroups: [apiGroup === 'core' ? '' : apiGroup], // cdk8s' word for the group without a name
    resources: [resource],
    ...(names.length > 0 ? { resourceNames: unique(names) } : {}),
    verbs: unique(verbs),
  };
  return { grant, what };
}

/** cdk8s-plus-28 names some kinds in the singular, as `cronjob`, which grants nothing. */
function resourceOf(target: kplus.IApiResource): string {
  const object = objectOf(target);
  return (object && pluralOf(object.apiVersion, object.kind)) ?? target.resourceType;
}

/** Returns the namespace of a target; undefined for a kind. */
export function targetNamespace(target: kplus.IApiResource): string | undefined {
  return (target as { readonly _namespace?: string })._namespace ?? namespaceOf(target);
}

/** Returns texts in order, each once. */
export function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
