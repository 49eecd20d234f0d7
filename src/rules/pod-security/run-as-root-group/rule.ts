import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { VisitorContext } from '../../../engine/visitor';
import type { ContainerView } from '../../../model/manifest';
import { NSA_GUIDE } from '../../shared/sources';

const USER = '/securityContext/runAsUser';
const GROUP = '/securityContext/runAsGroup';

/** A value of the pod is judged once, on the pod, and only if a container inherits it. */
export const rule = defineRule({
  id: 'run-as-root-group',
  category: 'pod-security',
  title: 'Containers do not run in the root group',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA P1', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [NSA_GUIDE],
  equivalents: {
    kubescape: ['C-0013 (unset = fail)'],
    kubeLinter: ['run-as-non-root (explicit 0)'],
    trivy: ['KSV-0116 (explicit 0)'],
    kubeScore: ['container-security-context-user-group-id'],
    kyverno: ['require-non-root-groups'],
  },
  visit: {
    podTemplate(pod, { report }) {
      if (pod.isWindows) return; // Windows has no numeric group ids
      const heirs = pod.containers.filter((container) => isUnset(container.value(GROUP)));
      const group = pod.value(GROUP);
      if (group === 0 && heirs.length > 0) {
        const pointer = `${pod.specPath}${GROUP}`;
        const fix = heirs.every(hasNoUser) ? pod.manifest.patchAway(pointer) : undefined;
        report({
          pointer,
          message: 'pod runs in group 0, the root group; set runAsGroup to another group',
          fix: fix,
        });
      }
      const takesUser = (container: ContainerView): boolean => isUnset(container.value(USER));
      if (isUnset(group) && !isUnset(pod.value(USER)) && heirs.some(takesUser))
        reportFallback('pod', pod.specPath, report);
    },
    container(container, { report }) {
      const { pod, path, name } = container;
      if (pod.isWindows) return;
      if (container.value(GROUP) === 0) {
        const pointer = `${path}${GROUP}`;
        const podGroup = pod.value(GROUP);
        const endsIt = isUnset(podGroup) ? hasNoUser(container) : podGroup !== 0;
        const message = `container "${name}" runs in group 0, the root group; set runAsGroup to another group`;
        report({ pointer, message, fix: endsIt ? pod.manifest.patchAway(pointer) : undefined });
      }
      if (isUnset(container.effective('runAsGroup')) && !isUnset(container.value(USER)))
        reportFallback(`container "${name}"`, path, report);
    },
  },
});

/** Then the group comes from the image's passwd file, or is 0 if the file does not list the user. */
function reportFallback(who: string, path: string, report: VisitorContext['report']): void {
  const message = `${who} sets runAsUser but not runAsGroup, so the group may be 0; set runAsGroup`;
  report({ pointer: `${path}${GROUP}`, message: `${message} as well`, severity: Severity.LOW });
}

function hasNoUser(container: ContainerView): boolean {
  return isUnset(container.effective('runAsUser'));
}

function isUnset(value: unknown): boolean {
  return value === undefined || value === null;
}
