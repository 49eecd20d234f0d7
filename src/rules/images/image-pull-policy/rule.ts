import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { isMovingTag, movingTags } from '../../shared/moving-tags';
import { visitImages } from '../../shared/pod-images';
import { CIS_BENCHMARK, IMAGES, NSA_GUIDE } from '../../shared/sources';

/** A digest always names the same image, and a version should: the pull policy matters for tags that move. */
export const rule = defineRule({
  id: 'image-pull-policy',
  category: 'images',
  impliedBy: ['image-registry-not-allowed', 'image-tag-mutable', 'image-not-pinned-by-digest'],
  title: 'Nodes pull images with a moving tag at every start',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA P3', 'CIS 2.0.1 1.2.11', 'CIS 1.12 1.2.11', 'OWASP K02:2022'],
  references: [NSA_GUIDE, CIS_BENCHMARK, `${IMAGES}#image-pull-policy`],
  equivalents: {
    kubescape: ['C-0075'],
    polaris: ['pullPolicyNotAlways'],
    kubeScore: ['container-image-pull-policy'],
    checkov: ['CKV_K8S_15'],
    kyverno: ['imagepullpolicy-always', 'always-pull-images'],
  },
  options: [movingTags],
  visit: visitImages(({ image, pullPolicy, user, written }, { option, report }) => {
    if (!image || image.digest) return;
    const { tag = 'latest' } = image;
    if (!isMovingTag(tag, option(movingTags))) return;
    const byDefault = tag === 'latest' ? 'Always' : 'IfNotPresent';
    const policy = pullPolicy.value || byDefault;
    if (policy === 'Always') return;
    report({
      pointer: pullPolicy.pointer,
      message: `image "${written}" of ${user} has the pull policy "${policy}", but its tag "${tag}" moves; pin its digest, or set "Always"`,
    });
  }),
});
