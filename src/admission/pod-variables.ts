import { WORDS } from '../rules/pod-security/working-directory-in-proc/admission';
import { celText } from '../rules/shared/admission/cel';
import { normalPath } from '../rules/shared/admission/host-path';
import { IMAGE_VARIABLES } from '../rules/shared/admission/images';
import { mayNameSecret } from '../rules/shared/admission/secret-names';
import { mayHoldToken } from '../rules/shared/admission/secrets';

/** Between the words of commands, so that the length of these says what reading each word costs. */
export const BETWEEN_WORDS = ' '.repeat(32);
const REFERENCE = '\\u0001';

/** What expressions about pods may use, by name; a policy has those that its rules use. Each is computed once for an object. */
export const POD_VARIABLES: { readonly [name: string]: string } = {
  template:
    "object.kind == 'Pod' ? object : object.kind == 'PodTemplate' ? object.template : object.kind == 'CronJob' ? object.spec.jobTemplate.spec.template : object.spec.?template.orValue({})",
  spec: 'variables.template.?spec.orValue({})',
  annotations: 'variables.template.?metadata.?annotations.orValue({})',
  // A template without containers has null in their place.
  // The last step makes one list of three, through which expressions go faster.
  containers:
    '((has(variables.spec.containers) && variables.spec.containers != null ? variables.spec.containers : []) + variables.spec.?initContainers.orValue([]) + variables.spec.?ephemeralContainers.orValue([])).map(c, c)',
  volumes: 'variables.spec.?volumes.orValue([])',
  // The words of all commands; the empty one ends those of a container.
  commandText: `variables.containers.map(c, (${WORDS} + ['']).join(${celText(BETWEEN_WORDS)})).join('')`,
  /** The environments of all containers; a variable from elsewhere has {@link REFERENCE} behind its name. */
  environment: `variables.containers.map(c, c.?env.orValue([]).map(e, e.name + (has(e.valueFrom) ? '${REFERENCE}' : '=' + e.?value.orValue(''))).join('\\n')).join('\\n')`,
  // Questions about all containers at once, before each is looked at.
  hasCommands: "variables.commandText != ''",
  namesSudo: "variables.commandText.contains('sudo')",
  namesDescriptors: "variables.commandText.contains('/fd/')",
  hasReferences: `variables.environment.contains('${REFERENCE}')`,
  mayHoldTokens: mayHoldToken('variables.environment'),
  mayNameSecrets: mayNameSecret('variables.environment'),
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
