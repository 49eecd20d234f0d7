import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { type FileKind, fileKind, fileKinds } from '../../../kubernetes/api/file-kinds';
import { KubernetesApi } from '../../../kubernetes/api/kubernetes-api';
import { instability, OLDEST_MINOR } from '../../../kubernetes/api/table';
import { minorVersion } from '../../../kubernetes/kubernetes-version';
import { groupOf, typeOf } from '../../../kubernetes/workload-kinds';
import { NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'node-file-version',
  category: 'upgrades',
  title: 'Files of nodes have an API version that the components of the Kubernetes version read',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA U1', 'OWASP K10:2022', 'OWASP K07:2025'],
  references: ['https://kubernetes.io/docs/reference/config-api/', NSA_GUIDE],
  equivalents: {},
  visit: {
    types: [...new Set(fileKinds().map(({ apiVersion, kind }) => typeOf(groupOf(apiVersion), kind)))],
    manifest(manifest, { report, target: { kubernetesVersion } }) {
      const { apiVersion, kind } = manifest.objectRef;
      const own = fileKind(apiVersion, kind);
      const minor = Math.max(minorVersion(kubernetesVersion), OLDEST_MINOR);
      if (!own || isRead(own, minor)) return;
      const other = otherVersion(own, minor);
      report({
        pointer: '/apiVersion',
        message: `version "${apiVersion}" of ${kind} is read ${own.since > minor ? `since 1.${own.since}` : `until 1.${own.until}`}; ${
          other
            ? `use "${other.apiVersion}"`
            : 'remove the file, or judge it for that version with --kubernetes-version'
        }`,
        fix:
          other && isSame({ ...manifest.json, apiVersion: other.apiVersion }, kubernetesVersion)
            ? manifest.patchTo('/apiVersion', other.apiVersion)
            : undefined,
      });
    },
  },
});

function isRead({ since, until }: FileKind, minor: number): boolean {
  return since <= minor && minor <= until;
}

/** The most stable version of a kind that is read. */
function otherVersion({ apiVersion, kind }: FileKind, minor: number): FileKind | undefined {
  return fileKinds()
    .filter((each) => each.kind === kind && groupOf(each.apiVersion) === groupOf(apiVersion) && isRead(each, minor))
    .sort((a, b) => instability(a.apiVersion) - instability(b.apiVersion) || (a.apiVersion < b.apiVersion ? 1 : -1))[0];
}

/** Whether a file has only what it may have in another version: the fields of a kind that stay mean the same. */
function isSame(json: any, kubernetesVersion: string): boolean {
  return KubernetesApi.of(kubernetesVersion).problems(json).length === 0;
}
