import { containersOn, podsBehind } from '../../../analysis/network/services';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { called } from '../../shared/kind-name';
import { SERVICES } from '../../shared/sources';

export const rule = defineRule({
  id: 'invalid-target-port',
  category: 'availability',
  title: 'Services target ports that their pods have',
  severity: Severity.MEDIUM,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: [SERVICES],
  equivalents: {
    kubeLinter: ['invalid-target-ports'],
  },
  visit: {
    types: ['Service'],
    manifest(service, { all, report }) {
      const pods = podsBehind(service, all);
      const ports = service.value('/spec/ports');
      if (pods.length === 0 || !Array.isArray(ports)) return;
      ports.forEach((port, index) => {
        const { targetPort, protocol } = port ?? {};
        if (typeof targetPort !== 'string') return; // a number works even if no container lists it
        if (pods.some((pod) => containersOn(pod, targetPort, protocol ?? 'TCP').length > 0)) return;
        report({
          pointer: `/spec/ports/${index}/targetPort`,
          message: `${called(service)} targets port "${targetPort}" (${protocol ?? 'TCP'}), which no container of its pods has; use the name or number of a container port`,
        });
      });
    },
  },
});
