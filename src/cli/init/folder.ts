import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { reasonOf } from '../../host/files';
import { type Io, UsageError, write } from '../../host/io';
import { PACKAGE_FOLDER, packageIn } from '../../host/package-files';
import { POLICY_FILE } from '../../host/policy-file';
import { confirmInside } from '../../host/replace-file';
import { isTerminal, TypedLines } from '../../host/terminal';
import { PROFILE_NAMES } from '../../profiles/profiles';
import { commandLine, type FileTerms, type NewFile, newFiles } from './files';
import { libraryFor } from './library';
import { type Pipeline, type Project, pipelineIn, projectIn, topAbove } from './project';

export interface InitOptions {
  readonly ci?: Pipeline;
  readonly yes?: boolean;
}

const SAMPLE_DAYS = 90;
const DAY = 24 * 60 * 60 * 1000;

/** Writes the files for a folder; returns the text that tells what was done. */
export async function initialize(folder: string, options: InitOptions, io: Io): Promise<string> {
  const root = resolve(io.cwd, folder);
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`"${folder}" is not a folder; name an existing one`);
  const project = projectIn(root);
  const usual = { profile: 'nsa', pipeline: options.ci ?? pipelineIn(root) };
  const isAsked = !options.yes && isTerminal(io);
  const { profile, pipeline } = isAsked ? await answers(usual, options, io) : usual;
  const expires = new Date(Date.parse(io.today) + SAMPLE_DAYS * DAY).toISOString().slice(0, 10);
  const { name, version } = packageIn(PACKAGE_FOLDER);
  const library = libraryFor(root) ?? name;
  const terms = { project, library, version, profile, expires };
  const files = newFiles(terms, pipeline);
  const written = files.map((file) => ({ ...file, isNew: create(root, file) }));
  return story(terms, pipeline, written, topAbove(root));
}

async function answers(
  usual: { readonly profile: string; readonly pipeline: Pipeline },
  { ci }: InitOptions,
  io: Io,
): Promise<{ profile: string; pipeline: Pipeline }> {
  const typed = new TypedLines(io);
  const ask = async <T extends string>(question: string, choices: readonly T[], standard: T): Promise<T> => {
    for (;;) {
      await write(io.stderr, `${question} (${choices.join(', ')}) [${standard}] `);
      const line = await typed.next();
      if (line === undefined) throw new UsageError('standard input ended before an answer; nothing is written');
      const found = line === '' ? standard : choices.find((choice) => choice === line);
      if (found) return found;
    }
  };
  try {
    const profile = await ask('rules to start from?', PROFILE_NAMES, usual.profile);
    const pipeline = ci ?? (await ask<Pipeline>('pipeline for?', ['github', 'gitlab', 'none'], usual.pipeline));
    return { profile, pipeline };
  } finally {
    typed.close();
  }
}

/** Writes a file if it does not exist, and returns whether it did. */
function create(root: string, { path, text }: NewFile): boolean {
  const place = join(root, path);
  try {
    let folder = dirname(place);
    while (!existsSync(folder)) folder = dirname(folder);
    confirmInside(folder, root);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new UsageError(`${place} cannot be written: ${reasonOf(error)}`);
  }
}

function story(
  terms: FileTerms,
  pipeline: Pipeline,
  files: readonly (NewFile & { readonly isNew: boolean })[],
  top: string | undefined,
): string {
  const { project } = terms;
  const lines = [`found ${project.name}${project.marker ? ` (${project.marker})` : ''}`];
  for (const { path, isNew, addition } of files) {
    if (isNew) lines.push(`wrote ${path}`);
    else lines.push(`left ${path}, which already exists${addition ? '; add to its repos:' : ''}`);
    if (!isNew && addition) lines.push('', addition.trimEnd(), '');
  }
  lines.push('', 'Next:');
  const steps = [...judgeSteps(terms), ...appSteps(terms), ...hostSteps(pipeline, top)];
  steps.forEach((step, index) => {
    lines.push(`${index + 1}. ${step.trimEnd().replaceAll('\n', '\n   ')}`);
  });
  return `${lines.join('\n')}\n`;
}

function judgeSteps(terms: FileTerms): string[] {
  const { synth } = terms.project;
  const line = synth ? `${synth} && ${commandLine(terms)}` : commandLine(terms);
  return [
    `Check the manifests:\n${line}`,
    `Accept the current findings, so that only new ones fail: the same with --write-baseline, and\nbaseline: hardening-baseline.json in ${POLICY_FILE}`,
  ];
}

/** Returns the steps for a cdk8s app: use the aspect, or the validation of the cdk8s CLI. */
function appSteps({ project, library, version }: FileTerms): string[] {
  if (!isApp(project)) return [];
  const aspect =
    project.language === undefined || project.language === 'typescript'
      ? [
          `Let the app refuse weaker manifests, with the construct and the line that created it. In main.ts, after new App():
import { Aspects, HardeningChecks, HardeningPolicy, PolicyFile } from '${library}';
HardeningPolicy.of(app).set(PolicyFile.fromFile('${POLICY_FILE}'));
Aspects.of(app).add(new HardeningChecks());`,
        ]
      : [];
  return [
    `Install it: npm install --save-dev --save-exact ${library}@${version}`,
    ...aspect,
    `Let cdk8s synth check what it wrote. In ${project.marker}:
validations:
  - package: ./node_modules/${library}/lib/plugin/validation
    version: ${version}
    class: HardeningValidation
    properties:
      policy: ${POLICY_FILE}`,
  ];
}

function isApp({ synth }: Project): boolean {
  return synth !== undefined;
}

function hostSteps(pipeline: Pipeline, top: string | undefined): string[] {
  const elsewhere = top ? [`The repository starts at ${top}: move the pipeline there, and run it in this folder`] : [];
  const include = 'Include the pipeline in .gitlab-ci.yml:\ninclude:\n  - local: .gitlab-ci.hardening.yml';
  return [
    ...(pipeline === 'none' ? [] : elsewhere),
    ...(pipeline === 'gitlab' ? [include] : []),
    'Install the hook: pre-commit install',
  ];
}
