import { Chart } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { Aspects } from '../aspects/aspects';
import { HardeningChecks } from '../aspects/hardening-checks';
import { HardeningError } from '../aspects/hardening-error';
import { policyOver } from '../aspects/hardening-policy';
import { Checker } from '../engine/checker';
import type { Finding } from '../engine/finding';
import type { Profile } from '../engine/profile';
import { Report } from '../engine/report';
import type { EvaluationError } from '../engine/report-parts';
import type { IRule } from '../engine/rule';
import type { Manifest } from '../model/manifest';
import { ManifestSet } from '../model/manifest-set';
import type { Origin } from '../model/object-ref';

/** What a test learns of a subject. */
export interface Judged {
  /** Whether it passes. */
  readonly passes: boolean;
  /** The findings that no waiver accepts, one by one. */
  readonly findings: readonly Finding[];
  readonly errors: readonly EvaluationError[];
  /** The rules that were asked. */
  readonly rules: readonly IRule[];
  /** What was asked, for people. */
  readonly title: string;
  /** The message of a synth that was refused. */
  readonly refusal?: string;
}

/**
 * Judges what a test gives: an app or a chart, manifests as plain JSON, a YAML text, a
 * `ManifestSet` or a `Report`. Of an app or a chart, the `HardeningChecks` of the app decide, if they ask what is wanted;
 * else the profile does.
 */
export function judgeSubject(subject: unknown, profile: Profile, isAsked: (checks: Profile) => boolean): Judged {
  if (subject instanceof Report) return judgedBy(subject, profile.rules);
  if (Construct.isConstruct(subject)) return judgeTree(treeOf(subject), profile, isAsked);
  const all = setOf(subject);
  return judgeObjects(all, all.all, profile);
}

export function setOf(subject: unknown): ManifestSet {
  if (subject instanceof ManifestSet) return subject;
  if (typeof subject === 'string') return ManifestSet.fromYaml(subject);
  if (typeof subject === 'object' && subject !== null)
    return ManifestSet.fromJson(structuredClone(Array.isArray(subject) ? subject : [subject]));
  throw new TypeError(`${String(subject)} cannot be judged; give a chart, an app, manifests or a YAML text`);
}

/** A chart, or the whole app. */
function treeOf(construct: IConstruct): IConstruct {
  if (construct === construct.node.root || Chart.isChart(construct)) return construct;
  throw new TypeError(`${construct.node.path} cannot be judged alone; give its chart`);
}

function judgeTree(tree: IConstruct, profile: Profile, isAsked: (checks: Profile) => boolean): Judged {
  const all = tree.node.root.node.findAll();
  const isOwn = ({ origin }: { readonly origin: Origin }) =>
    tree === tree.node.root ||
    origin.constructPath === undefined ||
    `${origin.constructPath}/`.startsWith(`${tree.node.path}/`);
  const checks = all.flatMap((construct) =>
    Aspects.of(construct)
      .all.filter((aspect) => aspect instanceof HardeningChecks)
      .map((aspect) => ({ aspect, profile: aspect._terms(policyOver(construct)).profile })),
  );
  const asked = checks.filter((each) => isAsked(each.profile));
  const rules = asked.flatMap((each) => each.profile.rules);
  let manifests: Manifest[];
  try {
    manifests = all.filter((construct) => Chart.isChart(construct)).flatMap((chart) => manifestsOf(chart as Chart));
  } catch (error) {
    if (!(error instanceof HardeningError)) throw error;
    if (asked.length === 0) throw error; // What is wanted was not asked.
    return { ...judgedBy(error.report, rules, isOwn), passes: false, refusal: error.message };
  }
  const [first, ...others] = asked.flatMap(({ aspect: { lastReport } }) =>
    lastReport ? judgedBy(lastReport, rules, isOwn) : [],
  );
  if (first) {
    const findings = [first, ...others].flatMap((each) => each.findings);
    return { ...first, findings, passes: true };
  }
  return judgeObjects(ManifestSet.fromManifests(manifests), manifests.filter(isOwn), profile);
}

function manifestsOf(chart: Chart): readonly Manifest[] {
  return ManifestSet.fromJson(chart.toJson(), { origin: { constructPath: chart.node.path } }).all;
}

function judgeObjects(all: ManifestSet, some: readonly Manifest[], profile: Profile): Judged {
  if (some.length === 0) throw new Error('there is no Kubernetes object to judge; give at least one');
  const today = new Date().toISOString().slice(0, 10);
  return judgedBy(new Checker({ profile, today })._checkSome(all, some), profile.rules);
}

function judgedBy(
  report: Report,
  rules: readonly IRule[],
  isOwn: (part: Finding | EvaluationError) => boolean = () => true,
): Judged {
  return {
    passes: !report.fails(),
    findings: report._each.findings.filter(isOwn),
    errors: report.errors.filter(isOwn),
    rules,
    title: `profile ${report.profileTitle}, Kubernetes ${report.kubernetesVersion}`,
  };
}
