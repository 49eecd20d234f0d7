import { posix } from 'node:path';
import { ClusterFiles } from '../../../analysis/cluster/cluster-files';
import { isBelow, NAMES_FILE } from '../../../analysis/cluster/component-flags';
import type { ProgramFlags } from '../../../analysis/cluster/flags/program-flags';
import { controlPlaneOf } from '../../../analysis/cluster/flags/programs-in';
import { CLUSTER_TYPE } from '../../../analysis/cluster/settings-files';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { ReportDescriptor } from '../../../engine/visitor';
import { NSA_GUIDE } from '../../shared/sources';

/** What a program writes, and where it gives no path. */
const WRITTEN = 'audit-log-path';

export const rule = defineRule({
  id: 'control-plane-file-not-mounted',
  category: 'nodes',
  title: 'Programs of the control plane see the files that their flags name',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA N4', 'OWASP K09:2022', 'OWASP K07:2025'],
  references: [
    'https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/#kubeadm-k8s-io-v1beta4-HostPathMount',
    NSA_GUIDE,
  ],
  equivalents: {},
  visit: {
    types: [CLUSTER_TYPE, 'Pod'],
    manifest(manifest, { all, report }) {
      for (const program of controlPlaneOf(manifest)) {
        for (const found of [...unseen(program), ...sockets(program, new ClusterFiles(all, manifest))]) report(found);
      }
    },
  },
});

function unseen({ program, written, mounts }: ProgramFlags): ReportDescriptor[] {
  return [...written].flatMap(([flag, { value, pointer }]) => {
    if (!NAMES_FILE.test(flag) || !value.startsWith('/')) return [];
    const path = posix.normalize(value);
    const own = mounts.filter((mount) => isBelow(path, [mount.path]));
    if (own.length === 0) {
      const message = `${program} does not see "${value}" of --${flag} in its container; add a volume with this file or its folder`;
      return [{ pointer, message }];
    }
    // The longest path is the mount that counts.
    const nearest = own.reduce((a, b) => (b.path.length > a.path.length ? b : a));
    if (flag === WRITTEN) {
      if (nearest.isReadOnly)
        return [
          {
            pointer,
            message: `${program} cannot write "${value}", as "${nearest.path}" is mounted read-only; set readOnly to false`,
          },
        ];
      return nearest.path === path
        ? [
            {
              pointer,
              message: `${program} cannot replace "${value}" by a new file, as it alone is mounted; use a volume of its folder`,
              severity: Severity.LOW,
            },
          ]
        : [];
    }
    if (nearest.isReadOnly) return [];
    const message = `${program} can change "${value}" of --${flag}; set readOnly of the volume at "${nearest.path}" to true`;
    return [{ pointer, message, severity: Severity.LOW }];
  });
}

/** The API server talks to key services by sockets. */
function sockets(program: ProgramFlags, files: ClusterFiles): ReportDescriptor[] {
  const flag = program.written.get('encryption-provider-config');
  if (program.program !== 'kube-apiserver' || !flag) return [];
  const endpoints = files
    .ofType('apiserver.config.k8s.io/EncryptionConfiguration')
    .flatMap((config): any[] => config.value('/resources') ?? [])
    .flatMap(({ providers }): any[] => providers ?? [])
    .flatMap(({ kms }): string[] => (kms?.endpoint ? [kms.endpoint] : []));
  return [...new Set(endpoints)].flatMap((endpoint) => {
    const path = endpoint.replace(/^unix:\/\//, '');
    const folders = program.mounts.map((mount) => mount.path);
    if (!path.startsWith('/') || isBelow(path, folders)) return [];
    const message = `kube-apiserver does not see the socket "${path}" of a key service in its container; add a volume with "${posix.dirname(path)}"`;
    return [{ pointer: flag.pointer, message }];
  });
}
