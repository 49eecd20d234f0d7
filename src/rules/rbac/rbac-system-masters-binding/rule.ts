import { hasBootstrapLabel } from '../../../analysis/access/bindings';
import { CLUSTER_ROLE_BINDING, ROLE_BINDING } from '../../../analysis/access/roles';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { Manifest } from '../../../model/manifest';
import { documentsIn } from '../../shared/embedded-documents';
import { CIS_BENCHMARK, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitSubjects } from '../../shared/visit-subjects';

export const MASTERS = 'system:masters';
const AWS_AUTH = 'aws-auth';
/** The keys of that ConfigMap. */
const IDENTITIES = {
  mapRoles: { arn: 'rolearn', what: 'AWS role' },
  mapUsers: { arn: 'userarn', what: 'AWS user' },
} as const;
const bindings = visitSubjects((name, binding) =>
  name === MASTERS && !isShipped(binding)
    ? { who: 'a group that already has every permission, from which no member can be removed', kind: 'Group' }
    : undefined,
);

export const rule = defineRule({
  id: 'rbac-system-masters-binding',
  category: 'rbac',
  title: 'No binding, certificate request or AWS identity uses the group system:masters',
  severity: Severity.CRITICAL,
  profiles: ['nsa'],
  standards: ['NSA/CISA A1', 'NSA/CISA A2', 'CIS 2.0.1 5.1.7', 'CIS 1.12 5.1.7', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [
    RBAC_GOOD_PRACTICES,
    NSA_GUIDE,
    CIS_BENCHMARK,
    'https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html',
  ],
  equivalents: {
    kubescape: ['C-0246 (manual)'],
    trivy: ['KSV-0123'],
    kyverno: ['restrict-binding-system-groups'],
  },
  visit: {
    types: [ROLE_BINDING, CLUSTER_ROLE_BINDING, 'certificates.k8s.io/CertificateSigningRequest', 'ConfigMap'],
    manifest(manifest, visit) {
      if (bindings.types?.includes(manifest.groupKind)) return bindings.manifest?.(manifest, visit);
      if (manifest.groupKind === 'ConfigMap') {
        for (const { key, who } of identitiesOf(manifest)) {
          visit.report({
            pointer: `/data/${key}`,
            message: `config map "${AWS_AUTH}" gives ${who} the group "${MASTERS}", which no RBAC change can revoke; use another group, and bind a role to it`,
          });
        }
        return;
      }
      if (!asksForMasters(manifest.value('/spec/request'))) return;
      visit.report({
        pointer: '/spec/request',
        message: `certificate signing request "${manifest.objectRef.name}" requests the group "${MASTERS}", which no RBAC change can revoke; use another organization, and bind a role to it`,
      });
    },
  },
});

/** The binding of the API server itself. */
function isShipped(binding: Manifest): boolean {
  const isNamed = binding.groupKind === CLUSTER_ROLE_BINDING && binding.objectRef.name === 'cluster-admin';
  return isNamed && hasBootstrapLabel(binding) && binding.json.roleRef?.name === 'cluster-admin';
}

/**
 * The AWS roles and users that a cluster of Amazon gives the group. A ConfigMap that writes no namespace is applied with
 * `kubectl apply --namespace kube-system`.
 */
function identitiesOf({ objectRef, json }: Manifest): { readonly key: string; readonly who: string }[] {
  if (objectRef.name !== AWS_AUTH || (objectRef.namespaceName ?? 'kube-system') !== 'kube-system') return [];
  return Object.entries(IDENTITIES).flatMap(([key, { arn, what }]) => {
    const text: unknown = json.data?.[key];
    const mappings = typeof text === 'string' ? documentsIn(text).flat() : [];
    return mappings
      .filter((mapping) => Array.isArray(mapping?.groups) && mapping.groups.includes(MASTERS))
      .map((mapping) => ({ key, who: `${what} "${mapping[arn] ?? mapping.username ?? ''}"` }));
  });
}

/** Groups are the organizations of the subject: attribute 2.5.4.10, as a printable or UTF-8 string, in DER. */
function asksForMasters(request: unknown): boolean {
  if (typeof request !== 'string') return false;
  const pem = Buffer.from(request, 'base64').toString('latin1');
  const body = /-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----([^-]*)-----END/.exec(pem)?.[1] ?? '';
  const der = Buffer.from(body, 'base64');
  return [0x0c, 0x13].some((stringType) =>
    der.includes(Buffer.from([0x06, 0x03, 0x55, 0x04, 0x0a, stringType, MASTERS.length, ...Buffer.from(MASTERS)])),
  );
}
