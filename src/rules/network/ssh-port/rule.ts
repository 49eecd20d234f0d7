import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

/** An SSH server without privileges listens on 2222; as the port of a container, 2222 can be any program. */
export const SERVICE_PORTS = [22, 2222];

export const rule = defineRule({
  id: 'ssh-port',
  category: 'network',
  impliedBy: ['sensitive-interface-exposed'],
  title: 'Workloads do not serve SSH',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA P3', 'OWASP K01:2022', 'OWASP K06:2025'],
  references: [NSA_GUIDE],
  equivalents: {
    kubescape: ['C-0042'],
    kubeLinter: ['ssh-port'],
  },
  visit: {
    types: ['Service'],
    manifest(service, { report }) {
      const selector: unknown = service.value('/spec/selector') ?? {};
      const ports: unknown = service.value('/spec/ports');
      if (service.value('/spec/type') === 'ExternalName' || !Array.isArray(ports)) return;
      if (typeof selector !== 'object' || Object.keys(selector as object).length === 0) return; // selects no workload
      ports.forEach((port, index) => {
        const field = ['port', 'targetPort'].find((name) => SERVICE_PORTS.includes(port?.[name]));
        if (field === undefined || !isTcp(port)) return;
        report({
          pointer: `/spec/ports/${index}/${field}`,
          message: `service "${service.objectRef.name}" exposes port ${port[field]}, which is SSH; remove it, and use kubectl exec instead`,
        });
      });
    },
    container(container, { report }) {
      const ports: any[] = container.value('/ports') ?? [];
      ports.forEach((port, index) => {
        if (port.containerPort !== 22 || !isTcp(port)) return;
        report({
          pointer: `${container.path}/ports/${index}/containerPort`,
          message: `container "${container.name}" listens on port 22, which is SSH; remove the server, and use kubectl exec instead`,
        });
      });
    },
  },
});

function isTcp({ protocol }: any): boolean {
  return (protocol ?? 'TCP') === 'TCP';
}
