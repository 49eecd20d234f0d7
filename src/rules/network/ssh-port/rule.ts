import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

/** 2222 is what an SSH server without privileges takes; as the port of a container it may be anything. */
const SERVICE_PORTS = [22, 2222];

export const rule = defineRule({
  id: 'ssh-port',
  category: 'network',
  title: 'Nothing serves SSH',
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
      if (typeof selector !== 'object' || Object.keys(selector as object).length === 0) return; // no workload is behind
      ports.forEach((port, index) => {
        const field = ['port', 'targetPort'].find((name) => SERVICE_PORTS.includes(port?.[name]));
        if (field === undefined || !isTcp(port)) return;
        report({
          pointer: `/spec/ports/${index}/${field}`,
          message: `service "${service.objectRef.name}" leads to port ${port[field]}, which is SSH; remove it, and use kubectl exec instead`,
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
