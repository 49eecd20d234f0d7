import type { CheckContext } from '../check';
import { ABSOLUTE_PATH, DNS_SUBDOMAIN } from '../forms/formats';
import { quoted } from '../problem';
import type { Checks, TypeChecks } from './type-checks';
import { isGiven, isSet, itemsOf, noMoreThan, oneOf, refuseDuplicates, refuseMissing, strictly } from './values';

const AUTHORIZERS = ['ABAC', 'AlwaysAllow', 'AlwaysDeny', 'Node', 'RBAC', 'Webhook'];

/** Both kinds have the same types in all versions. Expressions are not compiled. */
const TYPES: { readonly [type: string]: TypeChecks } = {
  AuthenticationConfiguration: {
    fields: { jwt: noMoreThan(64) },
    object: ({ jwt, anonymous }, inspection) => {
      refuseDuplicates(inspection, itemsOf(jwt), (each) => each?.issuer?.url, 'jwt', 'issuer', 'url');
      refuseDuplicates(inspection, itemsOf(jwt), (each) => each?.issuer?.discoveryURL, 'jwt', 'issuer', 'discoveryURL');
      if (anonymous?.enabled !== true && itemsOf(anonymous?.conditions).length > 0)
        inspection.refuse('has no effect unless enabled is true; remove one', 'anonymous', 'conditions');
    },
  },
  JWTAuthenticator: {
    object: (authenticator, inspection) => {
      for (const field of ['issuer', 'claimMappings'])
        if (!isSet(authenticator[field])) inspection.refuse('is missing; must be set', field);
      refuseDuplicates(
        inspection,
        itemsOf(authenticator.userValidationRules),
        (each) => each?.expression,
        'userValidationRules',
        'expression',
      );
      for (const field of ['claim', 'expression'])
        refuseDuplicates(
          inspection,
          itemsOf(authenticator.claimValidationRules),
          (each) => each?.[field],
          'claimValidationRules',
          field,
        );
    },
  },
  Issuer: {
    fields: { url: urlProblem, discoveryURL: urlProblem, egressSelectorType: oneOf('controlplane', 'cluster') },
    object: (issuer, inspection) => {
      refuseMissing(inspection, issuer, 'url', 'audiences');
      const { url = '', discoveryURL = '', audiences, audienceMatchPolicy: policy = '' } = issuer;
      const slashless = (text: string) => text.replace(/\/+$/, '');
      if (discoveryURL !== '' && slashless(discoveryURL) === slashless(url))
        inspection.refuse('is that of the issuer; must be another', 'discoveryURL');
      itemsOf(audiences).forEach((audience, index) => {
        if (!isGiven(audience)) inspection.refuse('is empty; must be set', 'audiences', index);
      });
      refuseDuplicates(inspection, itemsOf(audiences), (each) => each, 'audiences');
      if (policy !== 'MatchAny' && (policy !== '' || itemsOf(audiences).length > 1))
        inspection.refuse(`is ${quoted(policy)}; must be "MatchAny" for several audiences`, 'audienceMatchPolicy');
    },
  },
  ClaimValidationRule: {
    object: (rule, inspection) => {
      refuseUnlessClaimOrExpression(rule, inspection);
      if (isGiven(rule.claim) && isGiven(rule.message)) inspection.refuse('is not for claim; remove it', 'message');
      if (isGiven(rule.expression) && isGiven(rule.requiredValue))
        inspection.refuse('is not for expression; remove it', 'requiredValue');
    },
  },
  UserValidationRule: { object: (rule, inspection) => refuseMissing(inspection, rule, 'expression') },
  ClaimMappings: {
    object: ({ username, extra }, inspection) => {
      if (!isGiven(username?.claim) && !isGiven(username?.expression))
        inspection.refuse('must have claim or expression', 'username');
      refuseDuplicates(inspection, itemsOf(extra), (each) => each?.key, 'extra', 'key');
    },
  },
  ExtraMapping: {
    fields: { key: extraKeyProblem },
    object: (mapping, inspection) => refuseMissing(inspection, mapping, 'key', 'valueExpression'),
  },
  PrefixedClaimOrExpression: {
    object: (mapping, inspection) => {
      if (isGiven(mapping.claim) && isGiven(mapping.expression))
        inspection.refuse('has claim and expression; must have one');
      else if (isGiven(mapping.expression) && isSet(mapping.prefix))
        inspection.refuse('is not for expression; remove it', 'prefix');
      else if (isGiven(mapping.claim) && !isSet(mapping.prefix))
        inspection.refuse('is missing; must be set, to "" for none', 'prefix');
    },
  },
  ClaimOrExpression: {
    object: (mapping, inspection) => {
      if (isGiven(mapping.claim) && isGiven(mapping.expression))
        inspection.refuse('has claim and expression; must have one');
    },
  },
  AuthorizationConfiguration: {
    object: ({ authorizers }, inspection) => {
      const all = itemsOf(authorizers);
      if (all.length === 0) inspection.refuse('is missing; must be set', 'authorizers');
      refuseDuplicates(inspection, all, (each) => each?.name, 'authorizers', 'name');
      refuseDuplicates(
        inspection,
        all,
        (each) => (each?.type === 'Webhook' ? undefined : each?.type),
        'authorizers',
        'type',
      );
    },
  },
  AuthorizerConfiguration: {
    fields: { type: oneOf(...AUTHORIZERS), name: strictly(DNS_SUBDOMAIN) },
    object: (authorizer, inspection) => {
      refuseMissing(inspection, authorizer, 'type', 'name');
      const { type = '', name = '' } = authorizer;
      const isWebhook = type === 'Webhook';
      if (!isWebhook && AUTHORIZERS.includes(type) && name !== '' && name !== type.toLowerCase())
        inspection.refuse(`is ${quoted(name)}; must be ${quoted(type.toLowerCase())}`, 'name');
      if (isWebhook && !isSet(authorizer.webhook)) inspection.refuse('is missing; must be set', 'webhook');
      if (!isWebhook && isSet(authorizer.webhook)) inspection.refuse('is for type Webhook; remove it', 'webhook');
    },
  },
  WebhookConfiguration: {
    fields: {
      ...{ timeout: timeoutProblem, authorizedTTL: negativeProblem, unauthorizedTTL: negativeProblem },
      ...{ failurePolicy: oneOf('NoOpinion', 'Deny'), subjectAccessReviewVersion: oneOf('v1', 'v1beta1') },
      ...{ matchConditionSubjectAccessReviewVersion: oneOf('v1'), matchConditions: noMoreThan(64) },
    },
    object: (webhook, inspection) => {
      refuseMissing(inspection, webhook, 'timeout', 'failurePolicy', 'subjectAccessReviewVersion');
      const conditions = itemsOf(webhook.matchConditions);
      if (conditions.length > 0) refuseMissing(inspection, webhook, 'matchConditionSubjectAccessReviewVersion');
      refuseDuplicates(inspection, conditions, (each) => each?.expression, 'matchConditions', 'expression');
      if (!isSet(webhook.connectionInfo)) inspection.refuse('is missing; must be set', 'connectionInfo');
    },
  },
  WebhookMatchCondition: {
    object: ({ expression = '' }, inspection) => {
      if (expression.trim() === '') inspection.refuse('is missing; must be set', 'expression');
    },
  },
  WebhookConnectionInfo: {
    // The API server knows no other type: it is not in a cluster.
    fields: { type: oneOf('KubeConfigFile'), kubeConfigFile: strictly(ABSOLUTE_PATH) },
    object: (info, inspection) => {
      refuseMissing(inspection, info, 'type');
      if (info.type === 'KubeConfigFile') refuseMissing(inspection, info, 'kubeConfigFile');
    },
  },
};

