import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { imageOf } from '../../../images/image';
import { CIS_BENCHMARK, IMAGES, NSA_GUIDE } from '../../shared/sources';

/** A digest names one image for ever: then it is all the same who pulls it, and when. */
export const rule = defineRule({
  id: 'image-pull-policy',
  category: 'images',
  title: 'Nodes do not run what a tag meant long ago',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA P3', 'CIS 1.12 1.2.11', 'OWASP K02:2022'],
  references: [NSA_GUIDE, CIS_BENCHMARK, `${IMAGES}#image-pull-policy`],
  equivalents: {
    kubescape: ['C-0075'],
    polaris: ['pullPolicyNotAlways'],
    kubeScore: ['container-image-pull-policy'],
    checkov: ['CKV_K8S_15'],
    kyverno: ['imagepullpolicy-always', 'always-pull-images'],
  },
  visit: {
    container(container, { report }) {
      const written = container.value('/image');
      const image = imageOf(written);
      if (!image || image.digest) return;
      const byDefault = (image.tag ?? 'latest') === 'latest' ? 'Always' : 'IfNotPresent';
      const policy = container.value('/imagePullPolicy') || byDefault;
      if (policy === 'Always') return;
      report({
        pointer: `${container.path}/imagePullPolicy`,
        message: `image "${written}" of container "${container.name}" is pulled "${policy}", and its tag may have moved; pin its digest, or set "Always"`,
      });
    },
  },
});
