/** Policies about who may do something, beside those about what an object says: each is named `hardening-guard-` and the guard. */
export enum AdmissionGuard {
  /** `kubectl exec`, `attach`, `port-forward`, `proxy` and `debug`, and the kubelet through its node. */
  EXEC = 'exec',
  /** No lower level or version in the Pod Security labels of a namespace. */
  POD_SECURITY_LABELS = 'pod-security-labels',
  /** The label of a namespace that moves it to a stricter stage. */
  STAGE_LABEL = 'stage-label',
  /** Objects with the label `cdk8s-hardened/protected`, as a `LockedServiceAccount` and the policies, limits and quota of an `IsolatedNamespace` have it. */
  PROTECTED_OBJECTS = 'protected-objects',
  /** The policies and bindings named `hardening-…`; the API server asks static policies alone about them. */
  ADMISSION_POLICIES = 'admission-policies',
}

/** All guards. */
export const GUARDS: readonly string[] = Object.values(AdmissionGuard);

/** The label of objects that only holders of the permission may change or delete, whatever its value. */
export const PROTECTED_LABEL = 'cdk8s-hardened/protected';
