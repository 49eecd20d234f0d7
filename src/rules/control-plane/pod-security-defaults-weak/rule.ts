import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { ReportDescriptor } from '../../../engine/visitor';
import type { Manifest } from '../../../model/manifest';
import { SYSTEM_NAMESPACES } from '../../shared/pod-security-labels';
import { NSA_GUIDE, POD_SECURITY_ADMISSION } from '../../shared/sources';

const { HIGH, MEDIUM, LOW } = Severity;
const CONFIGURATION = 'pod-security.admission.config.k8s.io/PodSecurityConfiguration';
/** Accounts that create pods for others: what they create is not judged at all. */
const CONTROLLER = /^system:serviceaccount:kube-system:|^system:kube-controller-manager$/;

export const rule = defineRule({
  id: 'pod-security-defaults-weak',
  category: 'control-plane',
  title: 'Namespaces without labels are held to a level of the Pod Security Standards',
  severity: MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA P4', 'OWASP K04:2022', 'OWASP K04:2025'],
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-admission-controller/',
    POD_SECURITY_ADMISSION,
    NSA_GUIDE,
  ],
  equivalents: {},
  visit: {
    types: [CONFIGURATION, 'apiserver.config.k8s.io/AdmissionConfiguration'],
    manifest(manifest, { report }) {
      const found =
        manifest.groupKind === CONFIGURATION ? [...defaults(manifest), ...exemptions(manifest)] : plugin(manifest);
      for (const each of found) report(each);
    },
  },
});

function plugin(config: Manifest): ReportDescriptor[] {
  const plugins: any[] = config.value('/plugins') ?? [];
  const index = plugins.findIndex(({ name }) => name === 'PodSecurity');
  const own = plugins[index];
  if (own?.path || own?.configuration?.kind !== undefined) return [];
  return [
    {
      pointer: index < 0 ? '/plugins' : `/plugins/${index}`,
      message:
        'no plugin says what holds in namespaces without labels, so it is "privileged"; add a PodSecurityConfiguration',
    },
  ];
}

function defaults(config: Manifest): ReportDescriptor[] {
  return ['enforce', 'audit', 'warn'].flatMap((mode) => {
    const pointer = `/defaults/${mode}`;
    const level = config.value(pointer) || 'privileged';
    if (level !== 'privileged') return [];
    return mode === 'enforce'
      ? [
          {
            pointer,
            message: 'namespaces without labels may have privileged pods; set enforce to "baseline" or "restricted"',
          },
        ]
      : [
          {
            pointer,
            severity: LOW,
            message: `nothing is said of privileged pods in namespaces without labels; set ${mode} to "restricted"`,
            fix: config.patchTo(pointer, 'restricted'),
          },
        ];
  });
}

function exemptions(config: Manifest): ReportDescriptor[] {
  const listed = (field: string): string[] => config.value(`/exemptions/${field}`) ?? [];
  return [
    ...listed('usernames').map((name, index) => ({
      pointer: `/exemptions/usernames/${index}`,
      severity: CONTROLLER.test(name) ? HIGH : MEDIUM,
      message: `no pod that "${name}" creates is judged${CONTROLLER.test(name) ? ', and it creates those of all workloads' : ''}; remove it`,
    })),
    ...listed('runtimeClasses').map((name, index) => ({
      pointer: `/exemptions/runtimeClasses/${index}`,
      message: `every author who names the runtime class "${name}" is exempt; remove it`,
    })),
    ...listed('namespaces').flatMap((name, index) =>
      SYSTEM_NAMESPACES.includes(name)
        ? []
        : [
            {
              pointer: `/exemptions/namespaces/${index}`,
              message: `namespace "${name}" is exempt, whatever its labels say; remove it, and label the namespace with the level that it needs`,
            },
          ],
    ),
  ];
}
