import { Construct } from 'constructs';
import { Access } from '../constructs/access-analysis/access';
import type { AccessQuestion } from '../constructs/access-analysis/access-answers';
import type { MatcherResult } from './matcher-result';
import { setOf } from './subjects';

/**
 * Whether roles and bindings allow a request.
 *
 * @param subject an app, a chart, manifests as plain JSON, a YAML text or a `ManifestSet`
 * @param who a ServiceAccount, as `shop/web`, or the name of a user
 * @param verb verb, such as `get`
 * @param resource `RESOURCE[.GROUP][/SUBRESOURCE]`, such as `deployments.apps/scale`, or a path such as `/healthz`
 * @param question namespace, name, subresource and groups; default: a request without a name in the whole cluster
 */
export function toBeAbleTo(
  subject: unknown,
  who: string,
  verb: string,
  resource: string,
  question: AccessQuestion = {},
): MatcherResult {
  const { allowed, reason } = accessOf(subject).can(who, verb, resource, question);
  return { pass: allowed, message: () => `${who} ${allowed ? 'may' : 'may not'} ${verb} ${resource}: ${reason}` };
}

/**
 * Whether a subject has some permissions and no others, those of its groups included.
 *
 * @param subject an app, a chart, manifests as plain JSON, a YAML text or a `ManifestSet`
 * @param who a ServiceAccount, as `shop/web`, or the name of a user
 * @param permissions each as `VERB[,VERB…] RESOURCE[.GROUP][/SUBRESOURCE] [NAME] in NAMESPACE`, or `… in the whole cluster`
 */
export function toHaveExactlyAccess(subject: unknown, who: string, permissions: readonly string[]): MatcherResult {
  const access = accessOf(subject);
  const actual = access.permissions(who);
  const expected = new Set(permissions.flatMap(singly));
  const lines = [
    ...actual.filter((each) => !expected.has(each)).map((each) => `${who} may ${each}, which is not expected`),
    ...[...expected].filter((each) => !actual.includes(each)).map((each) => `${who} may not ${each}`),
    ...access.unknown(),
  ];
  return {
    pass: lines.length === 0,
    message: () => (lines.length === 0 ? `expected other permissions, and ${who} has exactly these` : lines.join('\n')),
  };
}

/** One text for each verb. */
function singly(permission: string): string[] {
  const [verbs = '', ...rest] = permission.split(' ');
  return verbs.split(',').map((verb) => [verb, ...rest].join(' '));
}

function accessOf(subject: unknown): Access {
  return Construct.isConstruct(subject) ? Access.ofApp(subject.node.root) : Access.ofManifests(setOf(subject));
}
