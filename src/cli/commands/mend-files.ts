import { dirname } from 'node:path';
import type { Finding } from '../../engine/finding';
import type { Report } from '../../engine/report';
import { atLeastAsSevere } from '../../engine/severity';
import { unmetRequirementMessage, unmetRequirements } from '../../harden/apply-requirements';
import { HardenMode, type HardenResult, harden } from '../../harden/harden';
import { type Input, type Place, readInput, type SourceText, TextInput } from '../../host/input';
import { ExitCode, type Io, UsageError } from '../../host/io';
import { confirmUnchanged, removeLeftovers, replaceUnchanged } from '../../host/replace-file';
import { type Setup, type SetupOptions, setUp } from '../../host/setup';
import { addTo } from '../../json/group-by';
import type { Manifest } from '../../model/manifest';
import { ManifestSet } from '../../model/manifest-set';
import { jsonAsWritten } from '../../model/wrapped';
import { unifiedDiff } from '../../report/diff/unified-diff';
import { escapeUnprintable } from '../../report/escape';
import { count } from '../../report/object-name';
import { editYaml, type RefusedEdit, type YamlEdit } from '../../yaml/edit/edit';
import type { Splice } from '../../yaml/edit/splices';

export interface FixOptions extends SetupOptions {
  readonly force?: boolean;
  readonly dryRun?: boolean;
  readonly stdout?: boolean;
  readonly quiet?: boolean;
}

/** The result of `fix`. */
export interface FixOutcome {
  readonly code: ExitCode;
  /** For standard output: a fixed text, or a diff. */
  readonly out: string;
  /** For standard error: what was fixed, and what is left. */
  readonly summary: string;
}

/** One file after its fixes. */
interface MendedFile {
  readonly source: SourceText;
  readonly text: string;
  readonly splices: readonly Splice[];
  readonly applied: readonly Finding[];
  readonly refused: readonly RefusedEdit[];
}

/** One file that is left as it was. */
interface KeptFile extends Pick<MendedFile, 'source' | 'text'> {
  readonly why: string;
}

/** Fixes all objects behind some paths if all of them can be read; then reports what is left. */
export async function mendFiles(paths: readonly string[], options: FixOptions, io: Io): Promise<FixOutcome> {
  const setup = setUp(options, io);
  const { workloadKinds, needs = [] } = setup.policy;
  const input = await readInput(paths, io, { workloadKinds });
  confirmReadable(input, setup);
  for (const need of unmetRequirements(input.manifests, needs)) throw new UsageError(unmetRequirementMessage(need));
  const outcome = hardenAll(input.manifests, options, setup, io);
  const files = filesOf(input, outcome);
  const toStdout = files.filter(({ source }) => options.stdout || source.file.path === '-');
  if (toStdout.length > 1 || (toStdout.length === 1 && files.length > 1))
    throw new UsageError('only one file can be written to standard output; name one');

  const changed = files.filter(({ source, text }) => text !== source.text);
  const toFiles = toStdout.length > 0 ? [] : changed;
  // Also beside files that are right: the run that was killed may have been the last with something to change.
  if (!options.dryRun && toStdout.length === 0)
    for (const at of new Set(files.map(({ source }) => dirname(source.file.real)))) removeLeftovers(at);
  const kept = new Map(toFiles.flatMap((file) => save(file, options)).map((each) => [each.source, each]));
  const fixed = changed.filter(({ source }) => !kept.has(source));
  const shown = options.dryRun
    ? fixed.map(({ source, splices }) => unifiedDiff(source.text, splices, source.file.path))
    : toStdout.map(({ text }) => text);
  const left = leftIn(
    files.map((file) => kept.get(file.source) ?? file),
    setup,
  );
  const refused = files.flatMap((file) => file.refused.map((each) => ({ ...each, file: file.source.file.path })));
  const fails = left.findings.some(({ severity }) => atLeastAsSevere(severity, setup.failOn));
  const code =
    refused.length + kept.size + left.errors.length > 0
      ? ExitCode.NOT_JUDGED
      : fails
        ? ExitCode.FINDINGS
        : ExitCode.CLEAN;
  return {
    code,
    out: shown.join(''),
    summary: story(fixed, [...kept.values()], refused, left, options.dryRun ?? false),
  };
}

/** Writes a file, or returns it as it was if it must be left alone. */
function save({ source, text }: MendedFile, { dryRun }: FixOptions): KeptFile[] {
  const { isOutside, real } = source.file;
  try {
    if (isOutside) throw new Error('it lies behind a link, outside of what was named; name the file itself');
    if (dryRun) confirmUnchanged(real, source.text);
    else replaceUnchanged(real, source.text, text);
    return [];
  } catch (error) {
    return [{ source, text: source.text, why: (error as Error).message }];
  }
}

