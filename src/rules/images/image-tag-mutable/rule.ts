import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { imageProblem } from '../../../images/problem';
import { isMovingTag, movingTags } from '../../shared/moving-tags';
import { type NamedImage, visitImages } from '../../shared/pod-images';
import { NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'image-tag-mutable',
  category: 'images',
  impliedBy: ['image-registry-not-allowed'],
  title: 'Images have a version tag or a digest, not a tag that moves',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA P3', 'OWASP K02:2022'],
  references: [NSA_GUIDE],
  equivalents: {
    kubescape: ['C-0075', 'C-0304'],
    kubeLinter: ['latest-tag'],
    trivy: ['KSV-0013'],
    polaris: ['tagNotSpecified'],
    kubeScore: ['container-image-tag'],
    checkov: ['CKV_K8S_14'],
    kyverno: ['disallow-latest-tag'],
  },
  options: [movingTags],
  visit: visitImages((image, { option, report }) => {
    const message = problemOf(image, option(movingTags));
    if (message) report({ pointer: image.pointer, message });
  }),
});

/** Only this rule reports a missing or invalid image. */
function problemOf({ image, user, written }: NamedImage, moving: readonly string[]): string | undefined {
  if (written === '') return `${user} has no image; set one with its digest`;
  if (!image) return `image "${written}" of ${user} ${imageProblem(written)}`;
  if (image.digest || !isMovingTag(image.tag ?? 'latest', moving)) return undefined;
  const why = image.tag
    ? `has the tag "${image.tag}", which names another image over time`
    : 'has no tag, which means "latest"';
  return `image "${written}" of ${user} ${why}; pin a version and its digest`;
}
