import { commandLine } from '../../../analysis/cluster/flags/container-flags';
import { clusterFlags, kubeletFlags } from '../../../analysis/cluster/flags/kubeadm-flags';
import { CLUSTER_TYPE, SETTINGS_TYPES } from '../../../analysis/cluster/settings-files';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { VisitorContext } from '../../../engine/visitor';
import { valueAt } from '../../../json/pointer';
import { isProgram, type Program } from '../../../kubernetes/components/components';
import type { Manifest } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { NSA_GUIDE } from '../../shared/sources';
import { apiServerMinors } from '../../shared/versions/api-server-minors';
import { CONTROL_PLANE, clustersInTexts, fieldVersions, imageVersion } from '../../shared/versions/stated-versions';
import { gatesIn, judgeFlags, judgeGates } from './judge';

const { InitConfiguration, JoinConfiguration, KubeProxyConfiguration, KubeletConfiguration } = SETTINGS_TYPES;
/** Files of nodes with flags of the kubelet. */
const NODE_FILES: readonly string[] = [InitConfiguration, JoinConfiguration];
/** Files of programs with feature gates as a map. */
const WITH_GATES: { readonly [type: string]: Program } = {
  [KubeletConfiguration]: 'kubelet',
  [KubeProxyConfiguration]: 'kube-proxy',
};

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
    types: [CLUSTER_TYPE, CONTROL_PLANE, 'ConfigMap', ...NODE_FILES, ...Object.keys(WITH_GATES)],
    manifest(manifest, context) {
      if (manifest.groupKind === 'ConfigMap') {
        for (const { config, pointer } of clustersInTexts(manifest, context.all)) {
          const minor = fieldVersions(manifest, context.all).find((each) => each.pointer === pointer)?.version[1];
          judgeKubeadm(config, minor, () => pointer, context);
        }
        return;
      }
      if (NODE_FILES.includes(manifest.groupKind) || WITH_GATES[manifest.groupKind]) {
        judgeNodeFile(manifest, context);
        return;
      }
      const isManaged = manifest.groupKind === CONTROL_PLANE;
      const at = isManaged ? '/spec/kubeadmConfigSpec/clusterConfiguration' : '';
      judgeKubeadm(valueAt(manifest.json, at), minorOf(manifest, context.all), (pointer) => at + pointer, context);
    },
    container(container, context) {
      const stated = imageVersion(container);
      const program = stated?.component ?? '';
      if (!stated || !isProgram(program)) return;
      judgeFlags(commandLine(container), { program, minor: stated.version[1] ?? 0 }, context);
    },
  },
});

function minorOf(manifest: Manifest, all: ManifestSet): number | undefined {
  return fieldVersions(manifest, all).find(({ component }) => component === 'kube-apiserver')?.version[1];
}

/** What kubeadm is told to pass on; without a version nothing is known. */
function judgeKubeadm(
  config: unknown,
  minor: number | undefined,
  place: (pointer: string) => string,
  context: VisitorContext,
): void {
  if (minor === undefined || !config) return;
  for (const { program, given } of clusterFlags(config))
    if (isProgram(program)) judgeFlags(given, { program, minor, place }, context);
}

/** A kubelet is not newer than the API servers; kubeadm installs the same version. */
function judgeNodeFile(manifest: Manifest, context: VisitorContext): void {
  const minors = apiServerMinors(manifest, context.all);
  if (minors.length === 0) return;
  const minor = Math.min(...minors);
  const gated = WITH_GATES[manifest.groupKind];
  if (gated) judgeGates(gatesIn(manifest.json), { program: gated, minor }, context);
  else judgeFlags(kubeletFlags(manifest.json).given, { program: 'kubelet', minor }, context);
}
