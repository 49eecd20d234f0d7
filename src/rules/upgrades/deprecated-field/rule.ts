import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { atLeast } from '../../../kubernetes/kubernetes-version';
import { NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'deprecated-field',
  category: 'upgrades',
  title: 'Manifests use no deprecated fields or kinds',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA U1', 'OWASP K10:2022', 'OWASP K07:2025'],
  references: ['https://kubernetes.io/docs/reference/using-api/deprecation-policy/', NSA_GUIDE],
  equivalents: {
    kubescape: ['C-0294'],
    kubeLinter: ['deprecated-service-account-field'],
  },
  visit: {
    podTemplate(pod, { report }) {
      const { serviceAccount, serviceAccountName, volumes } = pod.value('');
      if (serviceAccount && serviceAccount !== serviceAccountName) {
        const pointer = `${pod.specPath}/serviceAccount`;
        report({
          pointer,
          message: `pod sets account "${serviceAccount}" in the deprecated field serviceAccount; use serviceAccountName`,
          // The API server reads the old field only if the new one is empty.
          fix: [
            ...(serviceAccountName ? [] : pod.patchTo('/serviceAccountName', serviceAccount)),
            ...pod.manifest.patchAway(pointer),
          ],
        });
      }
      ((volumes ?? []) as any[]).forEach((volume, index) => {
        if (!volume.gitRepo) return;
        report({
          pointer: `${pod.specPath}/volumes/${index}/gitRepo`,
          message: `volume "${volume.name}" has the deprecated type gitRepo; use an emptyDir and an init container that clones`,
        });
      });
    },
    types: ['Service', 'Endpoints'],
    manifest(manifest, { report, target: { kubernetesVersion } }) {
      const { name } = manifest.objectRef;
      if (manifest.groupKind === 'Endpoints') {
        if (!atLeast(kubernetesVersion, '1.33')) return;
        report({
          pointer: '/kind',
          message: `endpoints "${name}" has kind Endpoints, which is deprecated since 1.33; use EndpointSlice`,
        });
        return;
      }
      if (isFilled(manifest.value('/spec/externalIPs')) && atLeast(kubernetesVersion, '1.36')) {
        report({
          pointer: '/spec/externalIPs',
          message: `service "${name}" has externalIPs, which are deprecated since 1.36; use a LoadBalancer or a Gateway`,
        });
      }
      if (isFilled(manifest.value('/spec/topologyKeys')) && atLeast(kubernetesVersion, '1.21')) {
        report({
          pointer: '/spec/topologyKeys',
          message: `service "${name}" has topologyKeys, which have no effect since 1.22; use trafficDistribution`,
          fix: atLeast(kubernetesVersion, '1.22') ? manifest.patchAway('/spec/topologyKeys') : undefined,
        });
      }
    },
  },
});

function isFilled(list: unknown): boolean {
  return Array.isArray(list) && list.length > 0;
}
