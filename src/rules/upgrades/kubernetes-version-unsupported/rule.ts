import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { minorVersion } from '../../../kubernetes/kubernetes-version';
import { SUPPORT_AS_OF, SUPPORT_PERIOD, supportAdvice, supportProblem } from '../../../kubernetes/support-window';
import { ageRemark } from '../../shared/data-age';
import { NSA_GUIDE } from '../../shared/sources';
import { fieldVersions, imageVersion, type StatedVersion, VERSION_TYPES } from '../../shared/versions/stated-versions';

const ID = 'kubernetes-version-unsupported';

export const rule = defineRule({
  id: ID,
  category: 'upgrades',
  title: 'The cluster runs a Kubernetes version that gets security fixes',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA U1', 'OWASP K10:2022', 'OWASP K07:2025'],
  references: [SUPPORT_PERIOD, NSA_GUIDE],
  visit: {
    types: VERSION_TYPES,
    manifest(manifest, { all, report, target: { today } }) {
      for (const stated of fieldVersions(manifest, all)) judge(stated, today, report);
    },
    container(container, { report, target: { today } }) {
      const stated = imageVersion(container);
      if (stated) judge(stated, today, report);
    },
  },
  remarks({ kubernetesVersion, today }) {
    const minor = minorVersion(kubernetesVersion);
    const problem = today && supportProblem(minor, today);
    const target = problem
      ? [`the objects are judged for Kubernetes ${kubernetesVersion}, which ${problem}; ${supportAdvice(minor, today)}`]
      : [];
    return [...target, ...ageRemark(ID, SUPPORT_AS_OF, today)];
  },
});

function judge(
  { component, version: [, minor = 0], text, pointer, place }: StatedVersion,
  today: string | undefined,
  report: (found: { pointer: string; message: string; severity?: Severity }) => void,
): void {
  if (component === 'etcd' || today === undefined) return;
  const problem = supportProblem(minor, today);
  if (problem === undefined) return;
  const what = place.startsWith('image') ? `${place} is of Kubernetes 1.${minor}` : `${place} is "${text}"`;
  report({ pointer, message: `${what}, which ${problem}; ${supportAdvice(minor, today)}` });
}
