import { INGRESSES } from '../../../analysis/network/ingresses';
import type { Admission } from '../../shared/admission/admission';
import { celList, celText, SPACE } from '../../shared/admission/cel';
import { ANNOTATIONS } from '../../shared/admission/ingresses';
import { PATTERNS, PLAIN, PREFIXES } from './rule';

/** Control characters that are no spaces, and those that are spaces within the value. */
const CONTROL = '\\x00-\\x08\\x0e-\\x1f\\x7f-\\x{9f}';
const BREAK = `[^${SPACE}][${SPACE}]*[\\t-\\r][${SPACE}]*[^${SPACE}]`;
const COMMENT = `(^|[${SPACE}])#`;
const IN_PLAIN = `[${CONTROL};{}|\`"\\\\]|${BREAK}|${COMMENT}`;
const IN_PATTERNS = `[${CONTROL};\`"]|${BREAK}|${COMMENT}`;

function has(names: Iterable<string>, forbidden: string): string {
  const keys = PREFIXES.flatMap((prefix) => [...names].map((name) => prefix + name));
  return `${ANNOTATIONS}.exists(a, a in ${celList(keys)} && ${ANNOTATIONS}[a].matches(${celText(forbidden)}))`;
}

export const admission: Admission = {
  family: 'ingress',
  types: INGRESSES,
  object: `${has(PLAIN, IN_PLAIN)} || ${has(PATTERNS, IN_PATTERNS)}`,
  message: 'has an annotation that can inject directives into the nginx configuration; remove the character from it',
};
