import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE, SECURITY_CONTEXT } from '../../shared/sources';

const POLICY = '/securityContext/supplementalGroupsPolicy';

/** Only if the pod sets a user or group; otherwise the image decides both anyway. */
export const rule = defineRule({
  id: 'supplemental-groups-policy',
  category: 'pod-security',
  title: 'Images add no supplemental groups to pods',
  severity: Severity.INFO,
  profiles: [],
  standards: ['NSA/CISA P1', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [NSA_GUIDE, `${SECURITY_CONTEXT}#supplementalgroupspolicy`],
  since: '1.33',
  visit: {
    podTemplate(pod, { report }) {
      if (pod.isWindows || pod.value(POLICY) === 'Strict') return;
      const isSet = (value: unknown): boolean => value !== undefined && value !== null;
      const says =
        isSet(pod.value('/securityContext/fsGroup')) ||
        pod.containers.some((each) => isSet(each.effective('runAsUser')) || isSet(each.effective('runAsGroup')));
      if (!says) return;
      report({
        pointer: `${pod.specPath}${POLICY}`,
        message: 'the image may add groups that the pod does not list; set supplementalGroupsPolicy to "Strict"',
        fix: pod.patchTo(POLICY, 'Strict'),
      });
    },
  },
});
