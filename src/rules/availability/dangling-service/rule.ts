import { podsBehind, serviceSelector } from '../../../analysis/network/services';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { called } from '../../shared/kind-name';
import { SERVICES } from '../../shared/sources';

export const rule = defineRule({
  id: 'dangling-service',
  category: 'availability',
  title: 'Services select pods that exist',
  severity: Severity.MEDIUM,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: [SERVICES],
  equivalents: {
    kubescape: ['C-0293'],
    kubeLinter: ['dangling-service'],
    kubeScore: ['service-targets-pod'],
  },
  visit: {
    types: ['Service'],
    manifest(service, { all, report }) {
      if (!serviceSelector(service) || podsBehind(service, all).length > 0) return;
      report({
        pointer: '/spec/selector',
        message: `${called(service)} selects no pods in its namespace; use labels that the pods have`,
      });
    },
  },
});
