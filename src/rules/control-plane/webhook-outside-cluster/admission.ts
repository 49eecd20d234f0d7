import type { Admission } from '../../shared/admission/admission';
import { celText, escaped } from '../../shared/admission/cel';
import { clusterDomains } from './rule';

/** Addresses of the node itself, and those that pods, Services and nodes have in most clusters, as texts. */
const PRIVATE = [
  '(10|127)([.][0-9]{1,3}){3}',
  '172[.](1[6-9]|2[0-9]|3[01])([.][0-9]{1,3}){2}',
  '192[.]168([.][0-9]{1,3}){2}',
  '100[.](6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])([.][0-9]{1,3}){2}',
  '::1',
  'f[cd][0-9a-f]{2}:.*',
  'localhost',
];

export const admission: Admission = {
  family: 'cluster',
  types: ['apiextensions.k8s.io/CustomResourceDefinition'],
  object: ({ option }) => {
    const domains = ['svc', ...option(clusterDomains).map((domain) => `svc.${escaped(domain)}`)];
    const isInside = `^(${PRIVATE.join('|')}|.*[.](${domains.join('|')}))[.]?$`;
    const url = "object.spec.?conversion.?webhook.?clientConfig.?url.orValue('')";
    return `[${url}].exists(u, isURL(u) && url(u).getHostname() != '' && !url(u).getHostname().lowerAscii().matches(${celText(isInside)}))`;
  },
  message: 'has a conversion webhook outside of the cluster; use clientConfig.service',
  partly: 'the API server asks no policy about the configuration of admission webhooks',
};
