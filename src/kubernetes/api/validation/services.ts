import type { CheckContext, ValueCheck } from '../check';
import { DNS_LABEL, DNS_SUBDOMAIN, LABEL_KEY, LABEL_VALUE, PORT_NAME } from '../forms/formats';
import { quoted } from '../problem';
import { ADDRESS, addressOf, NETWORK } from './addresses';
import { LABELS } from './selectors';
import type { Checks } from './type-checks';
import {
  between,
  each,
  isGiven,
  isSet,
  itemsOf,
  matching,
  noMoreThan,
  nonEmpty,
  PORT,
  portOrName,
  refuseDuplicates,
  strictly,
  unlessZero,
} from './values';

const PORT_CHECKS = { port: PORT, name: matching(DNS_LABEL), appProtocol: strictly(LABEL_KEY) };
/** Addresses that mean the machine or the link that they are used on. Upstream: ValidateEndpointIP. */
const REACHABLE: ValueCheck = (text, inspection) => {
  const problem = ADDRESS(text, inspection);
  const address = addressOf(text);
  if (problem !== undefined || !address) return problem;
  const embedded = address.bits === 128 && address.value >> 32n === 0xffffn;
  const value = embedded ? address.value & 0xffffffffn : address.value;
  const isLocal =
    address.bits === 32 || embedded
      ? value === 0n || value >> 24n === 127n || value >> 16n === 0xa9fen || value >> 8n === 0xe00000n
      : value <= 1n || value >> 118n === 0x3fan || value >> 112n === 0xff02n;
  return isLocal ? `is ${quoted(text)}; must not be unspecified, loopback or link-local` : undefined;
};
const ADDRESSES = {
  fields: { ip: REACHABLE, hostname: matching(DNS_LABEL), nodeName: strictly(DNS_SUBDOMAIN) },
};

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go validateService, validateEndpointSubsets */
export const SERVICES: Checks = {
  'core.v1.Service': {
    object: ({ metadata, spec }, inspection) => {
      const annotations = metadata?.annotations ?? {};
      const ranges = annotations['service.beta.kubernetes.io/load-balancer-source-ranges'];
      if (isSet(ranges) && itemsOf(spec?.loadBalancerSourceRanges).length === 0 && spec?.type !== 'LoadBalancer')
        inspection.refuse(
          'may be set only with the type "LoadBalancer"',
          'metadata',
          'annotations',
          'service.beta.kubernetes.io/load-balancer-source-ranges',
        );
    },
  },
  'core.v1.ServiceSpec': {
    fields: {
      selector: LABELS,
      externalIPs: each(REACHABLE),
      loadBalancerSourceRanges: each((text, inspection) => NETWORK(text.trim(), inspection)),
      healthCheckNodePort: unlessZero(PORT),
      trafficDistribution: (text) =>
        ['PreferClose', 'PreferSameZone', 'PreferSameNode'].includes(text)
          ? undefined
          : `is ${quoted(text)}; must be one of "PreferClose", "PreferSameZone", "PreferSameNode"`,
      clusterIPs: noMoreThan(2),
      ipFamilies: each(
        strictly({ wanted: '"IPv4" or "IPv6"', accepts: (family) => family === 'IPv4' || family === 'IPv6' }),
      ),
      ipFamilyPolicy: nonEmpty,
      internalTrafficPolicy: nonEmpty,
    },
    object: checkService,
  },
  'core.v1.ServicePort': {
    fields: {
      ...PORT_CHECKS,
      targetPort: (port, inspection) =>
        port === 0 || port === '' ? undefined : portOrName(PORT_NAME)(port, inspection),
    },
  },
  'core.v1.ClientIPConfig': { fields: { timeoutSeconds: between(1, 86400) } },
  'core.v1.EndpointAddress': ADDRESSES,
  'core.v1.EndpointPort': { fields: PORT_CHECKS },
  'core.v1.EndpointSubset': {
    object: ({ addresses, notReadyAddresses, ports }, inspection) => {
      if (itemsOf(addresses).length + itemsOf(notReadyAddresses).length === 0)
        inspection.refuse('must have addresses or notReadyAddresses');
      checkNamed(itemsOf(ports), inspection);
    },
  },
  'discovery.v1.EndpointSlice': {
    fields: { ports: noMoreThan(20000), endpoints: noMoreThan(1000) },
    object: ({ ports, endpoints, addressType }, inspection) => {
      refuseDuplicates(inspection, itemsOf(ports), ({ name }) => name ?? '<none>', 'ports', 'name');
      itemsOf(endpoints).forEach(({ addresses }, index) => {
        itemsOf(addresses).forEach((address, at) => {
          const problem = addressProblem(String(address ?? ''), addressType, inspection);
          if (problem) inspection.refuse(problem, 'endpoints', index, 'addresses', at);
        });
      });
    },
  },
  'discovery.v1.EndpointPort': { fields: { name: matching(DNS_LABEL), appProtocol: strictly(LABEL_KEY) } },
  'discovery.v1.Endpoint': {
    fields: {
      addresses: noMoreThan(100),
      hostname: strictly(DNS_LABEL),
      nodeName: strictly(DNS_SUBDOMAIN),
    },
  },
  'discovery.v1.EndpointHints': {
    fields: { forZones: noMoreThan(8), forNodes: noMoreThan(8) },
    object: ({ forZones, forNodes }, inspection) => {
      refuseDuplicates(inspection, itemsOf(forZones), ({ name }) => name, 'forZones', 'name');
      refuseDuplicates(inspection, itemsOf(forNodes), ({ name }) => name, 'forNodes', 'name');
    },
  },
  'discovery.v1.ForZone': { fields: { name: matching(LABEL_VALUE) } },
  'discovery.v1.ForNode': { fields: { name: strictly(DNS_SUBDOMAIN) } },
};

