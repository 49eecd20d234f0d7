import { defineRule } from '../../../engine/define-rule';
import { stringListOption } from '../../../engine/rule-option';
import { Severity } from '../../../engine/severity';
import { imageOf } from '../../../images/image';
import { placeOf } from '../../shared/image-places';
import { NSA_GUIDE } from '../../shared/sources';

const FROZEN = 'k8s.gcr.io';
const SUCCESSOR = 'registry.k8s.io';

const registries = stringListOption(
  'registries',
  [FROZEN, 'gcr.io/google_containers', 'gcr.io/google-containers'],
  'registries that no longer receive images, or paths in them',
);

export const rule = defineRule({
  id: 'deprecated-image-registry',
  category: 'images',
  impliedBy: ['image-registry-not-allowed', 'image-tag-mutable'],
  title: 'Images come from maintained registries',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA U1', 'OWASP K02:2022', 'OWASP K07:2025'],
  references: [NSA_GUIDE, 'https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/'],
  equivalents: {
    kubescape: ['C-0253 (kube-system only)'],
    kyverno: ['restrict-deprecated-registry'],
  },
  options: [registries],
  visit: {
    container(container, { report, option }) {
      const written = container.value('/image');
      const image = imageOf(written);
      const place = image && placeOf(image, option(registries));
      if (!place) return;
      const start = `${FROZEN}/`;
      report({
        pointer: `${container.path}/image`,
        message: `image "${written}" of container "${container.name}" comes from "${place}", which receives no more images; use its successor, such as ${SUCCESSOR}`,
        // The successor has the same paths, tags and digests.
        fix: written.startsWith(start)
          ? container.patchTo('/image', `${SUCCESSOR}/${written.slice(start.length)}`)
          : undefined,
      });
    },
  },
});
