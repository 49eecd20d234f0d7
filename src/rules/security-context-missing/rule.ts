import { defineRule } from '../../engine/define-rule';
import { Severity } from '../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, SECURITY_CONTEXT } from '../sources';

export const rule = defineRule({
  id: 'security-context-missing',
  title: 'Containers have a security context, their own or that of the pod',
  severity: Severity.INFO,
  profiles: [],
  sources: ['NSA/CISA P4', 'CIS 5.6.3'],
  references: [NSA_GUIDE, CIS_BENCHMARK, SECURITY_CONTEXT],
  visit: {
    container(container, { report }) {
      if (saysSomething(container.pod.value('/securityContext')) || saysSomething(container.value('/securityContext')))
        return;
      report({
        pointer: `${container.path}/securityContext`,
        message: `nothing is said about the rights of container "${container.name}"; set a securityContext`,
      });
    },
  },
});

function saysSomething(context: unknown): boolean {
  return Object.values(context ?? {}).some((value) => value !== undefined && value !== null);
}
