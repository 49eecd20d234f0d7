import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { imageOf } from '../../../images/image';
import { imageProblem } from '../../../images/problem';
import type { ContainerView } from '../../../model/manifest';
import { isMovingTag, movingTags } from '../../shared/moving-tags';
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
  visit: {
    container(container, { option, report }) {
      const message = problemOf(container, option(movingTags));
      if (message) report({ pointer: `${container.path}/image`, message });
    },
  },
});

/** Only this rule reports a missing or invalid image. */
function problemOf(container: ContainerView, moving: readonly string[]): string | undefined {
  const { name } = container;
  const written = container.value('/image') ?? '';
  if (written === '') return `container "${name}" has no image; set one with its digest`;
  const image = imageOf(written);
  if (!image) return `image "${written}" of container "${name}" ${imageProblem(written)}`;
  if (image.digest || !isMovingTag(image.tag ?? 'latest', moving)) return undefined;
  const why = image.tag
    ? `has the tag "${image.tag}", which names another image over time`
    : 'has no tag, which means "latest"';
  return `image "${written}" of container "${name}" ${why}; pin a version and its digest`;
}
