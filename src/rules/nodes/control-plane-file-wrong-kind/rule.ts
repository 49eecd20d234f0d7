import { GivenFiles, KINDS_OF_FLAGS } from '../../../analysis/cluster/given-files';
import { CLUSTER_CONFIGURATION, flagOf, givenPrograms } from '../../../analysis/cluster/given-flags';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'control-plane-file-wrong-kind',
  category: 'nodes',
  title: 'Files that flags of the API server name are of the kind that it reads there',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA N4', 'OWASP K09:2022', 'OWASP K07:2025'],
  references: ['https://kubernetes.io/docs/reference/config-api/', NSA_GUIDE],
  equivalents: {},
  visit: {
    types: [CLUSTER_CONFIGURATION, 'Pod'],
    manifest(manifest, { all, report }) {
      for (const program of givenPrograms(manifest)) {
        if (program.name !== 'kube-apiserver') continue;
        const files = new GivenFiles(all, manifest);
        for (const [flag, wanted] of Object.entries(KINDS_OF_FLAGS)) {
          const given = flagOf(program, flag);
          const found = given ? files.at(given.value) : [];
          if (!given || found.length === 0 || found.some(({ groupKind }) => groupKind === wanted)) continue;
          const kinds = [...new Set(found.map(({ objectRef }) => objectRef.kind))].join(', ');
          report({
            pointer: given.pointer,
            message: `flag --${flag} names "${given.value}", which is of kind ${kinds}; use a file of kind ${wanted.slice(wanted.indexOf('/') + 1)}`,
          });
        }
      }
    },
  },
});
