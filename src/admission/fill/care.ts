import { NAMES_ROOT_PROGRAM, NAMES_SETUID_PROGRAM } from '../../analysis/workloads/command-needs';
import { HOOKS } from '../../analysis/workloads/commands';
import { MAY_WRITE } from '../../analysis/workloads/file-writes';
import { segmentsOf } from '../../json/pointer';
import { SYSCTL } from '../../rules/pod-security/privileged-container-port/rule';
import { celText, optional } from '../../rules/shared/admission/cel';
import { ADDED, CONTEXT, DROPPED, hasLowPort } from '../../rules/shared/admission/pod-cel';

/** Characters of commands that are searched, of all containers together: longer ones count as if they named each program. */
const MOST_SEARCHED = 20_000;
const USER = `${CONTEXT}.?runAsUser.orValue(variables.podUser)`;
const KEEPS_ALL = `${CONTEXT}.?privileged.orValue(false) || ${ADDED}.exists(n, n.upperAscii().matches('^(CAP_)?ALL$'))`;
const SAYS_BIND = `(${ADDED} + ${DROPPED}).exists(n, n.upperAscii().matches('^(CAP_)?(ALL|NET_BIND_SERVICE)$'))`;

/**
 * When a value stops a container `c`, by field, as `fix` withholds it. `fix` reads scripts; here it is enough that a command
 * names a program.
 */
export const STOPS: { readonly [field: string]: string } = {
  runAsNonRoot: `${USER} == 0 || (${USER} < 0 && c.name in variables.rootCommands)`,
  drop: `!(${KEEPS_ALL}) && ((${USER} <= 0 && c.name in variables.rootCommands) || (${hasLowPort(SYSCTL)} && !${SAYS_BIND}))`,
  allowPrivilegeEscalation: `${USER} != 0 && c.name in variables.setuidCommands`,
  readOnlyRootFilesystem: 'c.name in variables.writingCommands',
};

/** When a value stops a container that gets it from its pod alone. */
export const STOPS_IN_POD: { readonly [field: string]: string } = { runAsNonRoot: 'variables.podUser == 0' };

/** What {@link STOPS} uses. */
export const CARE_VARIABLES: { readonly [name: string]: string } = {
  podUser: 'variables.spec.?securityContext.?runAsUser.orValue(-1)',
  // Each with the name of its container, without quotes, and with the values that it may use.
  commands: `variables.containers.map(c, [string(c.name), ${commandText()}]).filter(t, t[1] != '')`,
  isLong: `variables.commands.map(t, t[1].size()).sum() > ${MOST_SEARCHED}`,
  rootCommands: naming(NAMES_ROOT_PROGRAM),
  setuidCommands: naming(NAMES_SETUID_PROGRAM),
  writingCommands: naming(MAY_WRITE),
};

function commandText(): string {
  const words = ['/command', '/args', ...HOOKS].map((pointer) => `${optional('c', segmentsOf(pointer))}.orValue([])`);
  const values = "c.?env.orValue([]).map(e, string(e.?value.orValue('')))";
  const unquoted = ['\\\n', '\\', "'", '"'].map((each) => `.replace(${celText(each)}, '')`).join('');
  return `[${words.join(' + ')}].map(w, w.size() == 0 ? '' : (w + ${values}).join(' ')${unquoted})[0]`;
}

function naming(pattern: string): string {
  return `variables.commands.filter(t, variables.isLong || t[1].matches(${celText(pattern)})).map(t, t[0])`;
}
