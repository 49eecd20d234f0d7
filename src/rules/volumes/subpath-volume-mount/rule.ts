import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

/** Fixed in 1.19.15, 1.20.11, 1.21.5 and 1.22.2. Up to 1.22, the minor version alone does not tell whether it is fixed. */
export const rule = defineRule({
  id: 'subpath-volume-mount',
  category: 'volumes',
  title: 'Pods use no subPath on clusters with CVE-2021-25741',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA U1', 'OWASP K10:2022', 'OWASP K07:2025'],
  references: [NSA_GUIDE, 'https://nvd.nist.gov/vuln/detail/CVE-2021-25741'],
  equivalents: {
    kubescape: ['C-0058'],
  },
  until: '1.22',
  visit: {
    container(container, { report, target }) {
      const mounts: any[] = container.value('/volumeMounts') ?? [];
      mounts.forEach((mount, index) => {
        const field = ['subPath', 'subPathExpr'].find((name) => (mount[name] ?? '') !== '');
        if (field === undefined) return;
        report({
          pointer: `${container.path}/volumeMounts/${index}/${field}`,
          message: `container "${container.name}" mounts volume "${mount.name ?? ''}" with ${field}, which can expose files of the node in Kubernetes ${target.kubernetesVersion}; use a separate volume`,
        });
      });
    },
  },
});
