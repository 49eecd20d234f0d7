import type { Admission } from '../../shared/admission/admission';
import { celText } from '../../shared/admission/cel';
import { DATA } from '../../shared/admission/config-maps';
import { IMPERSONAL_USER, RESERVED_DOMAIN } from './rule';

const MOST_CHARACTERS = 40_000;
/** The patterns of the rule without look-around: what must not be before or after is matched too. */
const MAIL =
  '(^|[^a-zA-Z0-9_.+-])[a-zA-Z0-9_.+-]{1,64}@([A-Za-z0-9-]{1,63}[.]){1,6}[A-Za-z]{2,24}([^a-zA-Z0-9_.-]|[.]([^a-zA-Z0-9_]|$)|$)';
const ADDRESS = '[a-zA-Z0-9_.+-]+@[A-Za-z0-9.-]*[A-Za-z]';
const PHONE = '(^|[^a-zA-Z0-9_+.-])[+][1-9]([ ().-]{0,2}[0-9]){8,14}([^a-zA-Z0-9_.-]|$)';
const PASSPORT =
  '(?i)passport[ _-]?(no|nr|number|id)?["\']?[ \\t]{0,4}[:=#][ \\t]{0,4}["\']?[A-Z]{0,2}[0-9]{6,9}([^A-Za-z0-9]|$)';

const insensitive = ({ source }: RegExp) => celText(`(?i)${source}`);
const user = "a.substring(0, a.indexOf('@'))";
const domain = "a.substring(a.indexOf('@') + 1)";
const IS_PERSONAL = `!${user}.matches(${insensitive(IMPERSONAL_USER)}) && !${domain}.matches(${insensitive(RESERVED_DOMAIN)})`;

export const admission: Admission = {
  family: 'configuration',
  types: ['ConfigMap'],
  object: [
    `[${DATA}.map(k, ${DATA}[k]).join('\\n')].exists(t, t.size() <= ${MOST_CHARACTERS} && (`,
    `t.findAll(${celText(MAIL)}).map(m, m.find(${celText(ADDRESS)})).exists(a, ${IS_PERSONAL})`,
    `|| t.matches(${celText(PHONE)}) || t.matches(${celText(PASSPORT)})))`,
  ].join(' '),
  message: 'seems to hold personal data; use a Secret or a database',
  partly: 'bank accounts, long texts and binary data are judged by check alone',
};
