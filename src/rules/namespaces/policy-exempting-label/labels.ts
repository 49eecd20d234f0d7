import { Severity } from '../../../engine/severity';

/** A label that switches a policy engine or a mesh off for an object. */
export interface ExemptingLabel {
  readonly key: string;
  /** The values that do; default: any value. */
  readonly values?: readonly string[];
  /** What happens, after the name of the object. */
  readonly does: string;
  readonly severity: Severity;
  /** Namespaces that belong to the engine, or that its documentation exempts. */
  readonly spared?: readonly string[];
}

/**
 * Labels of namespaces.
 *
 * @see https://open-policy-agent.github.io/gatekeeper/website/docs/exempt-namespaces/
 * @see https://www.openpolicyagent.org/docs/kubernetes/tutorial
 * @see https://docs.redhat.com/en/documentation/openshift_container_platform/4.20/html/authentication_and_authorization/managing-pod-security-policies
 * @see https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/
 * @see https://linkerd.io/2-edge/features/proxy-injection/
 */
export const OF_NAMESPACES: readonly ExemptingLabel[] = [
  {
    key: 'admission.gatekeeper.sh/ignore',
    does: 'is ignored by Gatekeeper',
    severity: Severity.MEDIUM,
    spared: ['gatekeeper-system', 'kube-system'],
  },
  {
    key: 'openpolicyagent.org/webhook',
    values: ['ignore'],
    does: 'is ignored by Open Policy Agent',
    severity: Severity.MEDIUM,
    spared: ['opa', 'kube-system'],
  },
  {
    key: 'openshift.io/run-level',
    values: ['0', '1'],
    does: 'is exempt from security context constraints and Pod Security',
    severity: Severity.HIGH,
  },
  {
    key: 'istio-injection',
    values: ['disabled'],
    does: 'is outside the mesh of Istio and its policies',
    severity: Severity.LOW,
    spared: ['istio-system', 'kube-system'],
  },
  {
    key: 'istio.io/dataplane-mode',
    values: ['none'],
    does: 'is outside the mesh of Istio and its policies',
    severity: Severity.LOW,
    spared: ['istio-system', 'kube-system'],
  },
  {
    key: 'config.linkerd.io/admission-webhooks',
    values: ['disabled'],
    does: 'is outside the mesh of Linkerd and its policies',
    severity: Severity.LOW,
    spared: ['linkerd', 'linkerd-cni', 'linkerd-viz', 'kube-system'],
  },
];

/** Labels and annotations of pods. */
export const OF_PODS: readonly ExemptingLabel[] = [
  {
    key: 'sidecar.istio.io/inject',
    values: ['false'],
    does: 'is outside the mesh of Istio and its policies',
    severity: Severity.LOW,
  },
  {
    key: 'istio.io/dataplane-mode',
    values: ['none'],
    does: 'is outside the mesh of Istio and its policies',
    severity: Severity.LOW,
  },
  {
    key: 'linkerd.io/inject',
    values: ['disabled'],
    does: 'is outside the mesh of Linkerd and its policies',
    severity: Severity.LOW,
  },
];

/** Whether an object has an exempting label. */
export function isExempting(
  { key, values }: ExemptingLabel,
  labels: { readonly [key: string]: string | null },
): boolean {
  const value = Object.hasOwn(labels, key) ? (labels[key] ?? '') : undefined;
  return value !== undefined && (values?.includes(value) ?? true);
}
