/**
 * The policy for pods in custom kinds. It warns at most, and skips what it cannot evaluate: what a controller makes of an object only the
 * controller knows, and the pods themselves are refused.
 */
export const WARNING_POLICY = 'hardening-custom-kinds';

/** Whether a policy has this name, or the name that it has on the disk of the API server. */
export function isWarningPolicy(name: unknown): boolean {
  return name === WARNING_POLICY || name === `${WARNING_POLICY}.static.k8s.io`;
}
