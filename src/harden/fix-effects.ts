import type { Finding } from '../engine/finding';
import { makesParent } from './keep-waived';

const NON_ROOT = '/securityContext/runAsNonRoot';
const CONFINEMENT = 'assumes that the image does nothing that the default profile of the runtime refuses';

/** What each field that a fix writes can change in the behaviour of what runs. */
const EFFECTS: readonly (readonly [RegExp, string])[] = [
  [
    /\/securityContext\/runAsNonRoot$/,
    'assumes that the image sets a numeric user other than 0; the kubelet does not start another one',
  ],
  [/\/securityContext\/runAsUser$/, 'the user of the image counts again'],
  [/\/securityContext\/runAsGroup$/, 'the group of the image counts again; files of group 0 may be out of reach'],
  [
    /\/securityContext\/readOnlyRootFilesystem$/,
    'assumes that the image writes only where a volume is mounted; other writes fail',
  ],
  [
    /\/securityContext\/capabilities(?:\/|$)/,
    'assumes that the image needs no capability; changing owners or users and binding low ports as root may fail',
  ],
  [/\/securityContext\/allowPrivilegeEscalation$/, 'assumes that the image uses no setuid program, such as "sudo"'],
  [/\/securityContext\/privileged$/, 'assumes that the image needs no device and no kernel setting of the node'],
  [/\/securityContext\/(?:seccompProfile|appArmorProfile|seLinuxOptions|procMount)(?:\/|$)/, CONFINEMENT],
  [/\/(?:seccomp|apparmor)[\w.~-]*(?:\/|$)/i, CONFINEMENT],
  [/\/automountServiceAccountToken$/, 'assumes that the application does not use the Kubernetes API'],
  [/\/enableServiceLinks$/, 'assumes that the application finds Services by DNS, not by variables'],
  [/\/hostNetwork$|\/hostPort$/, 'the ports of the pod are no longer ports of its node'],
  [/\/hostPID$|\/hostIPC$|\/shareProcessNamespace$/, 'processes outside of the container are out of sight'],
  [/\/volumes\/\d+(?:\/|$)/, 'the folder starts empty, and its content is lost with the pod'],
  [
    /\/pod-security\.kubernetes\.io~1enforce$/,
    'the API server refuses pods of the namespace that are not in these files and do not pass the level',
  ],
  [
    /\/pod-security\.kubernetes\.io~1enforce-version$/,
    'the API server judges new pods of the namespace by the controls of that version',
  ],
];

/** Whether the kubelet knows the user of a finding's container without the image. */
function hasOrdinaryUser({ manifest, pointer }: Finding): boolean {
  const containers = manifest?.podTemplates.flatMap((pod) => pod.containers) ?? [];
  return (containers.find(({ path }) => pointer.startsWith(`${path}/`))?.effective('runAsUser') ?? 0) > 0;
}

/** Returns the fields that the fix of a finding changed. */
export function changedFields({ fix }: Finding): string[] {
  const fields = fix.filter((patch) => !makesParent(patch)).map(({ path }) => path.replace(/\/-$/, ''));
  return [...new Set(fields.length > 0 ? fields : fix.map(({ path }) => path))];
}

/** Says in one line what the fix of a finding can change in what runs; undefined if it changes nothing there. */
export function effectOf(finding: Finding): string | undefined {
  const fields = changedFields(finding);
  if (fields.every((field) => field.endsWith(NON_ROOT)) && hasOrdinaryUser(finding)) return undefined;
  const known = EFFECTS.find(([field]) => fields.some((each) => field.test(each)));
  if (known) return known[1];
  const replaces = finding.fix.some(({ op }) => op !== 'add');
  return replaces ? 'what the author wrote there no longer counts' : undefined;
}
