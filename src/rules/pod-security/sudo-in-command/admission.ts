import type { Admission } from '../../shared/admission/admission';
import { celText } from '../../shared/admission/cel';
import { SUDO } from './rule';

const WORDS = '(c.?command.orValue([]) + c.?args.orValue([]))';
/** A script behind `-c`, and in it a command behind a separator, after assignments. A word is between two characters U+0001. */
const IN_SCRIPT = [
  '\\x01-[A-Za-z]*c\\x01',
  '([^\\x01]*([\\n;&|(){}`!]|\\b(do|else|env|exec|if|then|time|until|while)\\s))?',
  '\\s*(\\w+=[^\\s\\x01;&|(){}`!]*\\s+)*(/[^\\s\\x01]*bin/)?sudo[\\s\\x01;&|(){}`!]',
].join('');

export const admission: Admission = {
  family: 'pod-security',
  container: `variables.commandText.contains('sudo') && (${[
    `${WORDS}.exists(w, w.matches(${celText(SUDO.source)}))`,
    `[${WORDS}].exists(l, ('\\u0001' + l.join('\\u0001') + '\\u0001').matches(${celText(IN_SCRIPT)}))`,
  ].join(' || ')})`,
  message: 'calls sudo; remove it, and give the user the rights that it needs',
};
