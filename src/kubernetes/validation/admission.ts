import {
  C_IDENTIFIER,
  DNS_1035_LABEL,
  DNS_SUBDOMAIN,
  LABEL_KEY,
  PATH_SEGMENT,
  QUALIFIED_DOMAIN,
  strictlyNamed,
} from '../forms/formats';
import type { Inspection, ValueCheck } from '../inspection';
import { quoted } from '../problem';
import type { Checks } from './checks';
import {
  between,
  both,
  each,
  isGiven,
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
  object: (rule: any, inspection: Inspection) => {
    for (const field of ['operations', 'apiGroups', 'apiVersions', 'resources'])
      if (itemsOf(rule[field]).length === 0) inspection.refuse('is missing; must be set', field);
  },
};
const POLICIES = { failurePolicy: nonEmpty, matchPolicy: nonEmpty };
const WEBHOOK = {
  fields: {
    ...POLICIES,
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
  object: ({ clientConfig, matchConditions }: any, inspection: Inspection) => {
    if (isSet(clientConfig?.url) === isSet(clientConfig?.service))
      inspection.refuse('must have either url or service', 'clientConfig');
    refuseDuplicates(inspection, itemsOf(matchConditions), ({ name }) => name, 'matchConditions', 'name');
  },
};
const WEBHOOKS = {
  object: ({ webhooks }: any, inspection: Inspection) =>
    refuseDuplicates(inspection, itemsOf(webhooks), ({ name }) => name, 'webhooks', 'name'),
};
/** What it compiles to is for the server to say. */
const EXPRESSION = { fields: { expression: notBlank } };
const PARAMETERS = {
  fields: { name: matching(PATH_SEGMENT), parameterNotFoundAction: oneOf('Allow', 'Deny') },
  object: ({ name, selector, parameterNotFoundAction }: any, inspection: Inspection) => {
    if (isGiven(name) === isSet(selector)) inspection.refuse('must have either name or selector');
    if (!isGiven(parameterNotFoundAction)) inspection.refuse('is missing; must be set', 'parameterNotFoundAction');
  },
};
const BINDING = { fields: { policyName: matching(DNS_SUBDOMAIN) } };

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/admissionregistration/validation/validation.go */
export const ADMISSION: Checks = {
  'admissionregistration.v1.ValidatingWebhookConfiguration': WEBHOOKS,
  'admissionregistration.v1.MutatingWebhookConfiguration': WEBHOOKS,
  'admissionregistration.v1.ValidatingWebhook': WEBHOOK,
  'admissionregistration.v1.MutatingWebhook': WEBHOOK,
  'admissionregistration.v1.RuleWithOperations': RULE,
  'admissionregistration.v1.NamedRuleWithOperations': RULE,
  'admissionregistration.v1.MatchCondition': { fields: { name: matching(LABEL_KEY), expression: notBlank } },
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
  'admissionregistration.v1.ParamKind': {
    fields: {
      apiVersion: (text) => {
        const [version = '', group, more] = text.split('/').reverse();
        const isRight =
          more === undefined &&
          DNS_1035_LABEL.accepts(version) &&
          (group === undefined || group === '' || DNS_SUBDOMAIN.accepts(group));
        return isRight ? undefined : `is ${quoted(text)}; must be VERSION or GROUP/VERSION`;
      },
      kind: (kind) =>
        kind === '' || DNS_1035_LABEL.accepts(kind.toLowerCase())
          ? undefined
          : `is ${quoted(kind)}; must be the name of a kind`,
    },
    object: (kind, inspection) => {
      for (const field of ['apiVersion', 'kind'])
        if (!isGiven(kind[field])) inspection.refuse('is missing; must be set', field);
    },
  },
  'admissionregistration.v1.MatchResources': { fields: POLICIES },
  'admissionregistration.v1.ValidatingAdmissionPolicySpec': {
    fields: { ...POLICIES, matchConditions: noMoreThan(64), auditAnnotations: noMoreThan(20) },
    object: (spec, inspection) => {
      checkPolicy(spec, inspection);
      if (itemsOf(spec.validations).length + itemsOf(spec.auditAnnotations).length === 0)
        inspection.refuse('must have validations or auditAnnotations');
      refuseDuplicates(inspection, itemsOf(spec.auditAnnotations), ({ key }) => key, 'auditAnnotations', 'key');
    },
  },
  'admissionregistration.v1.MutatingAdmissionPolicySpec': {
    fields: { ...POLICIES, matchConditions: noMoreThan(64) },
    object: (spec, inspection) => {
      checkPolicy(spec, inspection);
      if (itemsOf(spec.mutations).length === 0) inspection.refuse('is missing; must be set', 'mutations');
      if (!isGiven(spec.reinvocationPolicy)) inspection.refuse('is missing; must be set', 'reinvocationPolicy');
      checkMutatingRules(spec.matchConstraints, 'matchConstraints', inspection);
    },
  },
  'admissionregistration.v1.Validation': {
    fields: {
      expression: notBlank,
      reason: both(nonEmpty, oneOf('Unauthorized', 'Forbidden', 'Invalid', 'RequestEntityTooLarge')),
      message: (text) => (text !== '' && (text.trim() === '' || /[\n\r]/.test(text)) ? 'must be one line' : undefined),
    },
  },
  'admissionregistration.v1.Variable': {
    fields: { name: matching(strictlyNamed(C_IDENTIFIER)), expression: notBlank },
  },
  'admissionregistration.v1.AuditAnnotation': {
    fields: {
      key: (key, inspection) =>
        key.includes('/') ? `is ${quoted(key)}; must have no "/"` : matching(LABEL_KEY)(key, inspection),
      valueExpression: notBlank,
    },
  },
  'admissionregistration.v1.Mutation': {
    fields: { patchType: oneOf('ApplyConfiguration', 'JSONPatch') },
    object: ({ patchType, applyConfiguration, jsonPatch }, inspection) => {
      const [wanted, other] =
        patchType === 'JSONPatch'
          ? (['jsonPatch', 'applyConfiguration'] as const)
          : (['applyConfiguration', 'jsonPatch'] as const);
      const fields = { applyConfiguration, jsonPatch };
      if (!isSet(fields[wanted])) inspection.refuse('is missing; must be set with this patchType', wanted);
      if (isSet(fields[other])) inspection.refuse('is set; must not be with this patchType', other);
    },
  },
  'admissionregistration.v1.ApplyConfiguration': { ...EXPRESSION, object: checkExpression },
  'admissionregistration.v1.JSONPatch': { ...EXPRESSION, object: checkExpression },
  'admissionregistration.v1.ParamRef': PARAMETERS,
  'admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec': {
    fields: {
      ...BINDING.fields,
      validationActions: both(
        (actions) => (new Set(actions).size < actions.length ? 'has an action twice; must be unique' : undefined),
        NO_EMPTY,
      ),
    },
    object: ({ policyName, validationActions }, inspection) => {
      if (!isGiven(policyName)) inspection.refuse('is missing; must be set', 'policyName');
      const actions = itemsOf(validationActions);
      if (actions.includes('Deny') && actions.includes('Warn'))
        inspection.refuse('has "Deny" and "Warn"; must have one of them', 'validationActions');
    },
  },
  'admissionregistration.v1.MutatingAdmissionPolicyBindingSpec': {
    ...BINDING,
    object: ({ policyName, matchResources }, inspection) => {
      if (!isGiven(policyName)) inspection.refuse('is missing; must be set', 'policyName');
      checkMutatingRules(matchResources, 'matchResources', inspection);
    },
  },
};

function notBlank(text: string): string | undefined {
  return text !== '' && text.trim() === '' ? 'is blank; must be an expression' : undefined;
}

function checkExpression({ expression }: any, inspection: Inspection): void {
  if (!isGiven(expression)) inspection.refuse('is missing; must be set', 'expression');
}

function checkPolicy({ matchConstraints, matchConditions }: any, inspection: Inspection): void {
  if (itemsOf(matchConstraints?.resourceRules).length === 0)
    inspection.refuse('is missing; must be set', 'matchConstraints', 'resourceRules');
  refuseDuplicates(inspection, itemsOf(matchConditions), ({ name }) => name, 'matchConditions', 'name');
}

/** Nothing can be changed on delete. */
function checkMutatingRules(resources: any, field: string, inspection: Inspection): void {
  itemsOf(resources?.resourceRules).forEach(({ operations }, index) => {
    const wrong = itemsOf(operations).find((operation) => !['*', 'CREATE', 'UPDATE', 'CONNECT'].includes(operation));
    if (wrong !== undefined)
      inspection.refuse(
        `has ${quoted(wrong)}; must be "*", "CREATE", "UPDATE" or "CONNECT"`,
        field,
        'resourceRules',
        index,
        'operations',
      );
  });
}

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
