import { dirname } from 'node:path';
import type { Finding } from '../../engine/finding';
import type { Report } from '../../engine/report';
import { atLeastAsSevere } from '../../engine/severity';
import { applyRequirements, unmetRequirementMessage, unmetRequirements } from '../../harden/apply-requirements';
import { type UnreadPart, unreadPart } from '../../harden/guarded-fixes';
import { HardenMode, type HardenResult, harden } from '../../harden/harden';
import { type Input, readInput } from '../../host/input';
import { ExitCode, type Io, UsageError } from '../../host/io';
import { confirmUnchanged, removeLeftovers, replaceUnchanged } from '../../host/replace-file';
import { type Setup, type SetupOptions, setUp } from '../../host/setup';
import { type Place, type SourceText, TextInput } from '../../host/text-input';
import { withoutUnplaced } from '../../host/unplaced';
import { addTo } from '../../json/group-by';
import type { Manifest } from '../../model/manifest';
import { ManifestSet } from '../../model/manifest-set';
import { jsonAsWritten } from '../../model/wrapped';
import { unifiedDiff } from '../../report/diff/unified-diff';
import { editYaml, type RefusedEdit, type YamlEdit } from '../../yaml/edit/edit';
import type { Splice } from '../../yaml/edit/splices';
import { type Accepts, askFixes, confirmCanAsk } from './ask-fixes';
import { fixSummary } from './fix-summary';

export interface FixOptions extends SetupOptions {
  readonly force?: boolean;
  readonly dryRun?: boolean;
  readonly stdout?: boolean;
  readonly interactive?: boolean;
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

/** Fixes all objects behind some paths, but for those of files that cannot be judged; then reports what is left. */
export async function mendFiles(paths: readonly string[], options: FixOptions, io: Io): Promise<FixOutcome> {
  if (options.interactive) confirmCanAsk(paths, options.stdout ?? false, io);
  const setup = setUp(options, io);
  const { needs = [] } = setup.policy;
  const input = await readInput(paths, io, setup.reading);
  const unjudged = unjudgedIn(input, setup);
  // Standard output goes on to another program, such as `kubectl apply`: a part is not passed on as it was.
  if (unjudged.files.size > 0 && (options.stdout || paths.includes('-')))
    throw new UsageError(nothingChanged(unjudged));
  const unmet = unmetRequirements(input.manifests, needs).map(unmetRequirementMessage);
  if (unmet[0] !== undefined && unjudged.files.size === 0) throw new UsageError(unmet[0]);
  const hardened = (accepts?: Accepts) => hardenAll(input.manifests, unjudged, { ...options, accepts }, setup, io);
  const outcome = options.interactive
    ? await askFixes(input, (manifest) => applyRequirements(manifest, needs), hardened, io)
    : hardened();
  if (!outcome) return { code: ExitCode.FINDINGS, out: '', summary: 'stopped; nothing is changed\n' };
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
    unjudged,
    input,
    setup,
  );
  const refused = files.flatMap((file) => file.refused.map((each) => ({ ...each, file: file.source.file.path })));
  const fails = left.findings.some(({ severity }) => atLeastAsSevere(severity, setup.failOn));
  const code =
    refused.length + kept.size + left.errors.length + unjudged.files.size + unmet.length > 0
      ? ExitCode.NOT_JUDGED
      : fails
        ? ExitCode.FINDINGS
        : ExitCode.CLEAN;
  const unchanged = [
    ...[...unjudged.files].map(([path, reasons]) => ({ path, why: reasons.join('; ') })),
    ...[...kept.values()].map(({ source, why }) => ({ path: source.file.path, why })),
  ];
  const withheld = [...outcome.values()].flatMap((each) => each.withheld);
  const { notes } = input;
  const story = { fixed, unchanged, refused, unmet, withheld, left, notes, isDryRun: options.dryRun ?? false };
  return { code, out: shown.join(''), summary: fixSummary(story) };
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

/** The files that cannot be judged, with the reasons, and what they may hold that a fix depends on. */
interface Unjudged {
  readonly files: ReadonlyMap<string, readonly string[]>;
  readonly unread: UnreadPart;
}

function unjudgedIn({ unread, manifests, unseen }: Input, { checker }: Setup): Unjudged {
  const files = new Map<string, string[]>();
  for (const { file, line, column, message } of unread)
    addTo(
      files,
      file,
      [[line, column].filter((part) => part !== undefined).join(':'), message].filter(Boolean).join(': '),
    );
  const report = checker.check(ManifestSet.fromManifests(manifests));
  for (const { message, objectRef, origin, isRefusal } of report.errors) {
    if (isRefusal) continue;
    const what = `${objectRef ? `${objectRef.kind} ${objectRef.name}: ` : ''}${message}`;
    if (origin.file === undefined)
      throw new UsageError(`nothing is changed, because not everything could be checked:\n  ${what}`);
    addTo(files, origin.file, what);
  }
  return { files, unread: unreadPart(unread.length > 0, report, unseen()) };
}

function nothingChanged({ files }: Unjudged): string {
  const lines = [...files].flatMap(([file, reasons]) => reasons.map((reason) => `${file}:${reason}`));
  return `nothing is changed, because not everything could be checked:\n  ${lines.join('\n  ')}`;
}

function hardenAll(
  manifests: readonly Manifest[],
  { files, unread }: Unjudged,
  { force, accepts }: FixOptions & { readonly accepts?: Accepts },
  setup: Setup,
  { today }: Io,
): Map<Manifest, HardenResult> {
  const { profile: asked, whole, policy } = setup;
  const { kubernetesVersion, needs, customResourceDefinitions } = policy;
  const mode = force ? HardenMode.FORCE : HardenMode.FILL;
  const judged = manifests.filter(({ origin }) => !files.has(origin.file ?? ''));
  try {
    return harden(manifests, judged, {
      ...whole,
      mode,
      today,
      kubernetesVersion,
      needs,
      customResourceDefinitions,
      unread,
      accepts: (rule, original) => asked.hasRule(rule) && (accepts?.(rule, original) ?? true),
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

/** Checks the texts again. The errors of files that cannot be judged are known. */
function leftIn(
  files: readonly Pick<MendedFile, 'source' | 'text'>[],
  unjudged: Unjudged,
  { placement }: Input,
  { checker, reading }: Setup,
): Report {
  const input = new TextInput(reading);
  for (const { source, text } of files) input.add(text, source.file);
  input.place(placement);
  const { report } = withoutUnplaced(checker.check(ManifestSet.fromManifests(input.manifests)));
  return report._with({
    errors: report.errors.filter(({ isRefusal, origin }) => isRefusal || !unjudged.files.has(origin.file ?? '')),
  });
}
