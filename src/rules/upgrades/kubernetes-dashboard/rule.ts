import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { imageOf } from '../../../images/image';
import type { PodTemplateView } from '../../../model/manifest';
import { called } from '../../shared/kind-name';
import { NSA_GUIDE } from '../../shared/sources';

/** The name of its account, its role and its labels. */
export const NAME = 'kubernetes-dashboard';
/** Images of version 7 (one for each part), of earlier versions, and of the first years (one for each CPU). */
export const IMAGE = /(?:^|\/)(?:kubernetesui\/dashboard(?:-[a-z]+)*|kubernetes-dashboard(?:-[a-z0-9]+)?)$/;
/** Labels that have its name. */
export const LABELS = ['k8s-app', 'app', 'app.kubernetes.io/name'];

export const rule = defineRule({
  id: 'kubernetes-dashboard',
  category: 'upgrades',
  title: 'The Kubernetes Dashboard and its account are not used',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'OWASP K09:2022', 'OWASP K06:2025'],
  references: [NSA_GUIDE, 'https://github.com/kubernetes-retired/dashboard'],
  equivalents: {
    kubescape: ['C-0014'],
    checkov: ['CKV_K8S_33'],
  },
  visit: {
    types: ['Service', 'rbac.authorization.k8s.io/RoleBinding', 'rbac.authorization.k8s.io/ClusterRoleBinding'],
    manifest(manifest, { report }) {
      if (manifest.groupKind === 'Service') {
        if (!isDashboard(manifest.value('/spec/selector'))) return;
        const message = `${called(manifest)} exposes the Kubernetes Dashboard, which is no longer maintained; remove it`;
        report({ pointer: '/spec/selector', message });
        return;
      }
      if (manifest.value('/roleRef/name') !== NAME) return;
      const subjects: any[] = manifest.value('/subjects') ?? [];
      subjects.forEach(({ kind, name }, index) => {
        if (kind === 'ServiceAccount' && name === NAME) return;
        report({
          pointer: `/subjects/${index}`,
          message: `${called(manifest)} grants "${name ?? ''}" the rights of the Kubernetes Dashboard; bind another role`,
        });
      });
    },
    podTemplate(pod, { report }) {
      const found = dashboardIn(pod);
      if (found) {
        const message = `${called(pod.manifest)} runs the Kubernetes Dashboard, which is no longer maintained; remove it`;
        for (const pointer of found) report({ pointer, message });
        return;
      }
      const field = pod.value('/serviceAccountName') ? 'serviceAccountName' : 'serviceAccount';
      if (pod.value(`/${field}`) !== NAME) return;
      report({
        pointer: `${pod.specPath}/${field}`,
        message: `${called(pod.manifest)} runs as the service account of the Kubernetes Dashboard; use another service account`,
      });
    },
  },
});

/** The fields that identify a pod as the dashboard; undefined if no field does. */
function dashboardIn(pod: PodTemplateView): string[] | undefined {
  const images = pod.containers
    .filter((container) => IMAGE.test(imageOf(container.value('/image'))?.repository ?? ''))
    .map(({ path }) => `${path}/image`);
  if (images.length > 0) return images;
  return isDashboard(pod.labels) ? [`${pod.path}/metadata/labels`] : undefined;
}

function isDashboard(labels: any): boolean {
  return LABELS.some((label) => labels?.[label] === NAME);
}