function addressProblem(address: string, type: string, inspection: CheckContext): string | undefined {
  if (type === 'FQDN') {
    const name = address.replace(/\.$/, '');
    const isDomain =
      DNS_SUBDOMAIN.accepts(name) && name.includes('.') && name.split('.').every((label) => DNS_LABEL.accepts(label));
    return isDomain ? undefined : `is ${quoted(address)}; must be a domain name`;
  }
  const problem = REACHABLE(address, inspection);
  if (problem) return problem;
  return (addressOf(address)?.bits === 128) === (type === 'IPv6')
    ? undefined
    : `is ${quoted(address)}; must be of the type ${quoted(type)}`;
}

/** One port alone needs no name. */
function checkNamed(ports: readonly any[], inspection: CheckContext): void {
  if (ports.length < 2) return;
  ports.forEach(({ name }, index) => {
    if (!isGiven(name))
      inspection.refuse('is missing; must be set where there are several ports', 'ports', index, 'name');
  });
}

function checkService(spec: any, inspection: CheckContext): void {
  const type = isGiven(spec.type) ? spec.type : 'ClusterIP';
  const ports = itemsOf(spec.ports);
  const isHeadless = spec.clusterIP === 'None' || (!isGiven(spec.clusterIP) && itemsOf(spec.clusterIPs)[0] === 'None');
  const isExternalName = type === 'ExternalName';
  if (ports.length === 0 && !isHeadless && !isExternalName) inspection.refuse('is missing; must be set', 'ports');
  checkPorts(ports, type, inspection);
  if (isHeadless && (type === 'NodePort' || type === 'LoadBalancer'))
    inspection.refuse(`is "None"; must not be with the type ${quoted(type)}`, 'clusterIP');
  if (isExternalName) {
    const name = String(spec.externalName ?? '').replace(/\.$/, '');
    if (!DNS_SUBDOMAIN.accepts(name))
      inspection.refuse(`is ${quoted(spec.externalName ?? '')}; must be ${DNS_SUBDOMAIN.wanted}`, 'externalName');
    for (const field of ['clusterIP', 'ipFamilyPolicy'])
      if (isGiven(spec[field])) inspection.refuse('is set; must not be with the type "ExternalName"', field);
    for (const field of ['clusterIPs', 'ipFamilies'])
      if (itemsOf(spec[field]).length > 0) inspection.refuse('is set; must not be with the type "ExternalName"', field);
  } else {
    checkClusterAddresses(spec, inspection);
  }
  if (type !== 'LoadBalancer') {
    for (const field of ['loadBalancerClass', 'allocateLoadBalancerNodePorts'])
      if (isSet(spec[field])) inspection.refuse('is set; must be only with the type "LoadBalancer"', field);
    if (itemsOf(spec.loadBalancerSourceRanges).length > 0)
      inspection.refuse('is set; must be only with the type "LoadBalancer"', 'loadBalancerSourceRanges');
  } else if (isSet(spec.loadBalancerClass) && !LABEL_KEY.accepts(spec.loadBalancerClass)) {
    inspection.refuse(`is ${quoted(spec.loadBalancerClass)}; must be ${LABEL_KEY.wanted}`, 'loadBalancerClass');
  }
  checkTraffic(spec, type, inspection);
}

