import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { imageOf } from '../../../images/image';
import { isRepository } from '../../shared/image-places';
import { NSA_GUIDE } from '../../shared/sources';

/** Not `nginx/nginx-ingress`, which is another project and still maintained. */
export const REPOSITORIES = [
  'ingress-nginx/controller',
  'ingress-nginx/controller-chroot',
  'kubernetes-ingress-controller/nginx-ingress-controller',
];

export const rule = defineRule({
  id: 'ingress-nginx-end-of-life',
  category: 'upgrades',
  title: 'Ingress controllers are still maintained',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA U1', 'OWASP K10:2022', 'OWASP K07:2025'],
  references: [NSA_GUIDE, 'https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/'],
  equivalents: {
    kubescape: ['C-0292'],
  },
  visit: {
    container(container, { report }) {
      const written = container.value('/image');
      const image = imageOf(written);
      if (!image || !REPOSITORIES.some((repository) => isRepository(image, repository))) return;
      report({
        pointer: `${container.path}/image`,
        message: `container "${container.name}" runs ingress-nginx, which has had no security fixes since March 2026; use another controller, or Gateway API`,
      });
    },
  },
});
