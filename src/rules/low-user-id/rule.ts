import { defineRule } from '../../engine/define-rule';
import { numberOption } from '../../engine/rule-option';
import { Severity } from '../../engine/severity';
import { visitId } from '../low-id';
import { NSA_GUIDE, SECURITY_CONTEXT } from '../sources';

const minimum = numberOption('minimumUserId', 10_000, 'lowest user id that passes');

export const rule = defineRule({
  id: 'low-user-id',
  title: 'Containers run under a user id that the node does not use',
  severity: Severity.LOW,
  profiles: [],
  sources: ['NSA/CISA P1'],
  references: [NSA_GUIDE, SECURITY_CONTEXT],
  options: [minimum],
  visit: visitId('runAsUser', minimum),
});
