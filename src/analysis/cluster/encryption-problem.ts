import { coversResource, encryptedResourceProblem, widerResource } from '../../kubernetes/api/validation/encryption';

/** Returns what is wrong with the resources of an encryption configuration. */
export function encryptedResourcesProblem(resources: readonly string[]): string | undefined {
  if (resources.length === 0) return 'has no resources; leave them out, or name "secrets"';
  for (const resource of resources) {
    const problem = encryptedResourceProblem(resource);
    if (problem) return `has the resource "${resource}", ${problem}`;
    if (!/^[a-z0-9*][a-z0-9.*-]*$/.test(resource))
      return `has the resource "${resource}", which is no resource; write it as "secrets"`;
    if (resources.indexOf(resource) !== resources.lastIndexOf(resource))
      return `has the resource "${resource}" twice; remove one`;
    const wider = widerResource(resources, resource);
    if (wider) return `has the resource "${resource}" beside "${wider}", which has it; remove one`;
  }
  return resources.some((each) => coversResource(each, 'secrets')) ? undefined : 'does not encrypt "secrets"; add them';
}
