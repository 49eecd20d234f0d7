import type { RuleMeta } from '../../engine/rule';
import { GUIDE } from '../nsa-guide';

const OTHER = 'Other';

/** The titles of the sections of the NSA/CISA guidance that rules cite, and of the levels of the Pod Security Standards. */
const SECTIONS: { readonly [source: string]: string } = {
  ...Object.fromEntries(
    Object.values(GUIDE).flatMap(({ sections }) =>
      Object.entries(sections).map(([id, title]) => [`NSA/CISA ${id}`, title]),
    ),
  ),
  'PSS baseline': 'Prevents known privilege escalations',
  'PSS restricted': 'Follows current Pod hardening best practices',
};

/** Returns the family of a rule: the chapter of the NSA/CISA guidance that it cites first. */
export function familyOf({ standards }: RuleMeta): string {
  const letter = standards.map((source) => /^NSA\/CISA ([A-Z])/.exec(source)?.[1]).find((found) => found !== undefined);
  return GUIDE[letter ?? '']?.title ?? OTHER;
}

/** Returns a section with its title, if it is known. */
export function sectionName(source: string): string {
  const title = SECTIONS[source];
  return title === undefined ? source : `${source}: ${title}`;
}
