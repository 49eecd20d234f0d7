import { escapeSegment } from '../../json/pointer';
import type { Manifest } from '../../model/manifest';

/** The labels of a Namespace that Pod Security Admission reads, and the values that it accepts. */
export const ENFORCE = 'pod-security.kubernetes.io/enforce';
export const ENFORCE_VERSION = 'pod-security.kubernetes.io/enforce-version';
export const LEVELS: readonly string[] = ['privileged', 'baseline', 'restricted'];

/** JSON Pointer of a label. */
export function labelPointer(label: string): string {
  return `/metadata/labels/${escapeSegment(label)}`;
}

/** A label's value; null is absent. */
export function labelOf(manifest: Manifest, label: string): string | undefined {
  return manifest.labels[label] ?? undefined;
}

/** The namespaces that Kubernetes creates for itself. */
export const SYSTEM_NAMESPACES: readonly string[] = ['kube-system', 'kube-public', 'kube-node-lease'];

/** Whether a namespace belongs to the cluster itself, whose pods may need what Pod Security refuses. */
export function isSystemNamespace(namespace: Manifest): boolean {
  return SYSTEM_NAMESPACES.includes(namespace.objectRef.name);
}
