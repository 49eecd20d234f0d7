import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

/** Pod Security judges only pods, so a claim bypasses its control of host paths. */
export const rule = defineRule({
  id: 'host-path-persistent-volume',
  category: 'volumes',
  title: 'Persistent volumes are not directories on a node',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA P4', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [NSA_GUIDE],
  equivalents: {
    kyverno: ['limit-hostpath-type-pv'],
  },
  visit: {
    types: ['PersistentVolume'],
    manifest(volume, { report }) {
      for (const source of ['hostPath', 'local']) {
        const found = volume.value(`/spec/${source}`) ?? undefined;
        if (found === undefined) continue;
        report({
          pointer: `/spec/${source}`,
          message: `persistent volume "${volume.objectRef.name}" uses path "${found.path ?? ''}" on a node; use a volume of a storage driver`,
        });
      }
    },
  },
});
