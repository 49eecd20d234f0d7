import { NEWEST_MINOR, OLDEST_MINOR } from '../api/table';
import { minorVersion } from '../kubernetes-version';

/** An object with the minors in which it is as it is; `npm run generate:kubernetes` writes the file. */
type Line = readonly [since: number, until: number, object: any];

/**
 * Returns the roles and bindings that the API server of a version creates for itself and maintains, as plain JSON.
 * Versions that are older than the table have the oldest that it has.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings
 */
export function builtInAccess(version: string): any[] {
  const minor = Math.min(NEWEST_MINOR, Math.max(OLDEST_MINOR, minorVersion(version)));
  // Loaded here, as few sets ask.
  const { objects } = require('./published-access.json') as typeof import('./published-access.json');
  return (objects as unknown as readonly Line[])
    .filter(([since, until]) => since <= minor && minor <= until)
    .map(([, , object]) => ({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      ...object,
    }));
}
