import type { CheckContext, ValueCheck } from '../check';
import { DNS_1035_LABEL, DNS_SUBDOMAIN, PATH_SEGMENT, QUALIFIED_DOMAIN } from '../forms/formats';
import { quoted } from '../problem';
import type { Checks } from './type-checks';
import {
  between,
  both,
  each,
  isSet,
  itemsOf,
  matching,
  noMoreThan,
  nonEmpty,
  oneOf,
  PORT,
  refuseDuplicates,
  strictly,
} from './values';

const OPERATIONS = oneOf('*', 'CREATE', 'UPDATE', 'DELETE', 'CONNECT');
/** A list that is everything, or says what it is. */
const WILDCARD_ALONE: ValueCheck = (list: string[]) =>
  list.length > 1 && list.includes('*') ? 'has "*" and others; must have "*" alone' : undefined;
const NO_EMPTY = each(nonEmpty);
const RULE = {
  fields: {
    operations: both(WILDCARD_ALONE, NO_EMPTY, each(OPERATIONS)),
    apiGroups: WILDCARD_ALONE,
    apiVersions: both(WILDCARD_ALONE, NO_EMPTY),
    resources: both(NO_EMPTY, checkResources),
    resourceNames: both(each(strictly(PATH_SEGMENT)), (names) =>
      new Set(names).size < names.length ? 'has a name twice; must be unique' : undefined,
    ),
    scope: both(nonEmpty, oneOf('Cluster', 'Namespaced', '*')),
  },
  object: (rule: any, inspection: CheckContext) => {
    for (const field of ['operations', 'apiGroups', 'apiVersions', 'resources'])
      if (itemsOf(rule[field]).length === 0) inspection.refuse('is missing; must be set', field);
  },
};
const WEBHOOK = {
  fields: {
    failurePolicy: nonEmpty,
    matchPolicy: nonEmpty,
    reinvocationPolicy: nonEmpty,
    name: matching(QUALIFIED_DOMAIN),
    timeoutSeconds: between(1, 30),
    sideEffects: oneOf('None', 'NoneOnDryRun'),
    admissionReviewVersions: both(
      (versions) => (new Set(versions).size < versions.length ? 'has a version twice; must be unique' : undefined),
      each(strictly(DNS_1035_LABEL)),
      (versions) =>
        versions.includes('v1') || versions.includes('v1beta1') ? undefined : 'must have "v1" or "v1beta1"',
    ),
    matchConditions: noMoreThan(64),
  },
  object: ({ clientConfig, matchConditions }: any, inspection: CheckContext) => {
    if (isSet(clientConfig?.url) === isSet(clientConfig?.service))
      inspection.refuse('must have either url or service', 'clientConfig');
    refuseDuplicates(inspection, itemsOf(matchConditions), ({ name }) => name, 'matchConditions', 'name');
  },
};
const WEBHOOKS = {
  object: ({ webhooks }: any, inspection: CheckContext) =>
    refuseDuplicates(inspection, itemsOf(webhooks), ({ name }) => name, 'webhooks', 'name'),
};

/** Webhooks, and the rules that say which requests they get. @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/admissionregistration/validation/validation.go validateValidatingWebhook */
export const WEBHOOK_CHECKS: Checks = {
  'admissionregistration.v1.ValidatingWebhookConfiguration': WEBHOOKS,
  'admissionregistration.v1.MutatingWebhookConfiguration': WEBHOOKS,
  'admissionregistration.v1.ValidatingWebhook': WEBHOOK,
  'admissionregistration.v1.MutatingWebhook': WEBHOOK,
  'admissionregistration.v1.RuleWithOperations': RULE,
  'admissionregistration.v1.NamedRuleWithOperations': RULE,
  'admissionregistration.v1.WebhookClientConfig': { fields: { url: checkUrl } },
  'admissionregistration.v1.ServiceReference': {
    fields: {
      port: PORT,
      path: (path) =>
        path === '' ||
        path === '/' ||
        (path.startsWith('/') &&
          path
            .replace(/\/$/, '')
            .slice(1)
            .split('/')
            .every((part: string) => DNS_SUBDOMAIN.accepts(part)))
          ? undefined
          : `is ${quoted(path)}; must be an absolute path of lowercase names`,
    },
  },
};

function checkUrl(text: string): string | undefined {
  let isRight = /^https:\/\/[^/?#@]+(\/[^?#]*)?$/i.test(text);
  try {
    new URL(text);
  } catch {
    isRight = false;
  }
  return isRight ? undefined : `is ${quoted(text)}; must be https://HOST/PATH without a query`;
}

/** Upstream: validateResources. */
function checkResources(resources: string[]): string | undefined {
  if (resources.length > 1 && resources.includes('*/*')) return 'has "*/*" and others; must have "*/*" alone';
  const before = new Set<string>();
  for (const resource of resources.map((each) => each ?? '')) {
    const [name = '', ...rest] = resource.split('/');
    if (rest.length === 0) continue;
    const sub = rest.join('/');
    if (before.has(`${name}/*`) || before.has(`*/${sub}`))
      return `has ${quoted(resource)} and a wildcard for it; must have one of them`;
    before.add(resource);
  }
  const last = resources.filter((resource) => resource && !resource.includes('/')).at(-1);
  return resources.includes('*') && last !== undefined && last !== '*'
    ? 'has "*" and others; must have "*" alone'
    : undefined;
}
