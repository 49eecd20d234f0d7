import type { RuleMeta } from '../../engine/rule';

/** The chapters of the NSA/CISA guidance, by the letter that citations use. */
const FAMILIES: { readonly [letter: string]: string } = {
  P: 'Pod security',
  N: 'Network separation and hardening',
  A: 'Authentication and authorization',
  L: 'Audit logging and threat detection',
  U: 'Upgrading and application security',
};
const OTHER = 'Other';

/** The titles of the sections of the NSA/CISA guidance that rules cite, and of the levels of the Pod Security Standards. */
const SECTIONS: { readonly [source: string]: string } = {
  'NSA/CISA P1': 'Non-root containers',
  'NSA/CISA P2': 'Immutable container file systems',
  'NSA/CISA P3': 'Secure container images',
  'NSA/CISA P4': 'Pod security enforcement',
  'NSA/CISA P5': 'Service account tokens',
  'NSA/CISA P6': 'Hardened container environments',
  'NSA/CISA N1': 'Namespaces',
  'NSA/CISA N2': 'Network policies',
  'NSA/CISA N3': 'Resource policies',
  'NSA/CISA N4': 'Control plane hardening',
  'NSA/CISA N5': 'Worker node segmentation',
  'NSA/CISA N6': 'Encryption',
  'NSA/CISA N7': 'Secrets',
  'NSA/CISA N8': 'Protecting sensitive cloud infrastructure',
  'NSA/CISA A1': 'Authentication',
  'NSA/CISA A2': 'Role-based access control',
  'NSA/CISA L1': 'Logging',
  'NSA/CISA U1': 'Upgrading and application security practices',
  'PSS baseline': 'Prevents known privilege escalations',
  'PSS restricted': 'Follows current Pod hardening best practices',
};

/** Returns the family of a rule: the chapter of the NSA/CISA guidance that it cites first. */
export function familyOf({ standards }: RuleMeta): string {
  const letter = standards.map((source) => /^NSA\/CISA ([A-Z])/.exec(source)?.[1]).find((found) => found !== undefined);
  return FAMILIES[letter ?? ''] ?? OTHER;
}

/** Returns a section with its title, if it is known. */
export function sectionName(source: string): string {
  const title = SECTIONS[source];
  return title === undefined ? source : `${source}: ${title}`;
}
