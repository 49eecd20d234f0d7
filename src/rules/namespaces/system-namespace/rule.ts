import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { PodTemplateView } from '../../../model/manifest';
import { SYSTEM_NAMESPACES } from '../../shared/pod-security-labels';
import { CIS_BENCHMARK, NAMESPACES, NSA_GUIDE } from '../../shared/sources';

export const ANY_VALUE = ['k8s-app', 'addonmanager.kubernetes.io/mode'];
export const VALUES: { readonly [label: string]: readonly string[] } = {
  tier: ['control-plane'],
  'kubernetes.io/cluster-service': ['true'],
};

export const rule = defineRule({
  id: 'system-namespace',
  category: 'namespaces',
  title: 'Applications are not in system namespaces',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA N1', 'CIS 2.0.1 5.6.1', 'CIS 1.12 5.6.1', 'OWASP K04:2022', 'OWASP K04:2025'],
  references: [NAMESPACES, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    trivy: ['KSV-0037'],
  },
  visit: {
    podTemplate(pod, { report }) {
      const { effectiveNamespace, objectRef } = pod.manifest;
      if (!SYSTEM_NAMESPACES.includes(effectiveNamespace) || isOfTheCluster(pod)) return;
      report({
        pointer: '/metadata/namespace',
        message: `object ${objectRef.kind} "${objectRef.name}" is in system namespace "${effectiveNamespace}"; set metadata.namespace to another namespace`,
      });
    },
  },
});

/** Labels of cluster components and addons, on the object or on its pods. */
function isOfTheCluster(pod: PodTemplateView): boolean {
  return [pod.manifest.labels, pod.labels].some((labels) =>
    Object.entries(labels).some(([label, value]) => {
      if (ANY_VALUE.includes(label)) return Boolean(value);
      if (label === 'component') return /^kube-[a-z-]+$/.test(value);
      return Object.hasOwn(VALUES, label) && VALUES[label]?.includes(value);
    }),
  );
}
