import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE } from '../../shared/sources';

const DROP = '/securityContext/capabilities/drop';
const ADD = '/securityContext/capabilities/add';

/** Two lists, two findings: drop removes what the runtime gives by default, add must not give it again. */
export const rule = defineRule({
  id: 'net-raw-capability',
  category: 'pod-security',
  impliedBy: ['privileged-container', 'capabilities-not-dropped'],
  title: 'Containers cannot forge network packets',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA P4', 'PSS baseline', 'CIS 2.0.1 5.2.8', 'CIS 1.12 5.2.8', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0211', 'C-0199'],
    kubeLinter: ['drop-net-raw-capability'],
    trivy: ['KSV-0119 (add only)'],
    polaris: ['insecureCapabilities (partly)'],
    checkov: ['CKV_K8S_28'],
    kyverno: ['drop-cap-net-raw'],
  },
  visit: {
    container(container, { report }) {
      if (container.pod.isWindows) return;
      const drop: string[] | undefined = container.value(DROP) ?? undefined;
      if (!drop?.some((name) => name === 'ALL' || name === 'NET_RAW')) {
        report({
          pointer: `${container.path}${DROP}`,
          message: `container "${container.name}" keeps capability "NET_RAW" of the runtime's default set; drop "ALL"`,
          fix: drop ? container.patchTo(`${DROP}/-`, 'ALL') : container.patchTo(DROP, ['ALL']),
        });
      }
      const add: string[] = container.value(ADD) ?? [];
      const kept = add.filter((name) => !givesNetRaw(name));
      if (kept.length === add.length) return;
      const pointer = `${container.path}${ADD}`;
      report({
        pointer,
        message: `container "${container.name}" adds capability "${add.find(givesNetRaw)}", which lets it forge packets; remove it`,
        fix: kept.length > 0 ? container.patchTo(ADD, kept) : container.pod.manifest.patchAway(pointer),
      });
    },
  },
});

/** Runtimes accept added names in any case, and with or without `CAP_`; every accepted form counts. */
function givesNetRaw(name: string): boolean {
  return ['ALL', 'NET_RAW'].includes(name.toUpperCase().replace(/^CAP_/, ''));
}
