import { rootNeedsOf, setuidProgramOf, usesServiceLinks } from '../analysis/workloads/command-needs';
import { unmountedWriteOf } from '../analysis/workloads/file-writes';
import { factsOf, type ImageUser, imageUser } from '../images/facts';
import type { Patch } from '../json/patch';
import type { ContainerView, Manifest } from '../model/manifest';
import { containersAt, containersOf } from './containers-at';

/** A container before and after the fixes of a round, and how far these go. */
interface Change {
  readonly before: ContainerView;
  readonly after: ContainerView;
  readonly isForced: boolean;
  /** Whether the container gets the value from its pod. */
  readonly isInherited: boolean;
}

/** Says why a value stops a container; undefined if it does not. */
type Question = (change: Change) => string | undefined;

/** The capabilities that a container has if it says nothing. Docker's set, which containerd and CRI-O have in common in part. */
const DEFAULT_CAPABILITIES = [
  ...['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'NET_RAW'],
  ...['SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT'],
];
const FIRST_PORT = 'net.ipv4.ip_unprivileged_port_start';

const QUESTIONS: readonly { readonly field: RegExp; readonly value?: unknown; readonly question: Question }[] = [
  { field: /\/securityContext\/runAsNonRoot$/, value: true, question: whyRoot },
  { field: /\/securityContext\/runAsUser$/, value: undefined, question: whyImageRoot },
  { field: /\/securityContext\/capabilities(?:\/(?:drop|add)(?:\/(?:-|\d+))?)?$/, question: whyCapability },
  { field: /\/securityContext\/privileged$/, question: whyCapability },
  { field: /\/securityContext\/readOnlyRootFilesystem$/, value: true, question: whyWritable },
  { field: /\/securityContext\/allowPrivilegeEscalation$/, value: false, question: whySetuid },
  { field: /\/enableServiceLinks$/, value: false, question: whyLinks },
];

/** Says why some patches certainly stop a container, as far as its manifest shows it; undefined if they do not. */
export type Doubts = (patches: readonly Patch[]) => string | undefined;

/**
 * Returns what says so of an object. A patch is looked into once: fixes of many containers change their pod alike.
 *
 * @param outlook the object with all fixes of the round, as one fix may make another one safe
 */
export function doubtsAbout(before: Manifest, outlook: Manifest, isForced: boolean): Doubts {
  const whyNot = (path: string, question: Question): string | undefined => {
    const own = containersAt(before, path);
    const isInherited = own.length === 0;
    for (const container of isInherited ? heirsOf(path, before) : own) {
      const [after = container] = containersAt(outlook, `${container.path}/`);
      const reason = question({ before: container, after, isForced, isInherited });
      if (reason !== undefined) return `container "${container.name}" ${reason}`;
    }
    return undefined;
  };
  const known = new Map<string, string | undefined>();
  return (patches) => {
    for (const { path, value } of patches) {
      const asked = QUESTIONS.find(({ field }) => field.test(path));
      if (!asked || ('value' in asked && asked.value !== value)) continue;
      if (!known.has(path)) known.set(path, whyNot(path, asked.question));
      const reason = known.get(path);
      if (reason !== undefined) return reason;
    }
    return undefined;
  };
}

/** Whether {@link Doubts} may be about some patches. */
export function isQuestioned(patches: readonly Patch[]): boolean {
  return patches.some(({ path }) => QUESTIONS.some(({ field }) => field.test(path)));
}

/** The containers that may inherit a field from their pod. */
function heirsOf(path: string, manifest: Manifest): ContainerView[] {
  const field = path.slice(path.lastIndexOf('/') + 1);
  return containersOf(manifest).filter(
    (container) => (container.value(`/securityContext/${field}`) ?? undefined) === undefined,
  );
}

function whyRoot({ before, after, isInherited }: Change): string | undefined {
  const user = after.effective('runAsUser');
  if (user === 0) return 'runs as user 0';
  if (isInherited && after.pod.value('/securityContext/runAsUser') === 0) return 'is in a pod with user 0';
  if (isOrdinary(user)) return undefined;
  const facts = factsOf(after);
  return (facts && whyImageUser(imageUser(facts))) ?? whyRootCommand({ before });
}

function whyImageUser({ id, name }: ImageUser): string | undefined {
  if (id === 0) return 'runs as user 0 of its image; declare user in its needs';
  if (name === undefined) return undefined;
  return `runs as user "${name}" of its image, of which the kubelet cannot tell that it is not root; declare user in its needs`;
}

function whyImageRoot({ before }: Change): string | undefined {
  const facts = factsOf(before);
  if (before.effective('runAsUser') === 0 && facts && imageUser(facts).id === 0)
    return 'runs as user 0 of its image all the same; declare user in its needs';
  return whyRootCommand({ before });
}

function whyRootCommand({ before }: Pick<Change, 'before'>): string | undefined {
  if (hasOrdinaryUser(before)) return undefined;
  const [need] = rootNeedsOf(before);
  return need && `runs "${need.program}", which needs root`;
}

/** Whether a container is known to run as a user other than root. */
function hasOrdinaryUser(container: ContainerView): boolean {
  const user = container.effective('runAsUser');
  const facts = factsOf(container);
  return isOrdinary(user ?? (facts && imageUser(facts).id));
}

function isOrdinary(user: unknown): boolean {
  return typeof user === 'number' && user > 0;
}

function whyCapability({ before, after, isForced }: Change): string | undefined {
  const isLost = (capability: string) => hasCapability(before, capability) && !hasCapability(after, capability);
  const needs = hasOrdinaryUser(before) ? [] : rootNeedsOf(before);
  for (const { program, capabilities } of needs) {
    const lost = capabilities.find(isLost);
    if (lost !== undefined) return `runs "${program}", which needs capability "${lost}"`;
  }
  const port = isForced ? undefined : lowPortOf(after);
  return port !== undefined && isLost('NET_BIND_SERVICE')
    ? `listens on port ${port}, which may need capability "NET_BIND_SERVICE"; declare bindPrivilegedPorts in its needs`
    : undefined;
}

function hasCapability(container: ContainerView, capability: string): boolean {
  if (container.value('/securityContext/privileged') === true) return true;
  const [add, drop] = ['add', 'drop'].map((list) => namesAt(container, `/securityContext/capabilities/${list}`));
  if (add?.includes(capability) || add?.includes('ALL')) return true;
  return DEFAULT_CAPABILITIES.includes(capability) && !drop?.includes(capability) && !drop?.includes('ALL');
}

function namesAt(container: ContainerView, pointer: string): string[] {
  const names: unknown = container.value(pointer);
  return Array.isArray(names) ? names.map((name) => String(name).toUpperCase().replace(/^CAP_/, '')) : [];
}

/** Returns a port that the container declares, or its image where it declares none, and that not every user of its pod may listen on. */
function lowPortOf(container: ContainerView): number | undefined {
  const sysctls: any[] = container.pod.value('/securityContext/sysctls') ?? [];
  const first = Number(sysctls.find((each) => each?.name === FIRST_PORT)?.value ?? 1024);
  const declared: any[] = container.value('/ports') ?? [];
  const ports = declared.length > 0 ? declared.map((each) => each?.containerPort) : (factsOf(container)?.ports ?? []);
  return ports.find((port) => port >= 1 && port < Math.min(first, 1024));
}

function whyWritable({ after }: Change): string | undefined {
  const place = unmountedWriteOf(after);
  return place && `writes to ${place}, where nothing is mounted; declare writablePaths in its needs`;
}

/** Root needs no setuid program. */
function whySetuid({ before }: Change): string | undefined {
  if (before.effective('runAsUser') === 0) return undefined;
  const program = setuidProgramOf(before);
  return program && `runs "${program}", which gains privileges`;
}

function whyLinks({ before }: Change): string | undefined {
  return usesServiceLinks(before) ? 'uses variables of Services' : undefined;
}
