/** Resources that have no REST API, whose values cannot be encrypted. */
const WITHOUT_API = ['apiserveripinfo', 'serviceipallocations', 'servicenodeportallocations'];

/**
 * Returns what is wrong with the resources of an encryption configuration.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.0/staging/src/k8s.io/apiserver/pkg/apis/apiserver/validation/validation_encryption.go
 */
export function encryptedResourcesProblem(resources: readonly string[]): string | undefined {
  if (resources.length === 0) return 'has no resources; leave them out, or name "secrets"';
  for (const resource of resources) {
    const problem = resourceProblem(resource);
    if (problem) return `has the resource "${resource}", ${problem}`;
    if (resources.indexOf(resource) !== resources.lastIndexOf(resource))
      return `has the resource "${resource}" twice; remove one`;
    const wider = resources.find((each) => each !== resource && covers(each, resource));
    if (wider) return `has the resource "${resource}" beside "${wider}", which has it; remove one`;
  }
  return resources.some((each) => each === 'secrets' || covers(each, 'secrets'))
    ? undefined
    : 'does not encrypt "secrets"; add them';
}

function resourceProblem(resource: string): string | undefined {
  const [name = '', ...rest] = resource.split('.');
  const group = rest.join('.');
  if (resource !== resource.toLowerCase()) return 'which has capitals; write it in lower case';
  if (resource === '*') return 'which the API server refuses; use "*." for the core group, or "*.*" for everything';
  if (name !== '*' && group === '*') return 'which the API server refuses; name the group';
  if (name === '*' && group === 'extensions') return 'a group that Kubernetes does not have any more; remove it';
  if (name === '*' && group === 'events.k8s.io') return 'which is stored in another group; use "events"';
  if (WITHOUT_API.includes(name)) return 'which has no REST API; remove it';
  return /^[a-z0-9*][a-z0-9.-]*(\*)?$/.test(resource) ? undefined : 'which is no resource; write it as "secrets"';
}

/** Whether a wildcard has a resource. */
function covers(wildcard: string, resource: string): boolean {
  if (wildcard === '*.*') return true;
  if (!wildcard.startsWith('*.')) return false;
  const [, ...group] = resource.split('.');
  return group.join('.') === wildcard.slice(2);
}
