import { DNS_LABEL, DNS_SUBDOMAIN } from '../forms/formats';
import { quoted } from '../problem';
import type { Checks, TypeChecks } from './type-checks';
import {
  each,
  isGiven,
  isSet,
  itemsOf,
  oneOf,
  positiveNumber,
  refuseDuplicates,
  refuseMissing,
  strictly,
} from './values';

const STAGES = oneOf('RequestReceived', 'ResponseStarted', 'ResponseComplete', 'Panic');
const STAGE = each((stage: string, inspection) => (stage === '' ? 'is empty; remove it' : STAGES(stage, inspection)));

/** @see https://github.com/kubernetes/apiserver/blob/v0.37.2/pkg/apis/audit/validation/validation.go */
const AUDIT: Checks = {
  'file.audit.v1.Policy': {
    fields: { omitStages: STAGE },
    object: (policy, inspection) => refuseMissing(inspection, policy, 'rules'),
  },
  'file.audit.v1.PolicyRule': {
    fields: {
      level: oneOf('None', 'Metadata', 'Request', 'RequestResponse'),
      omitStages: STAGE,
      nonResourceURLs: each((url: string) => {
        if (url === '*' || (/^\//.test(url) && !url.slice(0, -1).includes('*'))) return undefined;
        return `is ${quoted(url)}; must start with "/", and have "*" only at its end`;
      }),
    },
    object: (rule, inspection) => {
      refuseMissing(inspection, rule, 'level');
      const { nonResourceURLs, resources, namespaces } = rule;
      if (itemsOf(nonResourceURLs).length > 0 && itemsOf(resources).length + itemsOf(namespaces).length > 0)
        inspection.refuse('stands beside resources or namespaces; must be in a rule of its own', 'nonResourceURLs');
    },
  },
  'file.audit.v1.GroupResources': {
    fields: {
      group: (group: string, inspection) =>
        group === '' || group === '*' ? undefined : strictly(DNS_SUBDOMAIN)(group, inspection),
    },
    object: ({ resources, resourceNames }, inspection) => {
      if (itemsOf(resourceNames).length > 0 && itemsOf(resources).length === 0)
        inspection.refuse('stands without resources; must have some', 'resourceNames');
    },
  },
};

const LEVEL = oneOf('privileged', 'baseline', 'restricted');
const VERSION = (version: string) =>
  version === '' || /^(?:latest|v1\.(?:0|[1-9]\d*))$/.test(version)
    ? undefined
    : `is ${quoted(version)}; must be "latest" or a version such as "v1.36"`;

/** @see https://github.com/kubernetes/pod-security-admission/blob/v0.37.2/admission/api/validation/validation.go */
const POD_SECURITY: { readonly [type: string]: TypeChecks } = {
  PodSecurityDefaults: {
    fields: Object.fromEntries(
      ['enforce', 'audit', 'warn'].flatMap((mode) => [
        [mode, LEVEL],
        [`${mode}-version`, VERSION],
      ]),
    ),
  },
  PodSecurityExemptions: {
    fields: {
      namespaces: each(strictly(DNS_LABEL)),
      runtimeClasses: each(strictly(DNS_SUBDOMAIN)),
      usernames: each((name: string) => (name === '' ? 'is empty; remove it' : undefined)),
    },
    object: (exemptions, inspection) => {
      for (const field of ['namespaces', 'runtimeClasses', 'usernames'])
        refuseDuplicates(inspection, itemsOf(exemptions[field]), (name) => name, field);
    },
  },
};

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/plugin/pkg/admission/eventratelimit/apis/eventratelimit/validation/validation.go */
const RATE_LIMIT: Checks = {
  'file.eventratelimit.v1alpha1.Configuration': {
    object: (configuration, inspection) => refuseMissing(inspection, configuration, 'limits'),
  },
  'file.eventratelimit.v1alpha1.Limit': {
    fields: {
      type: oneOf('Server', 'Namespace', 'User', 'SourceAndObject'),
      ...{ qps: positiveNumber, burst: positiveNumber },
    },
    object: (limit, inspection) => {
      for (const field of ['type', 'qps', 'burst'])
        if (!isGiven(limit[field])) inspection.refuse('is missing; must be set', field);
      if (limit.type !== 'Server' && isSet(limit.cacheSize) && limit.cacheSize < 0)
        inspection.refuse(`is ${limit.cacheSize}; must not be negative`, 'cacheSize');
    },
  },
};

/** Audit policies, and the configurations of admission plugins. */
export const SERVER_FILES: Checks = {
  ...AUDIT,
  ...RATE_LIMIT,
  ...Object.fromEntries(
    ['v1alpha1', 'v1beta1', 'v1'].flatMap((version) =>
      Object.entries(POD_SECURITY).map(([type, checks]) => [`file.admission.${version}.${type}`, checks]),
    ),
  ),
};
