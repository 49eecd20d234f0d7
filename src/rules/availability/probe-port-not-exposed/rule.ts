import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { ContainerView } from '../../../model/manifest';
import { objectsIn } from '../../../model/pod-index';
import { PROBES, probeOf } from '../../shared/probes';
import { PROBES_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'probe-port-not-exposed',
  category: 'availability',
  title: 'Probes use a port of their container',
  severity: Severity.LOW,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: [PROBES_GUIDE],
  equivalents: {
    kubeLinter: ['liveness-port', 'readiness-port', 'startup-port'],
  },
  visit: {
    container(container, { report }) {
      for (const name of PROBES) {
        const probe = probeOf(container, name);
        for (const handler of ['httpGet', 'tcpSocket', 'grpc']) {
          const { port, host } = probe?.[handler] ?? {};
          if ((typeof port !== 'number' && typeof port !== 'string') || host || opens(container, port)) continue;
          // The kubelet fails on an unknown name, but it probes an unlisted number.
          const isNumber = Number.isInteger(Number(port));
          report({
            pointer: `${container.path}/${name}/${handler}/port`,
            message: `${name} of container "${container.name}" uses port "${port}", which the container does not list; add it to ports, or use a listed port`,
            severity: isNumber ? Severity.LOW : Severity.MEDIUM,
          });
        }
      }
    },
  },
});

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/probe/util.go looks up a name, then parses a number */
function opens(container: ContainerView, port: number | string): boolean {
  return objectsIn(container.value('/ports')).some(
    (each) => each.name === port || (each.containerPort === Number(port) && (each.protocol ?? 'TCP') === 'TCP'),
  );
}
