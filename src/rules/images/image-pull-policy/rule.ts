import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { imageOf } from '../../../images/image';
import { CIS_BENCHMARK, IMAGES, NSA_GUIDE } from '../../shared/sources';

/** A digest always names the same image, so the pull policy does not matter for it. */
export const rule = defineRule({
  id: 'image-pull-policy',
  category: 'images',
  title: 'Nodes pull images without a digest at every start',
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
        message: `image "${written}" of container "${container.name}" has the pull policy "${policy}", but its tag can change; pin its digest, or set "Always"`,
      });
    },
  },
});
