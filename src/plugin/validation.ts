import type { Validation, ValidationContext } from 'cdk8s-cli/plugins';
import type { Finding } from '../engine/finding';
import type { EvaluationError } from '../engine/report';
import type { Io } from '../host/io';
import { judged } from '../host/judge';
import type { SetupOptions } from '../host/setup';
import { groupBy } from '../json/group-by';
import { type ObjectRef, uniqueName } from '../model/object-ref';

/** What `properties` of a validation in `cdk8s.yaml` may say: the options of `cdk8s-hardened check`. */
export interface HardeningValidationProps extends SetupOptions {
  readonly baseline?: string | false;
}

/**
 * Judges what `cdk8s synth` wrote, as `cdk8s-hardened check` does, whatever language the app is in. `cdk8s synth` loads it
 * from `validations` in `cdk8s.yaml`.
 *
 * @see https://cdk8s.io/docs/latest/cli/synth/#validations
 */
export class HardeningValidation implements Validation {
  public constructor(private readonly props: HardeningValidationProps = {}) {}

  public async validate(context: ValidationContext): Promise<void> {
    const { report, input, profile, failOn } = await judged(
      context.manifests,
      { ...this.props, allowEmpty: true },
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
        fix: `set what is named, or waive what must stand; cdk8s-hardened explain ${meta?.id ?? rule}`,
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
        recommendation: 'What cannot be judged is refused',
        fix: 'correct what is named',
        violatingResources: errors.map(({ file, name, text }) => ({
          resourceName: name,
          locations: [text],
          manifestPath: file,
        })),
      });
    const fails = errors.length > 0 || report.fails(failOn);
    context.report.submit(fails ? 'failure' : 'success', {
      Profile: report.profileTitle,
      Kubernetes: report.kubernetesVersion,
      Findings: String(report.findings.length),
      Waived: String(report.waived.length),
    });
  }
}

/** What judging may touch inside the CLI of cdk8s, which prints the report itself. */
function ioOf(): Io {
  const { stdin, stdout, stderr, env } = process;
  const today = new Date().toISOString().slice(0, 10);
  return { stdin, stdout, stderr, env, cwd: process.cwd(), today, isTTY: false, tellsProgress: false };
}

/**
 * How an object is called in the CLI's report, which finds its construct by that: the app itself tells us apart where it uses
 * this library; else cdk8s knows names alone, and one that several objects have would lead to the wrong construct.
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
