import type { Admission } from '../../shared/admission/admission';
import { celList } from '../../shared/admission/cel';
import { label } from '../../shared/admission/labels';
import { ENFORCE, LEVELS } from '../../shared/pod-security-labels';

/** Without the label, nothing is audited, and warnings are by the level that is enforced. */
function isWeaker(mode: string): string {
  const key = `pod-security.kubernetes.io/${mode}`;
  const usual = mode === 'warn' ? label(ENFORCE) : "'privileged'";
  const actual = `object.metadata.?labels['${key}'].orValue(${usual})`;
  return LEVELS.map(
    (level, index) => `(${label(ENFORCE)} == '${level}' && !(${actual} in ${celList(LEVELS.slice(index))}))`,
  ).join(' || ');
}

export const admission: Admission = {
  family: 'namespaces',
  types: ['Namespace'],
  object: ['audit', 'warn'].map(isWeaker).join(' || '),
  message: 'audits or warns by a weaker Pod Security level than it enforces; set the labels of both to that level',
};
