import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { VisitorContext } from '../../../engine/visitor';
import { valueAt } from '../../../json/pointer';
import {
  flagProblem,
  gateProblem,
  lockedValue,
  PROGRAMS,
  type Program,
} from '../../../kubernetes/components/components';
import type { Manifest } from '../../../model/manifest';
import { NSA_GUIDE } from '../../shared/sources';
import {
  commandLineFlags,
  EXTRA_ARGS,
  extraArgs,
  gatesOf,
  type Setting,
} from '../../shared/versions/component-settings';
import {
  CLUSTER_CONFIGURATION,
  CONTROL_PLANE,
  fieldVersions,
  imageVersion,
  kubeadmTexts,
} from '../../shared/versions/stated-versions';

/** Whose settings they are: the program, its minor version, and the object for a message. */
interface Owner {
  readonly program: Program;
  readonly minor: number;
  /** Where a pointer of a setting is put; default: where it stands. */
  readonly place?: (pointer: string) => string;
}

export const rule = defineRule({
  id: 'component-flag-unavailable',
  category: 'upgrades',
  title: 'Components get flags and feature gates that their version has',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA U1', 'OWASP K10:2022', 'OWASP K07:2025'],
  references: [
    'https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/',
    'https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates-removed/',
    'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/',
    NSA_GUIDE,
  ],
  visit: {
    types: [CLUSTER_CONFIGURATION, CONTROL_PLANE, 'ConfigMap'],
    manifest(manifest, context) {
      if (manifest.groupKind === 'ConfigMap') {
        for (const { settings, pointer } of kubeadmTexts(manifest)) {
          const minor = fieldVersions(manifest).find((each) => each.pointer === pointer)?.version[1];
          judgeKubeadm(settings, minor, () => pointer, context);
        }
        return;
      }
      const isManaged = manifest.groupKind === CONTROL_PLANE;
      const at = isManaged ? '/spec/kubeadmConfigSpec/clusterConfiguration' : '';
      judgeKubeadm(valueAt(manifest.json, at), minorOf(manifest), (pointer) => at + pointer, context);
    },
    container(container, context) {
      const stated = imageVersion(container);
      const program = PROGRAMS.find((each) => each === stated?.component);
      if (!stated || !program) return;
      const owner = { program, minor: stated.version[1] ?? 0, place: (pointer: string) => container.path + pointer };
      judge(commandLineFlags(container), owner, context);
    },
  },
});

function minorOf(manifest: Manifest): number | undefined {
  return fieldVersions(manifest).find(({ component }) => component === 'kube-apiserver')?.version[1];
}

/** What kubeadm is told to pass on; without a version nothing is known. */
function judgeKubeadm(
  settings: unknown,
  minor: number | undefined,
  place: (pointer: string) => string,
  context: VisitorContext,
): void {
  if (minor === undefined) return;
  for (const [program, at] of EXTRA_ARGS) judge(extraArgs(settings, at), { program, minor, place }, context);
}

function judge(
  flags: readonly Setting[],
  { program, minor, place = (at) => at }: Owner,
  { report }: VisitorContext,
): void {
  const what = `${program} 1.${minor}`;
  for (const flag of flags) {
    const problem = flagProblem(program, flag.name, minor);
    if (problem !== undefined)
      report({ pointer: place(flag.pointer), message: `${what} gets the flag --${flag.name}, ${problem}; remove it` });
    for (const { name, value, pointer } of gatesOf(flag)) {
      const missing = gateProblem(name, minor);
      const locked = lockedValue(name, minor);
      const wrong =
        missing ?? (locked !== undefined && value !== String(locked) ? `which is locked to ${locked}` : undefined);
      if (wrong !== undefined)
        report({
          pointer: place(pointer),
          message: `${what} gets the feature gate ${name}=${value}, ${wrong}; remove it`,
        });
    }
  }
}
