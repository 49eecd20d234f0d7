import type { CheckContext } from '../check';
import {
  DNS_1035_LABEL,
  DNS_LABEL,
  DNS_SUBDOMAIN,
  PATH_SEGMENT,
  PORT_NAME,
  WILDCARD_SUBDOMAIN,
} from '../forms/formats';
import { quoted } from '../problem';
import { addressOf, isStrictlyWithin, NETWORK, networkOf } from './addresses';
import type { Checks } from './type-checks';
import {
  both,
  each,
  isGiven,
  isSet,
  itemsOf,
  matching,
  noLongerThan,
  noMoreThan,
  nonEmpty,
  oneOf,
  PORT,
  portOrName,
  strictly,
} from './values';

const HOST = {
  wanted: `${DNS_SUBDOMAIN.wanted}, or "*." before one`,
  accepts: (host: string) => (host.includes('*') ? WILDCARD_SUBDOMAIN : DNS_SUBDOMAIN).accepts(host),
};
const REFERENCE = { apiGroup: strictly(DNS_SUBDOMAIN), kind: matching(PATH_SEGMENT), name: matching(PATH_SEGMENT) };
const SEQUENCES = /\/\/|\/\.\/|\/\.\.\/|%2f|%2F|\/\.\.?$/;

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/networking/validation/validation.go */
export const NETWORKING: Checks = {
  'networking.v1.NetworkPolicySpec': { fields: { policyTypes: noMoreThan(2) } },
  'networking.v1.NetworkPolicyPort': {
    fields: { port: portOrName(PORT_NAME), protocol: nonEmpty },
    object: ({ port, endPort }, inspection) => {
      if (!isSet(endPort)) return;
      if (typeof port !== 'number') inspection.refuse('is set; must be only where port is a number', 'endPort');
      else if (endPort < port || endPort > 65535)
        inspection.refuse(`is ${endPort}; must be ${port} to 65535, as port is ${port}`, 'endPort');
    },
  },
  'networking.v1.NetworkPolicyPeer': {
    object: (peer, inspection) => {
      const found = ['ipBlock', 'podSelector', 'namespaceSelector'].filter((name) => isSet(peer[name]));
      if (found.length === 0) inspection.refuse('must have one of podSelector, namespaceSelector, ipBlock');
      else if (found[0] === 'ipBlock' && found.length > 1)
        inspection.refuse(`has ipBlock and ${found[1]}; must have one of them`);
    },
  },
  'networking.v1.IPBlock': {
    fields: {
      cidr: (text, inspection) => (text === '' ? undefined : NETWORK(text, inspection)),
      except: each(NETWORK),
    },
    object: ({ cidr, except }, inspection) => {
      const outer = networkOf(cidr);
      itemsOf(except).forEach((text, index) => {
        const inner = networkOf(String(text));
        if (outer && inner && !isStrictlyWithin(inner, outer))
          inspection.refuse(`is ${quoted(text)}; must lie within ${quoted(cidr)}`, 'except', index);
      });
    },
  },
  'networking.v1.Ingress': {
    object: ({ metadata, spec }, inspection) => {
      const annotation = metadata?.annotations?.['kubernetes.io/ingress.class'];
      if (isSet(annotation) && isSet(spec?.ingressClassName) && annotation !== spec.ingressClassName)
        inspection.refuse('differs from ingressClassName', 'metadata', 'annotations', 'kubernetes.io/ingress.class');
      if (!isSet(spec?.defaultBackend) && itemsOf(spec?.rules).length === 0)
        inspection.refuse('must have defaultBackend or rules', 'spec');
    },
  },
  'networking.v1.IngressSpec': { fields: { ingressClassName: strictly(DNS_SUBDOMAIN) } },
  'networking.v1.IngressTLS': { fields: { hosts: each(strictly(HOST)), secretName: matching(DNS_SUBDOMAIN) } },
  'networking.v1.IngressRule': {
    fields: {
      host: both(matching(HOST), (host) => (addressOf(host) ? `is ${quoted(host)}; must be a DNS name` : undefined)),
    },
  },
  'networking.v1.HTTPIngressPath': {
    object: ({ path, pathType, backend }, inspection) => {
      const isStrict = pathType === 'Exact' || pathType === 'Prefix';
      const text = String(path ?? '');
      if ((isStrict || text !== '') && !text.startsWith('/'))
        inspection.refuse(`is ${quoted(text)}; must be an absolute path`, 'path');
      if (isStrict && SEQUENCES.test(text))
        inspection.refuse(`is ${quoted(text)}; must not have "//", "/./", "/../" or "%2f"`, 'path');
      if (!isSet(backend)) inspection.refuse('is missing; must be set', 'backend');
    },
  },
  'networking.v1.IngressBackend': {
    object: ({ resource, service }, inspection) => {
      if (isSet(resource) === isSet(service)) inspection.refuse('must have either resource or service');
      for (const field of ['apiGroup', 'kind', 'name'] as const) {
        const problem = isGiven(resource?.[field]) ? REFERENCE[field](resource[field], inspection) : undefined;
        if (problem) inspection.refuse(problem, 'resource', field);
        else if (isSet(resource) && field !== 'apiGroup' && !isGiven(resource[field]))
          inspection.refuse('is missing; must be set', 'resource', field);
      }
    },
  },
  'networking.v1.IngressServiceBackend': {
    fields: {
      name: (name, inspection) => matching(inspection.minor >= 36 ? DNS_LABEL : DNS_1035_LABEL)(name, inspection),
    },
    object: ({ port }, inspection) => {
      const [byName, byNumber] = [isGiven(port?.name), Boolean(port?.number)];
      if (byName === byNumber) inspection.refuse('must have either name or number', 'port');
    },
  },
  'networking.v1.ServiceBackendPort': {
    fields: {
      name: matching(PORT_NAME),
      number: (number, inspection) => (number === 0 ? undefined : PORT(number, inspection)),
    },
  },
  'networking.v1.IngressClassSpec': {
    fields: {
      controller: both(noLongerThan(250), (text) => {
        const [domain = '', ...path] = text.split('/');
        const isPath = path.length > 0 && /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(path.join('/'));
        return isPath && DNS_SUBDOMAIN.accepts(domain)
          ? undefined
          : `is ${quoted(text)}; must be a path with a domain, such as "example.com/controller"`;
      }),
    },
  },
  'networking.v1.IngressClassParametersReference': {
    fields: {
      ...REFERENCE,
      namespace: strictly(DNS_LABEL),
      scope: both(
        strictly({ wanted: '"Cluster" or "Namespace"', accepts: (text) => text !== '' }),
        oneOf('Cluster', 'Namespace'),
      ),
    },
    object: checkParameters,
  },
};

function checkParameters({ scope, namespace }: any, inspection: CheckContext): void {
  // Cluster is the default.
  if (scope === 'Namespace' && !isGiven(namespace))
    inspection.refuse('is missing; must be set with the scope "Namespace"', 'namespace');
  if (scope !== 'Namespace' && isSet(namespace))
    inspection.refuse('is set; must be only with the scope "Namespace"', 'namespace');
}
