import type { Manifest } from '../../model/manifest';
import { type AddressRange, cidrOf, isOpenToAll } from './cidr';
import { annotationsOf } from './ingresses';

/**
 * The annotations by which cloud load balancers get no public address. Values are compared case-insensitively, as some
 * controllers read them; `*` is any value.
 */
export const INTERNAL: { readonly [annotation: string]: readonly string[] } = {
  'cloud.google.com/load-balancer-type': ['internal'],
  'load-balancer.hetzner.cloud/disable-public-network': ['true'],
  'networking.gke.io/load-balancer-type': ['internal'],
  'oci-network-load-balancer.oraclecloud.com/internal': ['true'],
  'service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type': ['intranet'],
  'service.beta.kubernetes.io/aws-load-balancer-internal': ['true', '0.0.0.0/0'],
  'service.beta.kubernetes.io/aws-load-balancer-scheme': ['internal'],
  'service.beta.kubernetes.io/azure-load-balancer-internal': ['true'],
  'service.beta.kubernetes.io/do-loadbalancer-network': ['internal'],
  'service.beta.kubernetes.io/oci-load-balancer-internal': ['true'],
  'service.beta.kubernetes.io/openstack-internal-load-balancer': ['true'],
  'service.beta.kubernetes.io/scw-loadbalancer-private': ['true'],
  'service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type': ['private'],
  'service.kubernetes.io/qcloud-loadbalancer-internal-subnetid': ['*'],
};

/** Whether a load balancer of AWS has public addresses. */
export const AWS_SCHEME = 'service.beta.kubernetes.io/aws-load-balancer-scheme';
/** Which controller makes a load balancer of AWS. */
export const AWS_TYPE = 'service.beta.kubernetes.io/aws-load-balancer-type';
/** Classes whose load balancers are internal unless the scheme is set otherwise, and one without public addresses. */
export const INTERNAL_CLASSES = ['service.k8s.aws/nlb', 'eks.amazonaws.com/nlb', 'tailscale'];
/** Types of a controller whose load balancers are internal unless the scheme is set otherwise. */
export const AWS_CONTROLLER_TYPES = ['external', 'nlb-ip'];

/** Whether a Service's load balancer has no public address, as far as its manifest shows. */
export function isInternal(service: Manifest): boolean {
  const annotations = annotationsOf(service);
  const marked = Object.entries(INTERNAL).some(([annotation, values]) => {
    const value = annotations[annotation]?.trim().toLowerCase() ?? '';
    return values.includes(value) || (value !== '' && values.includes('*'));
  });
  if (marked) return true;
  if (annotations[AWS_SCHEME] !== undefined) return false;
  return (
    INTERNAL_CLASSES.includes(service.value('/spec/loadBalancerClass')) ||
    AWS_CONTROLLER_TYPES.includes(annotations[AWS_TYPE] ?? '')
  );
}

/** The place of source ranges before there was a field. */
export const SOURCE_RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';

/** Whether a Service's load balancer accepts all clients: no source ranges are set, or they contain all addresses. */
export function isOpenToAllClients(service: Manifest): boolean {
  const list = service.value('/spec/loadBalancerSourceRanges');
  const texts: unknown[] =
    Array.isArray(list) && list.length > 0 ? list : (annotationsOf(service)[SOURCE_RANGES] ?? '').split(',');
  const ranges = texts.flatMap((text): AddressRange[] => {
    const range = typeof text === 'string' ? cidrOf(text.trim()) : undefined;
    return range ? [range] : [];
  });
  return ranges.length === 0 || isOpenToAll(ranges);
}
