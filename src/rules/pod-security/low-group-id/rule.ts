import { defineRule } from '../../../engine/define-rule';
import { integerOption } from '../../../engine/rule-option';
import { Severity } from '../../../engine/severity';
import { visitId } from '../../shared/low-id';
import { NSA_GUIDE, SECURITY_CONTEXT } from '../../shared/sources';

export const minimum = integerOption('minimumGroupId', 10_000, 'lowest group id that passes');

export const rule = defineRule({
  id: 'low-group-id',
  category: 'pod-security',
  title: 'Containers run with a group id that the node does not use',
  severity: Severity.LOW,
  profiles: [],
  standards: ['NSA/CISA P1', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [NSA_GUIDE, SECURITY_CONTEXT],
  equivalents: {
    trivy: ['KSV-0021 (>10000)'],
    kubeScore: ['container-security-context-user-group-id (≥10000)'],
    kyverno: ['validate-userid-groupid-fsgroup (=3000)'],
  },
  options: [minimum],
  visit: visitId('runAsGroup', minimum),
});
