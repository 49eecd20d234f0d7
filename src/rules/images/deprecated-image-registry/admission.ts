import type { Admission } from '../../shared/admission/admission';
import { celText, escaped } from '../../shared/admission/cel';
import { comesFrom } from '../../shared/admission/images';
import { RETIRED } from './retired';
import { registries } from './rule';

function isRepository(names: readonly string[]): string {
  return names.length === 0 ? 'false' : `i[2].matches(${celText(`^(${names.map(escaped).join('|')})(:|@|$)`)})`;
}

export const admission: Admission = {
  family: 'images',
  byContainer: true,
  pod: ({ option }) => {
    const maintained = RETIRED.filter(({ place }) => option(registries).includes(place)).flatMap((retired) =>
      (retired.maintained ?? []).map((repository) => `${retired.place.split('/')[0]}/${repository}`),
    );
    return `variables.validImages.exists(i, ${comesFrom(option(registries))} && !(${isRepository(maintained)}))`;
  },
  message: 'has an image from a registry that no longer receives images; use its successor',
};
