import { normalPath } from '../rules/shared/admission/host-path';
import { IMAGE_VARIABLES } from '../rules/shared/admission/images';

/** What expressions about pods may use, by name; a policy has those that its rules use. Each is computed once for an object. */
export const POD_VARIABLES: { readonly [name: string]: string } = {
  template:
    "object.kind == 'Pod' ? object : object.kind == 'PodTemplate' ? object.template : object.kind == 'CronJob' ? object.spec.jobTemplate.spec.template : object.spec.?template.orValue({})",
  spec: 'variables.template.?spec.orValue({})',
  annotations: 'variables.template.?metadata.?annotations.orValue({})',
  // A template without containers has null in their place.
  containers:
    '(has(variables.spec.containers) && variables.spec.containers != null ? variables.spec.containers : []) + variables.spec.?initContainers.orValue([]) + variables.spec.?ephemeralContainers.orValue([])',
  volumes: 'variables.spec.?volumes.orValue([])',
  ephemeralNames: 'variables.spec.?ephemeralContainers.orValue([]).map(c, c.name)',
  initNames: 'variables.spec.?initContainers.orValue([]).map(c, c.name)',
  /** Whether comparing each variable of the environment with each is too dear. */
  manyEnv: 'variables.containers.map(c, c.?env.orValue([]).size()).map(n, n * n).sum() > 50000',
  hostPathVolumes: "variables.volumes.filter(v, v.?hostPath.?path.orValue('') != '')",
  hostVolumes: 'variables.hostPathVolumes.map(v, v.name)',
  hostPaths: `variables.hostPathVolumes.map(v, ${normalPath('v.hostPath.path')})`,
  hostSockets: `variables.hostPathVolumes.filter(v, v.hostPath.?type.orValue('') == 'Socket').map(v, ${normalPath('v.hostPath.path')})`,
  ...IMAGE_VARIABLES,
  isWindows: "variables.spec.?os.?name.orValue('') == 'windows'",
  hasUserNamespace: '!variables.spec.?hostUsers.orValue(true)',
};

/** The variables that expressions use, directly or through another, before those that use them. */
export function usedVariables(
  expressions: readonly string[],
  all: { readonly [name: string]: string },
): { name: string; expression: string }[] {
  const used = new Set<string>();
  const add = (expression: string): void => {
    for (const [, name = ''] of expression.matchAll(/\bvariables\.(\w+)/g)) {
      if (used.has(name) || all[name] === undefined) continue;
      add(all[name]);
      used.add(name);
    }
  };
  expressions.forEach(add);
  return [...used].map((name) => ({ name, expression: all[name] as string }));
}
