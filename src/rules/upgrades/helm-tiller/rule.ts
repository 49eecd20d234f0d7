import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { imageOf } from '../../../images/image';
import { isRepository } from '../../shared/image-places';
import { called } from '../../shared/kind-name';
import { NSA_GUIDE } from '../../shared/sources';

/** The name that Helm gives to its Deployment and Service. */
export const NAME = 'tiller-deploy';
/** The labels of its pods. */
export const LABELS = { app: 'helm', name: 'tiller' };
const ADVICE = 'remove it, since Helm 3 and later do not need it';

export const rule = defineRule({
  id: 'helm-tiller',
  category: 'upgrades',
  title: 'Tiller, the server of Helm 2, is not installed',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA U1', 'OWASP K10:2022', 'OWASP K07:2025'],
  references: [NSA_GUIDE, 'https://helm.sh/docs/v3/faq/changes_since_helm2/#removal-of-tiller'],
  equivalents: {
    trivy: ['KSV-0102'],
    checkov: ['CKV_K8S_34', 'CKV_K8S_44', 'CKV_K8S_45'],
    kyverno: ['disallow-helm-tiller'],
  },
  visit: {
    types: ['Service'],
    manifest(service, { report }) {
      const pointer = service.objectRef.name === NAME ? '/metadata/name' : '/spec/selector';
      if (service.objectRef.name !== NAME && !isTiller(service.value('/spec/selector'))) return;
      report({ pointer, message: `${called(service)} exposes Tiller, which runs unauthenticated requests; ${ADVICE}` });
    },
    podTemplate(pod, { report }) {
      const { manifest } = pod;
      const runs = pod.containers.filter((container) => {
        const image = imageOf(container.value('/image'));
        return image && isRepository(image, 'tiller');
      });
      const { name } = manifest.objectRef;
      if (runs.length === 0 && !isTiller(pod.labels) && name !== NAME) return;
      const message = `${called(manifest)} is Tiller, which runs unauthenticated requests from the whole cluster; ${ADVICE}`;
      for (const { path } of runs) report({ pointer: `${path}/image`, message });
      if (runs.length > 0) return;
      if (isTiller(pod.labels)) report({ pointer: `${pod.path}/metadata/labels`, message });
      else report({ pointer: '/metadata/name', message });
    },
  },
});

function isTiller(labels: any): boolean {
  return Object.entries(LABELS).every(([key, value]) => labels?.[key] === value);
}
