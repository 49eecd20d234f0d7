import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { VisitorContext } from '../../../engine/visitor';
import { valueAt } from '../../../json/pointer';
import { PROGRAMS, type Program } from '../../../kubernetes/components/components';
import type { Manifest } from '../../../model/manifest';
import { NSA_GUIDE } from '../../shared/sources';
import { apiServerMinors } from '../../shared/versions/clusters';
import {
  commandLineFlags,
  EXTRA_ARGS,
  extraArgs,
  NODE_FILES,
  settingsMap,
} from '../../shared/versions/component-settings';
import {
  CLUSTER_CONFIGURATION,
  CONTROL_PLANE,
  fieldVersions,
  imageVersion,
  kubeadmTexts,
} from '../../shared/versions/stated-versions';
import { judgeFlags, judgeGates } from './judge';

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
    types: [CLUSTER_CONFIGURATION, CONTROL_PLANE, 'ConfigMap', ...Object.keys(NODE_FILES)],
    manifest(manifest, context) {
      if (manifest.groupKind === 'ConfigMap') {
        for (const { settings, pointer } of kubeadmTexts(manifest)) {
          const minor = fieldVersions(manifest).find((each) => each.pointer === pointer)?.version[1];
          judgeKubeadm(settings, minor, () => pointer, context);
        }
        return;
      }
      if (NODE_FILES[manifest.groupKind]) {
        judgeNodeFile(manifest, context);
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
      judgeFlags(commandLineFlags(container), owner, context);
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
  for (const [program, at] of EXTRA_ARGS) judgeFlags(extraArgs(settings, at), { program, minor, place }, context);
}

/** A kubelet is not newer than the API servers; kubeadm installs the same version. */
function judgeNodeFile(manifest: Manifest, context: VisitorContext): void {
  const { program, args, gates } = NODE_FILES[manifest.groupKind] as (typeof NODE_FILES)[string];
  const minors = apiServerMinors(manifest, context.all);
  if (minors.length === 0) return;
  const owner = { program: program as Program, minor: Math.min(...minors) };
  if (args !== undefined) judgeFlags(extraArgs(manifest.json, args), owner, context);
  if (gates !== undefined) judgeGates(settingsMap(manifest.json, gates), owner, context);
}
