import type { Finding } from '../engine/finding';
import { factsOf, imageUser } from '../images/facts';
import type { ContainerView } from '../model/manifest';
import { containersAt } from './containers-at';
import { fills } from './guarded-fixes';
import { makesParent } from './keep-waived';

const NON_ROOT = '/securityContext/runAsNonRoot';
const READ_ONLY = '/securityContext/readOnlyRootFilesystem';
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
  [/^\/readOnlyPort$/, 'nothing reads the kubelet without authentication any more'],
  [/^\/(?:authorization\/mode|authentication\/anonymous\/enabled)$/, 'callers of the kubelet need a token and a role'],
  [/^\/metricsBindAddress$/, 'metrics are read on the node itself alone'],
  [/\/hostPID$|\/hostIPC$|\/shareProcessNamespace$/, 'processes outside of the container are out of sight'],
  [/\/securityContext\/supplementalGroupsPolicy$/, 'groups that the image gives its user no longer count'],
  [/\/image$/, 'the node pulls another reference, which must be there and be the same image'],
  [/\/annotations\/[^/]*ssl-redirect$/, 'requests over plain HTTP are redirected'],
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

/** Returns the containers that a finding's fix is about: one, or those that get a value of their pod. */
function containersIn({ manifest, pointer }: Finding, fields: readonly string[]): ContainerView[] {
  if (!manifest) return [];
  const written = new Set(fields.flatMap((field) => containersAt(manifest, field)));
  return written.size > 0 ? [...written] : [...containersAt(manifest, pointer)];
}

/** Whether the kubelet knows that the user of a container is not root. */
function hasOrdinaryUser(container: ContainerView): boolean {
  const facts = factsOf(container);
  return (container.effective('runAsUser') ?? (facts && imageUser(facts).id) ?? 0) > 0;
}

/** What is known of image volumes: containerd and Docker make them writable, CRI-O as a folder of the root file system. */
function volumesOf(containers: readonly ContainerView[]): string[] {
  return containers.flatMap((container) => {
    const mounts: any[] = container.value('/volumeMounts') ?? [];
    const volumes = factsOf(container)?.volumes ?? [];
    return volumes.filter((path) => !mounts.some((mount) => mount?.mountPath === path));
  });
}

/** Returns the fields that the fix of a finding changed. */
export function changedFields({ fix }: Finding): string[] {
  const fields = fix.filter((patch) => !makesParent(patch)).map(({ path }) => path.replace(/\/-$/, ''));
  return [...new Set(fields.length > 0 ? fields : fix.map(({ path }) => path))];
}

/** Says in one line what the fix of a finding can change in what runs; undefined if it changes nothing there. */
export function effectOf(finding: Finding): string | undefined {
  const fields = changedFields(finding);
  const containers = containersIn(finding, fields);
  const isUserKnown = containers.length > 0 && containers.every(hasOrdinaryUser);
  if (fields.every((field) => field.endsWith(NON_ROOT)) && isUserKnown) return undefined;
  const volumes = fields.some((field) => field.endsWith(READ_ONLY)) ? volumesOf(containers) : [];
  if (volumes.length > 0)
    return `assumes that the image writes only to mounted volumes and to its own, ${volumes.join(', ')}, which CRI-O makes read-only; other writes fail`;
  const known = EFFECTS.find(([field]) => fields.some((each) => field.test(each)));
  if (known) return known[1];
  const { fix, manifest } = finding;
  const replaces = fix.some(
    (patch) => patch.op !== 'add' || (manifest && !makesParent(patch) && !fills(manifest, patch)),
  );
  return replaces ? 'what the author wrote there no longer counts' : undefined;
}
