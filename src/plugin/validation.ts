import type { Validation, ValidationContext } from 'cdk8s-cli/plugins';
import type { Finding } from '../engine/finding';
import type { EvaluationError } from '../engine/report-parts';
import type { Io } from '../host/io';
import { judge } from '../host/judge';
import type { SetupOptions } from '../host/setup';
import { groupBy } from '../json/group-by';
import { type ObjectRef, uniqueName } from '../model/object-ref';
import { upkeepOf } from '../report/formats/upkeep';
import { upcomingLines, upcomingTitle } from '../report/upcoming';

/** The `properties` of a validation in `cdk8s.yaml`: the options of `cdk8s-hardened check`. */
export interface HardeningValidationProps extends Omit<SetupOptions, 'namespace'> {
  readonly baseline?: string | false;
}

/**
 * Checks what `cdk8s synth` wrote, as `cdk8s-hardened check` does, for apps in every language. `cdk8s synth` loads it
 * from `validations` in `cdk8s.yaml`.
 *
 * @see https://cdk8s.io/docs/latest/cli/synth/#validations
 */
export class HardeningValidation implements Validation {
  public constructor(private readonly props: HardeningValidationProps = {}) {}

  public async validate(context: ValidationContext): Promise<void> {
    const { report, input, profile, failOn } = await judge(
      context.manifests,
      { ...this.props, allowEmpty: true, asApp: true },
      ioOf(),
    );
    const nameFor = namer(
      context,
      report.findings.map(({ objectRef }) => objectRef),
    );
    const where = ({ objectRef, pointer, message }: Finding | EvaluationError): string => {
      const createdAt = objectRef && context.metadata?.[`${uniqueName(objectRef)} created at`]?.path;
      return [pointer, message, createdAt && `created at ${createdAt}`].filter(Boolean).join('  ');
    };
    const titles = new Map(profile.rules.map(({ meta }) => [meta.id, meta]));
    for (const [rule, findings] of groupBy(report.findings, (finding) => `${finding.rule} (${finding.severity})`)) {
      const meta = titles.get((findings[0] as Finding).rule);
      context.report.addViolation({
        ruleName: rule,
        recommendation: `${meta?.title ?? ''} (${meta?.standards.join(', ') ?? ''})`,
        fix: `set the named value, or waive the finding; cdk8s-hardened explain ${meta?.id ?? rule}`,
        violatingResources: [...groupBy(findings, ({ objectRef }) => uniqueName(objectRef)).values()].map((own) => {
          const { objectRef, origin } = own[0] as Finding;
          return { resourceName: nameFor(objectRef), locations: own.map(where), manifestPath: origin.file ?? '' };
        }),
      });
    }
    const errors = [
      ...input.unread.map(({ file, line, message }) => ({ file, name: file, text: `line ${line ?? 1}: ${message}` })),
      ...report.errors.map((error) => ({
        file: error.origin.file ?? '',
        name: error.objectRef ? nameFor(error.objectRef) : (error.rule ?? ''),
        text: where(error),
      })),
    ];
    if (errors.length > 0)
      context.report.addViolation({
        ruleName: 'not judged',
        recommendation: 'What cannot be checked is refused',
        fix: 'correct the named value',
        violatingResources: errors.map(({ file, name, text }) => ({
          resourceName: name,
          locations: [text],
          manifestPath: file,
        })),
      });
    const { idle } = upkeepOf(report);
    const fails = errors.length > 0 || report.fails(failOn);
    context.report.submit(fails ? 'failure' : 'success', {
      Profile: report.profileTitle,
      Kubernetes: report.kubernetesVersion,
      Findings: String(report.findings.length),
      Waived: String(report.waived.length),
      ...(report.upcoming.length > 0 && { [upcomingTitle(report)]: upcomingLines(report).join('\n') }),
      ...(idle.length > 0 && { 'Unused waivers': idle.join('\n') }),
    });
  }
}

/** The environment inside the cdk8s CLI, which prints the report itself. */
function ioOf(): Io {
  const { stdin, stdout, stderr, env } = process;
  const today = new Date().toISOString().slice(0, 10);
  return { stdin, stdout, stderr, env, cwd: process.cwd(), today, isTTY: false, tellsProgress: false };
}

/**
 * Returns the name of an object in the CLI's report, which looks up the construct by this name. An app that uses this
 * library records unique names. Without them, cdk8s knows only plain names, and a name that several objects share would
 * point to the wrong construct.
 */
function namer({ metadata }: ValidationContext, objects: readonly ObjectRef[]): (object: ObjectRef) => string {
  const namesakes = groupBy(objects, ({ name }) => name);
  return (object) => {
    const key = uniqueName(object);
    if (metadata?.[key]) return key;
    const same = new Set(namesakes.get(object.name)?.map(uniqueName));
    return same.size === 1 ? object.name : key;
  };
}
