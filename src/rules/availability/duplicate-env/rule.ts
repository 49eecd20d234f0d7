import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';

export const rule = defineRule({
  id: 'duplicate-env',
  category: 'availability',
  title: 'Each environment variable is set once',
  severity: Severity.LOW,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: ['https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/'],
  equivalents: {
    kubeLinter: ['duplicate-env-var'],
    kubeScore: ['environment-variable-key-duplication'],
  },
  visit: {
    container(container, { report }) {
      const env = container.value('/env');
      const known = new Set<string>();
      (Array.isArray(env) ? env : []).forEach((variable, index) => {
        const { name } = variable ?? {};
        if (typeof name !== 'string') return;
        if (known.has(name) && !extendsItself(variable)) {
          report({
            pointer: `${container.path}/env/${index}/name`,
            message: `container "${container.name}" sets "${name}" again, which overrides the earlier value; remove one of the two`,
          });
        }
        known.add(name);
      });
    },
  },
});

/**
 * Whether a value refers to the earlier one, as in `PATH: $(PATH):/opt/bin`.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/api/pod/warnings.go
 */
function extendsItself({ name, value, valueFrom }: any): boolean {
  const earlier = `$(${name})`;
  return !valueFrom && typeof value === 'string' && value !== earlier && value.includes(earlier);
}
