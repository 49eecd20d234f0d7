import { type AddressRange, addressOf, cidrOf, covers } from '../../../analysis/network/cidr';
import { defineRule } from '../../../engine/define-rule';
import { stringListOption } from '../../../engine/rule-option';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

const clusterDomains = stringListOption(
  'clusterDomains',
  ['cluster.local'],
  'domains of the cluster in DNS, as in the configuration of the kubelet',
);

const LOOPBACK = [cidrOf('127.0.0.0/8'), cidrOf('::1/128')] as AddressRange[];

export const rule = defineRule({
  id: 'service-external-name',
  category: 'network',
  title: 'ExternalName services do not point to the cluster itself or to addresses',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA N2', 'OWASP K07:2022', 'OWASP K05:2025'],
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#externalname',
    'https://nvd.nist.gov/vuln/detail/CVE-2021-32783',
    NSA_GUIDE,
  ],
  equivalents: {
    trivy: ['KSV-0108 (any externalName)'],
    kyverno: ['no-localhost-service'],
  },
  options: [clusterDomains],
  visit: {
    types: ['Service'],
    manifest(service, { option, report }) {
      const written = service.value('/spec/externalName');
      if (service.value('/spec/type') !== 'ExternalName' || typeof written !== 'string') return;
      const pointer = '/spec/externalName';
      const what = `service "${service.objectRef.name}" resolves to "${written}"`;
      const name = written.toLowerCase().replace(/\.$/, '');
      const address = addressOf(name);
      const isLoopback = address && LOOPBACK.some((range) => covers(range, address));
      if (isLoopback || name === 'localhost' || name.endsWith('.localhost')) {
        const message = `${what}, which is the client itself, so a proxy reaches its own internal ports; use a host name`;
        report({ pointer, message, severity: Severity.HIGH });
        return;
      }
      if (address) {
        const message = `${what}, which is an address and bypasses every policy about names; use a host name`;
        report({ pointer, message, severity: Severity.HIGH });
        return;
      }
      const namespace = namespaceOf(name, option(clusterDomains));
      if (namespace !== undefined && namespace !== service.effectiveNamespace) {
        const message = `${what}, which opens namespace "${namespace}" to every client of this service; use the name of that service directly`;
        report({ pointer, message });
        return;
      }
      const message = `${what}, so external DNS decides where traffic goes; use a domain that you control`;
      report({ pointer, message, severity: Severity.INFO });
    },
  },
});

/** The namespace in a name of the cluster, such as `database.shop.svc.cluster.local`. */
function namespaceOf(name: string, domains: readonly string[]): string | undefined {
  const suffix = domains.map((domain) => `.svc.${domain.toLowerCase()}`).find((each) => name.endsWith(each));
  return suffix === undefined ? undefined : name.slice(0, -suffix.length).split('.').at(-1);
}
