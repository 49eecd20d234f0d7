import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { visitImages } from '../../shared/pod-images';
import { CIS_BENCHMARK, NSA_GUIDE } from '../../shared/sources';

/** The rule image-tag-mutable reports a missing or invalid image. */
export const rule = defineRule({
  id: 'image-not-pinned-by-digest',
  category: 'images',
  impliedBy: ['image-registry-not-allowed', 'image-tag-mutable', 'deprecated-image-registry'],
  title: 'Images are pinned by their digest',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA P3', 'CIS 2.0.1 5.5.1', 'CIS 1.12 5.5.1', 'OWASP K02:2022'],
  references: [NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0306'],
    checkov: ['CKV_K8S_43'],
    kyverno: ['require-image-checksum', 'resolve-image-to-digest'],
  },
  visit: visitImages(({ image, pointer, user, written }, { report }) => {
    if (!image || image.digest) return;
    report({
      pointer,
      message: `image "${written}" of ${user} is not pinned to a digest; add the digest, as in @sha256:…`,
    });
  }),
});
