import type { AccessQuestion } from '../constructs/access-analysis/access-answers';
import type { Profile } from '../engine/profile';
import type { IRule } from '../engine/rule';
import { Profiles } from '../profiles/profiles';
import { errorsText, findingsText } from '../report/formats/text';
import { count, objectName } from '../report/object-name';
import { PLAIN } from '../report/paint';
import { toBeAbleTo, toHaveExactlyAccess } from './access-matchers';
import { askingFor, foundAt } from './finding-asked';
import type { MatcherResult } from './matcher-result';
import { toAllow, toAllowExactlyDeclared, toDeny } from './network-matchers';
import { type Judged, judgeSubject } from './subjects';

/** The matchers as methods of `expect(…)`, to declare them to TypeScript. */
export interface HardeningMatchers<R> {
  /**
   * An app, a chart, manifests, a YAML text or a `Report` has no finding and no error.
   *
   * @param profile the profile, or its name; default: the `HardeningChecks` of the app, else `nsa`
   */
  toPassHardening(profile?: Profile | string): R;
  /**
   * A rule finds something in an app, a chart, manifests, a YAML text or a `Report`, and no waiver accepts it.
   *
   * @param rule the rule, or its id
   * @param at where: a JSON Pointer, with the kind or the whole name of the object before it if it matters, as in
   *   `Pod /spec/hostPID` and `Pod shop/web /spec/hostPID`; default: anywhere
   */
  toHaveFinding(rule: IRule | string, at?: string): R;
  /**
   * The NetworkPolicies of an app, a chart, manifests or a YAML text allow a connection.
   *
   * @param source a workload, as `shop/web` or `shop/web[Deployment]`, or addresses, as `192.0.2.0/24`
   * @param target the target, in the same form
   * @param port one port, as `5432` or `udp/53`; default: any port
   */
  toAllow(source: string, target: string, port?: string): R;
  /**
   * The NetworkPolicies deny a connection.
   *
   * @param source a workload, as `shop/web` or `shop/web[Deployment]`, or addresses, as `192.0.2.0/24`
   * @param target the target, in the same form
   * @param port one port, as `5432` or `udp/53`; default: every port
   */
  toDeny(source: string, target: string, port?: string): R;
  /** The Secure* workloads of an app reach what they declare, and are reached as they declare, and nothing else. */
  toAllowExactlyDeclared(): R;
  /**
   * The roles and bindings of an app, a chart, manifests or a YAML text allow a request.
   *
   * @param who a ServiceAccount, as `shop/web`, or the name of a user
   * @param verb verb, such as `get`
   * @param resource `RESOURCE[.GROUP][/SUBRESOURCE]`, such as `deployments.apps/scale`, or a path such as `/healthz`
   * @param question namespace, name, subresource and groups; default: a request without a name in the whole cluster
   */
  toBeAbleTo(who: string, verb: string, resource: string, question?: AccessQuestion): R;
  /**
   * A subject has some permissions and no others, those of its groups included. A binding to a role that is not there fails.
   *
   * @param who a ServiceAccount, as `shop/web`, or the name of a user
   * @param permissions each as `get,list configmaps settings in shop`, or `list nodes in the whole cluster`
   */
  toHaveExactlyAccess(who: string, permissions: readonly string[]): R;
}

/**
 * Matchers for `expect.extend` of jest and vitest.
 *
 * @example
 * import { hardeningMatchers } from 'cdk8s-hardened/testing';
 *
 * expect.extend(hardeningMatchers);
 * test('is hardened', () => expect(chart).toPassHardening());
 */
export const hardeningMatchers = {
  toPassHardening,
  toHaveFinding,
  toAllow,
  toDeny,
  toAllowExactlyDeclared,
  toBeAbleTo,
  toHaveExactlyAccess,
};

declare global {
  namespace jest {
    // biome-ignore lint/complexity/noBannedTypes: all declarations of an interface must have the same type parameters
    interface Matchers<R, T = {}> extends HardeningMatchers<R> {}
  }
}

/**
 * Whether a subject has no finding and no error.
 *
 * @param subject an app, a chart, manifests as plain JSON, a YAML text, a `ManifestSet` or a `Report`
 * @param profile the profile, or its name; default: the `HardeningChecks` of the app, else `nsa`
 */
export function toPassHardening(subject: unknown, profile?: Profile | string): MatcherResult {
  const named = profileNamed(profile ?? 'nsa');
  const judged = judgeSubject(subject, named, () => profile === undefined);
  const { passes: pass, title } = judged;
  return {
    pass,
    message: () =>
      pass ? `expected a finding, and there is none (${title})` : (judged.refusal ?? failureText(judged)),
  };
}

/**
 * Whether a rule finds something in a subject, also what follows from another finding.
 *
 * @param subject an app, a chart, manifests as plain JSON, a YAML text, a `ManifestSet` or a `Report`
 * @param rule the rule, or its id
 * @param at where: a JSON Pointer, with the kind or the whole name of the object before it if it matters
 */
export function toHaveFinding(subject: unknown, rule: IRule | string, at?: string): MatcherResult {
  const asked = askingFor(subject, rule);
  const places = asked.found.map(({ objectRef, pointer }) => `${objectName(objectRef)} ${pointer || '/'}`);
  const pass = foundAt(asked, at);
  const where = at === undefined ? '' : ` at ${at}`;
  const list = places.length === 0 ? 'nothing' : places.join(', ');
  return {
    pass,
    message: () =>
      `expected rule "${asked.id}" ${pass ? 'not ' : ''}to find something${where}; it finds ${list}${pass ? '' : errorLines(asked.judged)}`,
  };
}

function profileNamed(profile: Profile | string): Profile {
  return typeof profile === 'string' ? Profiles.fromName(profile) : profile;
}

function failureText(judged: Judged): string {
  const { findings, errors, rules, title } = judged;
  const counts = [
    ...(findings.length > 0 ? [count(findings.length, 'finding')] : []),
    ...(errors.length > 0 ? [count(errors.length, 'error')] : []),
  ];
  const parts = [`expected no finding, and there are ${counts.join(' and ')} (${title})`, ''];
  return [...parts, findingsText(findings, rules, PLAIN), errorsText(errors, PLAIN)].join('\n').trimEnd();
}

function errorLines({ errors }: Judged): string {
  return errors.length === 0 ? '' : `\n${errorsText(errors, PLAIN)}`;
}
