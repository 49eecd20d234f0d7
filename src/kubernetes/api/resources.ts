import { groupOf } from '../workload-kinds';
import { AUTHORIZED, AUTHORIZED_EVERYWHERE, type Authorized } from './authorized-resources';
import { allKinds, kindLine, NEWEST_MINOR, OLDEST_MINOR, type Range } from './table';

/** What requests name: a resource, or a resource and subresource. */
export interface Resource {
  /** Such as `pods` or `pods/exec`. */
  readonly name: string;
  readonly isNamespaced: boolean;
  /** A verb that ends with `*` is the start of one. */
  readonly verbs: readonly string[];
}

/** The resources of a group in a version, by name; those included that are only authorized. Empty for groups that are not Kubernetes' own. */
export function resourcesOf(group: string, minor: number): Map<string, Resource> {
  const resources = new Map<string, Resource>();
  const add = (name: string, isNamespaced: boolean, verbs: readonly string[]) => {
    const known = resources.get(name)?.verbs ?? [];
    resources.set(name, { name, isNamespaced, verbs: [...new Set([...known, ...verbs])].sort() });
  };
  for (const [apiVersion, kind] of allKinds()) {
    if (groupOf(apiVersion) !== group) continue;
    const line = kindLine(apiVersion, kind);
    for (const resource of line?.resources ?? [])
      if (isIn(resource, minor)) add(resource.name, line?.isNamespaced ?? false, resource.verbs);
  }
  for (const each of AUTHORIZED)
    if (each.group === group && isIn(each, minor)) add(each.resource, each.isNamespaced ?? false, each.verbs);
  return resources;
}

/** The verbs that any resource takes, or any subresource of a name. */
export function verbsEverywhere(name: string, minor: number): string[] {
  return AUTHORIZED_EVERYWHERE.filter((each) => isIn(each, minor) && fits(each, name)).flatMap(({ verbs }) => verbs);
}

function fits({ resource }: Authorized, name: string): boolean {
  return resource === '*' || name.endsWith(resource.slice(1));
}

function isIn({ since = OLDEST_MINOR, until = NEWEST_MINOR }: Partial<Range>, minor: number): boolean {
  return since <= minor && minor <= until;
}
