import { INGRESSES } from '../../../analysis/network/ingresses';
import type { Admission } from '../../shared/admission/admission';
import { celText, nullable } from '../../shared/admission/cel';
import { INGRESS_RULES } from '../../shared/admission/ingresses';
import { ANYWHERE, AT_START } from './rule';

/** All that a path may consist of: other characters, and repetitions in a regular expression. */
const PLAIN = '^([^\\pC\\pZ\\s;{}"\'`#]|[{][0-9]+(,[0-9]*)?[}])*$';
const NAMES = "(p.split('/').filter(s, s != '' && s != '.').map(s, '/' + s).join('') + '/')";
const asPath = (names: readonly string[]) => celText(`/${names.join('/')}/`);
const LEADS_AWAY = [
  `${NAMES}.contains('/../')`,
  ...AT_START.map((names) => `${NAMES}.startsWith(${asPath(names)})`),
  ...ANYWHERE.map((names) => `${NAMES}.contains(${asPath(names)})`),
].join(' || ');

export const admission: Admission = {
  family: 'ingress',
  types: INGRESSES,
  object: `${INGRESS_RULES}.exists(r, ${nullable('r.?http.?paths')}.map(h, h.?path.orValue('')).exists(p, !p.matches(${celText(PLAIN)}) || ${LEADS_AWAY}))`,
  message: 'has a path that can write into the nginx configuration or read its files; use a plain path',
};
