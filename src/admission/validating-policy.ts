/** What the policies of families and guards say of themselves. */
interface PolicyParts {
  /** Default: `Fail`. */
  readonly failurePolicy?: string;
  readonly matchConstraints: any;
  readonly matchConditions: readonly any[];
  readonly variables?: readonly any[];
  readonly validations: readonly any[];
}

/** A policy under the prefix of all policies of this library; a request that it cannot judge is refused, unless it says else. */
export function validatingPolicy(name: string, parts: PolicyParts) {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: `hardening-${name}` },
    spec: { failurePolicy: 'Fail', ...parts },
  };
}