function checkPorts(ports: readonly any[], type: string, inspection: CheckContext): void {
  checkNamed(ports, inspection);
  refuseDuplicates(inspection, ports, ({ name }) => name, 'ports', 'name');
  refuseDuplicates(inspection, ports, ({ port, protocol }) => `${protocol || 'TCP'}/${port}`, 'ports');
  refuseDuplicates(
    inspection,
    ports,
    ({ nodePort, protocol }) => (nodePort ? `${protocol || 'TCP'}/${nodePort}` : ''),
    'ports',
    'nodePort',
  );
  ports.forEach(({ nodePort }, index) => {
    if (nodePort && type === 'ClusterIP')
      inspection.refuse('is set; must not be with the type "ClusterIP"', 'ports', index, 'nodePort');
  });
}

/** Which addresses a cluster has to give is not known here. Upstream: ValidateServiceClusterIPsRelatedFields. */
function checkClusterAddresses({ clusterIP, clusterIPs, ipFamilies }: any, inspection: CheckContext): void {
  const addresses = itemsOf(clusterIPs);
  if (isGiven(clusterIP) && addresses.length > 0 && addresses[0] !== clusterIP)
    inspection.refuse('must start with clusterIP', 'clusterIPs');
  if (!isGiven(clusterIP) && addresses.length > 0)
    inspection.refuse('is missing; must be the first of clusterIPs', 'clusterIP');
  const all = addresses.length > 0 ? addresses : isGiven(clusterIP) ? [clusterIP] : [];
  const field = addresses.length > 0 ? 'clusterIPs' : 'clusterIP';
  if (all[0] === 'None') {
    if (all.length > 1) inspection.refuse('has "None" and an address; must have one of them', 'clusterIPs');
  } else {
    const problem = all.map((address) => ADDRESS(String(address), inspection)).find((each) => each !== undefined);
    if (problem) inspection.refuse(problem, field);
    else if (all.length === 2 && addressOf(all[0])?.bits === addressOf(all[1])?.bits)
      inspection.refuse('has two addresses of one family; must have one of each', 'clusterIPs');
    itemsOf(ipFamilies).forEach((family, index) => {
      const bits = addressOf(String(all[index] ?? ''))?.bits;
      if (bits !== undefined && (bits === 128) !== (family === 'IPv6'))
        inspection.refuse(`is of another family than ipFamilies, which has ${quoted(family)}`, field);
    });
  }
  const families = itemsOf(ipFamilies);
  if (families.length > 2 || new Set(families).size < families.length)
    inspection.refuse('must have each family once', 'ipFamilies');
}

function checkTraffic(spec: any, type: string, inspection: CheckContext): void {
  const isExternal =
    type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && itemsOf(spec.externalIPs).length > 0);
  if (!isExternal && isGiven(spec.externalTrafficPolicy))
    inspection.refuse('is set; must be only where the Service is reached from outside', 'externalTrafficPolicy');
  if (spec.healthCheckNodePort && !(type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local'))
    inspection.refuse(
      'is set; must be only with the type "LoadBalancer" and externalTrafficPolicy "Local"',
      'healthCheckNodePort',
    );
}
