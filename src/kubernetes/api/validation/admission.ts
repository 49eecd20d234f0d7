import type { CheckContext } from '../check';
import { C_IDENTIFIER, DNS_1035_LABEL, DNS_SUBDOMAIN, LABEL_KEY, PATH_SEGMENT, strictlyNamed } from '../forms/formats';
import { quoted } from '../problem';
import type { Checks } from './type-checks';
import { both, each, isGiven, isSet, itemsOf, matching, noMoreThan, nonEmpty, oneOf, refuseDuplicates } from './values';

const POLICIES = { failurePolicy: nonEmpty, matchPolicy: nonEmpty };
/** What it compiles to is for the server to say. */
const EXPRESSION = { fields: { expression: notBlank } };
const PARAMETERS = {
  fields: { name: matching(PATH_SEGMENT), parameterNotFoundAction: oneOf('Allow', 'Deny') },
  object: ({ name, selector, parameterNotFoundAction }: any, inspection: CheckContext) => {
    if (isGiven(name) === isSet(selector)) inspection.refuse('must have either name or selector');
    if (!isGiven(parameterNotFoundAction)) inspection.refuse('is missing; must be set', 'parameterNotFoundAction');
  },
};
const BINDING = { fields: { policyName: matching(DNS_SUBDOMAIN) } };

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/admissionregistration/validation/validation.go */
export const ADMISSION: Checks = {
  'admissionregistration.v1.MatchCondition': { fields: { name: matching(LABEL_KEY), expression: notBlank } },
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
        each(nonEmpty),
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

function checkExpression({ expression }: any, inspection: CheckContext): void {
  if (!isGiven(expression)) inspection.refuse('is missing; must be set', 'expression');
}

function checkPolicy({ matchConstraints, matchConditions }: any, inspection: CheckContext): void {
  if (itemsOf(matchConstraints?.resourceRules).length === 0)
    inspection.refuse('is missing; must be set', 'matchConstraints', 'resourceRules');
  refuseDuplicates(inspection, itemsOf(matchConditions), ({ name }) => name, 'matchConditions', 'name');
}

/** Nothing can be changed on delete. */
function checkMutatingRules(resources: any, field: string, inspection: CheckContext): void {
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
