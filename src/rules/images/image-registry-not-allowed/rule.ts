import { defineRule } from '../../../engine/define-rule';
import { stringListOption } from '../../../engine/rule-option';
import { Severity } from '../../../engine/severity';
import { placeOf } from '../../shared/image-places';
import { visitImages } from '../../shared/pod-images';
import { CIS_BENCHMARK, IMAGES, NSA_GUIDE } from '../../shared/sources';

export const registries = stringListOption(
  'registries',
  [],
  'allowed sources of images: registries or paths in them, as in ghcr.io/acme or *.example.com; the default allows none',
);

/** The rule image-tag-mutable reports a missing or invalid image. */
export const rule = defineRule({
  id: 'image-registry-not-allowed',
  category: 'images',
  title: 'Images come from allowed registries',
  severity: Severity.MEDIUM,
  profiles: [],
  standards: ['NSA/CISA P3', 'CIS 2.0.1 5.5.1', 'CIS 1.12 5.5.1', 'OWASP K02:2022'],
  references: [NSA_GUIDE, CIS_BENCHMARK, IMAGES],
  equivalents: {
    kubescape: ['C-0001', 'C-0078', 'C-0304'],
    trivy: ['KSV-0125 (0032–0035 deprecated)'],
    kyverno: [
      'restrict-image-registries',
      'allowed-image-repos',
      'advanced-restrict-image-registries',
      'only-trustworthy-registries-set-root',
    ],
  },
  options: [registries],
  visit: visitImages(({ image, pointer, user, written }, { report, option }) => {
    const allowed = option(registries);
    if (!image || placeOf(image, allowed)) return;
    const what =
      allowed.length === 0
        ? `from "${image.registry}", and no registry is allowed yet; list the allowed registries in the option "registries"`
        : `from "${image.registry}", which is not allowed; use an image from ${allowed.map((each) => `"${each}"`).join(', ')}`;
    report({ pointer, message: `image "${written}" of ${user} comes ${what}` });
  }),
});
