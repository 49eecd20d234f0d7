import type { IConstruct } from 'constructs';
import type { Finding } from '../engine/finding';
import type { Profile } from '../engine/profile';
import type { EvaluationError } from '../engine/report-parts';
import { hasId } from '../engine/rule';
import type { ManifestSet } from '../model/manifest-set';
import { Profiles } from '../profiles/profiles';
import { objectName } from '../report/object-name';
import { askingFor, foundAt } from './finding-asked';
import { judgeSubject } from './subjects';

/**
 * What a test asserts of an app, a chart or manifests, in any language and with any test framework. `Reachability` has the
 * same for connections. Programs in TypeScript have matchers for jest and vitest in `cdk8s-hardened/testing`.
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { HardeningTest, SecureDeployment } from 'cdk8s-hardened';
 *
 * const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
 * new SecureDeployment(chart, 'web', { containers: [{ image: 'ghcr.io/acme/web:1.4.2', portNumber: 8080 }] });
 * const test = HardeningTest.ofConstruct(chart);
 * test.hasFinding('image-not-pinned-by-digest'); // true
 * test.problems(); // one line for each finding
 */
export class HardeningTest {
  /**
   * Returns the test of an app, or of one chart of it.
   *
   * @param scope the app or the chart
   * @param profile the profile; default: the `HardeningChecks` of the app, else `nsa`
   */
  public static ofConstruct(scope: IConstruct, profile?: Profile): HardeningTest {
    return new HardeningTest(scope, profile);
  }

  /**
   * Returns the test of some manifests.
   *
   * @param manifests the manifests
   * @param profile the profile; default: `nsa`
   */
  public static ofManifests(manifests: ManifestSet, profile?: Profile): HardeningTest {
    return new HardeningTest(manifests, profile);
  }

  private constructor(
    private readonly subject: IConstruct | ManifestSet,
    private readonly profile?: Profile,
  ) {}

  /**
   * Returns one line for each finding that no waiver accepts, and for each error. The list is empty if the subject passes.
   */
  public problems(): string[] {
    const asked = judgeSubject(this.subject, this.profile ?? Profiles.nsa(), () => this.profile === undefined);
    const line = (what: string, { objectRef, pointer, message }: Finding | EvaluationError) =>
      `${what}: ${objectRef ? `${objectName(objectRef)} ${pointer || '/'}: ` : ''}${message}`;
    return [
      ...asked.findings.map((finding) => line(`${finding.rule} (${finding.severity})`, finding)),
      ...asked.errors.map((error) => line('error', error)),
    ];
  }

  /**
   * Whether a rule finds something that no waiver accepts. Throws for a rule that does not exist: its absence would prove
   * nothing.
   *
   * @param ruleId id of the rule
   * @param at where: a JSON Pointer, with the kind or the whole name of the object before it if it matters, as in
   *   `Pod /spec/hostPID` and `Pod shop/web /spec/hostPID`; default: anywhere
   */
  public hasFinding(ruleId: string, at?: string): boolean {
    const own = this.profile?.rules.find((rule) => hasId(rule, ruleId));
    return foundAt(askingFor(this.subject, own ?? ruleId), at);
  }
}
