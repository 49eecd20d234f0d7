import { defineRule } from '../../../engine/define-rule';
import { stringListOption } from '../../../engine/rule-option';
import { Severity } from '../../../engine/severity';
import { placeOf } from '../../shared/image-places';
import { visitImages } from '../../shared/pod-images';
import { NSA_GUIDE } from '../../shared/sources';
import { RETIRED } from './retired';

export const registries = stringListOption(
  'registries',
  RETIRED.map(({ place }) => place),
  'registries that no longer receive images, or paths in them; a list replaces the default',
);

export const rule = defineRule({
  id: 'deprecated-image-registry',
  category: 'images',
  impliedBy: ['image-registry-not-allowed', 'image-tag-mutable'],
  title: 'Images come from maintained registries',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA U1', 'OWASP K02:2022', 'OWASP K07:2025'],
  references: [NSA_GUIDE, ...new Set(RETIRED.map(({ source }) => source))],
  equivalents: {
    kubescape: ['C-0253 (kube-system only)'],
    kyverno: ['restrict-deprecated-registry'],
  },
  options: [registries],
  visit: visitImages(({ image, pointer, user, written, patchTo }, { option, report }) => {
    const place = image && placeOf(image, option(registries));
    const retired = RETIRED.find((each) => each.place === place);
    if (!place || retired?.maintained?.includes(image.repository)) return;
    const { fate, instead } = retired ?? { fate: 'is retired', instead: 'use its successor' };
    const since = retired?.since ? ` (since ${retired.since})` : '';
    const start = `${place}/`;
    report({
      pointer,
      message: `image "${written}" of ${user} comes from "${place}", which ${fate}${since}; ${instead}`,
      fix:
        retired?.successor && written.startsWith(start)
          ? patchTo(`${retired.successor}/${written.slice(start.length)}`)
          : undefined,
    });
  }),
});
