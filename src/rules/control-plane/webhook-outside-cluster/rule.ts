import { addressOf, cidrOf, covers } from '../../../analysis/network/cidr';
import { defineRule } from '../../../engine/define-rule';
import { stringListOption } from '../../../engine/rule-option';
import { Severity } from '../../../engine/severity';
import type { Manifest } from '../../../model/manifest';
import { NSA_GUIDE } from '../../shared/sources';

export const clusterDomains = stringListOption(
  'clusterDomains',
  ['cluster.local'],
  'domains of the cluster in DNS, in which webhooks may be beside "<service>.<namespace>.svc"',
);

export const rule = defineRule({
  id: 'webhook-outside-cluster',
  category: 'control-plane',
  title: 'The API server sends objects only to webhooks in the cluster',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA N4', 'NSA/CISA N6', 'OWASP K09:2022', 'OWASP K07:2025'],
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#contacting-the-webhook',
    'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#webhook-conversion',
    'https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/',
    NSA_GUIDE,
  ],
  options: [clusterDomains],
  visit: {
    types: [
      'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
      'admissionregistration.k8s.io/MutatingWebhookConfiguration',
      'apiextensions.k8s.io/CustomResourceDefinition',
    ],
    manifest(manifest, { option, report }) {
      for (const { what, pointer } of clientsOf(manifest)) {
        const url = manifest.value(`${pointer}/url`);
        const host = typeof url === 'string' ? hostOf(url) : undefined;
        if (host === undefined || isInCluster(host, option(clusterDomains))) continue;
        report({
          pointer: `${pointer}/url`,
          message: `${what} sends objects out of the cluster, to "${host}"; use clientConfig.service`,
        });
      }
    },
  },
});

/** The configured webhooks of an object, each with the pointer of its `clientConfig`. */
function clientsOf(manifest: Manifest): { readonly what: string; readonly pointer: string }[] {
  const { kind, name } = manifest.objectRef;
  if (kind === 'CustomResourceDefinition') {
    const what = `conversion webhook of "${name}"`;
    return ['webhook/clientConfig', 'webhookClientConfig'].map((field) => ({
      what,
      pointer: `/spec/conversion/${field}`,
    }));
  }
  const webhooks: any[] = manifest.value('/webhooks') ?? [];
  return webhooks.map((webhook, index) => ({
    what: `webhook "${webhook?.name ?? ''}"`,
    pointer: `/webhooks/${index}/clientConfig`,
  }));
}

/** The host of a URL, without the brackets of IPv6; undefined if it is none, which the API server refuses. */
function hostOf(url: string): string | undefined {
  try {
    return new URL(url).hostname.toLowerCase().replace(/^\[|\]$|\.$/g, '');
  } catch {
    return undefined;
  }
}

/** Addresses of the node itself, and those that pods, Services and nodes have in most clusters. */
const PRIVATE = [
  '127.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '::1/128',
  'fc00::/7',
].map(cidrOf);

function isInCluster(host: string, domains: readonly string[]): boolean {
  if (host === 'localhost') return true;
  const address = addressOf(host);
  if (address) return PRIVATE.some((range) => range !== undefined && covers(range, address));
  return ['svc', ...domains.map((domain) => `svc.${domain}`)].some((suffix) => host.endsWith(`.${suffix}`));
}
