import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { imageOf } from '../../../images/image';
import { CIS_BENCHMARK, NSA_GUIDE } from '../../shared/sources';

/** The rule image-tag-mutable reports a missing or invalid image. */
export const rule = defineRule({
  id: 'image-not-pinned-by-digest',
  category: 'images',
  impliedBy: ['image-registry-not-allowed', 'image-tag-mutable', 'deprecated-image-registry'],
  title: 'Images are pinned by their digest',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA P3', 'CIS 1.12 5.5.1', 'OWASP K02:2022'],
  references: [NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0306'],
    checkov: ['CKV_K8S_43'],
    kyverno: ['require-image-checksum', 'resolve-image-to-digest'],
  },
  visit: {
    container(container, { report }) {
      const written = container.value('/image');
      const image = imageOf(written);
      if (!image || image.digest) return;
      report({
        pointer: `${container.path}/image`,
        message: `image "${written}" of container "${container.name}" is not pinned to a digest; add the digest, as in @sha256:…`,
      });
    },
  },
});