/** @see https://github.com/kubernetes/apiserver/blob/v0.37.2/pkg/apis/apiserver/validation/validation.go */
export const ACCESS_FILES: Checks = Object.fromEntries(
  ['v1alpha1', 'v1beta1', 'v1'].flatMap((version) =>
    Object.entries(TYPES).map(([type, checks]) => [`file.apiserver.${version}.${type}`, checks]),
  ),
);

function refuseUnlessClaimOrExpression(value: any, inspection: CheckContext): void {
  if (isGiven(value.claim) === isGiven(value.expression)) inspection.refuse('must have either claim or expression');
}

function urlProblem(url: string): string | undefined {
  if (url === '') return undefined;
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'https:') return `is ${quoted(url)}; must be a URL with https`;
  if (parsed.username !== '' || parsed.password !== '' || parsed.search !== '' || parsed.hash !== '')
    return `is ${quoted(url)}; must have no user, query or fragment`;
  return undefined;
}

function extraKeyProblem(key: string): string | undefined {
  const [, domain = ''] = /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)\/[a-z0-9%/._~!$&'()*+,;=:@-]+$/.exec(key) ?? [];
  if (domain === '')
    return `is ${quoted(key)}; must be a domain and a path in lower case, such as "example.com/tenant"`;
  return /(?:^|\.)(?:k8s|kubernetes)\.io$/.test(domain)
    ? `is ${quoted(key)}; must not be of Kubernetes' domains`
    : undefined;
}

function timeoutProblem(text: string): string | undefined {
  const seconds = secondsOf(text);
  if (text === '' || (seconds > 0 && seconds <= 30 && !text.startsWith('-'))) return undefined;
  return `is ${quoted(text)}; must be more than 0 and at most 30s`;
}

/** 0 stands for the default. */
function negativeProblem(text: string): string | undefined {
  return text.startsWith('-') && secondsOf(text) > 0 ? `is ${quoted(text)}; must be more than 0` : undefined;
}

/** The seconds of a duration as Go writes it. */
function secondsOf(text: string): number {
  const units: { readonly [unit: string]: number } = { h: 3600, m: 60, s: 1, ms: 1e-3, us: 1e-6, ns: 1e-9 };
  return [...text.matchAll(/([\d.]+)(h|ms|m|s|us|µs|ns)/g)].reduce(
    (sum, [, number, unit = '']) => sum + Number(number) * (units[unit] ?? 1e-6),
    0,
  );
}