/** Rules and fixes may depend on all objects: if one cannot be read, nothing is changed. */
function confirmReadable({ unread, manifests }: Input, { checker }: Setup): void {
  const lines = unread.map(({ file, line, column, message }) =>
    [[file, line, column].filter((part) => part !== undefined).join(':'), message].join(': '),
  );
  const { errors } = checker.check(ManifestSet.fromManifests(manifests));
  for (const { message, objectRef, origin } of errors.filter(({ isRefusal }) => !isRefusal))
    lines.push(`${origin.file ?? ''}: ${objectRef ? `${objectRef.kind} ${objectRef.name}: ` : ''}${message}`);
  if (lines.length > 0)
    throw new UsageError(`nothing is changed, because not everything could be checked:\n  ${lines.join('\n  ')}`);
}

function hardenAll(
  manifests: readonly Manifest[],
  { force }: FixOptions,
  setup: Setup,
  { today }: Io,
): Map<Manifest, HardenResult> {
  const { profile, policy } = setup;
  const { kubernetesVersion, waivers, needs, customResourceDefinitions } = policy;
  const mode = force ? HardenMode.FORCE : HardenMode.FILL;
  try {
    return harden(manifests, manifests, {
      profile,
      mode,
      today,
      kubernetesVersion,
      waivers,
      needs,
      customResourceDefinitions,
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function filesOf({ texts, sourceOf }: Input, outcome: ReadonlyMap<Manifest, HardenResult>): MendedFile[] {
  const edits = new Map<string, { readonly edit: YamlEdit; readonly applied: readonly Finding[] }[]>();
  for (const [manifest, { manifest: after, applied }] of outcome) {
    if (after === manifest) continue;
    const { file, index, pointer } = sourceOf(manifest) as Place;
    const edit = { document: index, pointer, before: jsonAsWritten(manifest), after: jsonAsWritten(after) };
    addTo(edits, file, { edit, applied });
  }
  return [...texts].map(([path, source]) => {
    const own = edits.get(path);
    if (!own) return { source, text: source.text, splices: [], refused: [], applied: [] };
    const { text, splices, refused } = editYaml(
      source.text,
      own.map(({ edit }) => edit),
    );
    const isRefused = ({ edit }: { edit: YamlEdit }) => refused.some(({ document }) => document === edit.document);
    return {
      source,
      text,
      splices,
      refused,
      applied: own.filter((each) => !isRefused(each)).flatMap(({ applied }) => applied),
    };
  });
}

/** Checks the fixed texts again. */
function leftIn(files: readonly Pick<MendedFile, 'source' | 'text'>[], { checker, policy }: Setup): Report {
  const input = new TextInput(policy);
  for (const { source, text } of files) input.add(text, source.file);
  return checker.check(ManifestSet.fromManifests(input.manifests));
}

function story(
  fixed: readonly MendedFile[],
  kept: readonly KeptFile[],
  refused: readonly (RefusedEdit & { readonly file: string })[],
  left: Report,
  isDryRun: boolean,
): string {
  const lines: string[] = [];
  for (const { source, applied } of fixed) {
    lines.push(`${source.file.path}: ${isDryRun ? 'would fix' : 'fixed'} ${count(applied.length, 'finding')}`);
    for (const finding of applied) lines.push(`  ${finding.rule}  ${whereOf(finding)}`);
  }
  if (fixed.length + kept.length === 0) lines.push('nothing to fix');
  for (const { source, why } of kept) lines.push(`${source.file.path} is not changed: ${why}`);
  for (const { file, document, pointer, why } of refused)
    lines.push(`${file}: document ${document + 1}${pointer ? ` ${pointer}` : ''} is not changed: ${why}`);
  const { findings, errors } = left;
  if (errors.length > 0) lines.push(`refused by the API server: ${count(errors.length, 'error')}`);
  for (const { objectRef, pointer = '', message } of errors)
    lines.push(`  ${objectRef ? whereOf({ objectRef, pointer }) : ''}  ${message}`);
  if (findings.length > 0) lines.push(`not fixed: ${count(findings.length, 'finding')}`);
  for (const finding of findings)
    lines.push(`  ${finding.rule} (${finding.severity})  ${whereOf(finding)}  ${finding.message}`);
  return `${lines.map(escapeUnprintable).join('\n')}\n`;
}

function whereOf({
  objectRef: { kind, namespaceName, name },
  pointer,
}: Pick<Finding, 'objectRef' | 'pointer'>): string {
  return `${kind} ${namespaceName === undefined ? '' : `${namespaceName}/`}${name} ${pointer}`;
}
