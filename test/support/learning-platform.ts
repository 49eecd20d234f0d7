import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { Aspects, type Finding, HardeningChecks, HardeningError, type Report } from 'cdk8s-hardened';
import { buildLearningPlatform, type LearningPlatform } from '../../examples/learning-platform/learning-platform';
import { folder } from './command-line';
import { compiledLibrary } from './compiled';

const ROOT = join(__dirname, '..', '..');
const EXAMPLE = join(ROOT, 'examples', 'learning-platform');

/** The files of the example that its tests change. */
export const POLICY = readFileSync(join(EXAMPLE, 'hardening.yaml'), 'utf8');
export const RELEASE = readFileSync(join(EXAMPLE, 'vendor', 'metrics-gateway.yaml'), 'utf8');

/** A change of the example. A text is replaced once, and must be there. */
export interface Change {
  readonly policy?: readonly [from: string, to: string];
  readonly release?: readonly [from: string, to: string];
  readonly app?: (charts: LearningPlatform, app: App) => void;
}

/** What came of a synth. */
export interface Synthesized {
  /** The folder with `hardening.yaml`, the release and `dist`. */
  readonly cwd: string;
  readonly report?: Report;
  /** What was thrown; undefined where the manifests were written. */
  readonly error?: Error;
}

/** Synthesizes the example with a change, from a folder of its own. */
export function synthesize({ policy, release, app: change }: Change = {}): Synthesized {
  const cwd = folder({
    'hardening.yaml': changed(POLICY, policy),
    'metrics-gateway.yaml': changed(RELEASE, release),
  });
  const before = process.cwd();
  process.chdir(cwd); // A refusal names the policy as the app does.
  try {
    const app = new App({ outdir: join(cwd, 'dist') });
    const charts = buildLearningPlatform(app, { policy: 'hardening.yaml', release: 'metrics-gateway.yaml' });
    change?.(charts, app);
    app.synth();
    const checks = Aspects.of(app).all.find((each) => each instanceof HardeningChecks) as HardeningChecks;
    return { cwd, report: checks.lastReport };
  } catch (error) {
    return { cwd, report: error instanceof HardeningError ? error.report : undefined, error: error as Error };
  } finally {
    process.chdir(before);
  }
}

/** Replaces a text that is there. */
export function changed(text: string, [from, to]: readonly [string, string] = ['', '']): string {
  if (!text.includes(from)) throw new Error(`the text has no ${from}`);
  return text.replace(from, () => to);
}

/** A finding as a rule and an object. */
export function nameOf({ rule, objectRef: { kind, name } }: Pick<Finding, 'rule' | 'objectRef'>): string {
  return `${rule} ${kind} ${name}`;
}

/** The folder of a user who copied the example and installed the packages. */
export function installedExample(): string {
  const compilerOptions = { target: 'es2022', module: 'commonjs', moduleResolution: 'node10', rootDir: '.' };
  const cwd = folder({
    'tsconfig.json': JSON.stringify({ compilerOptions: { ...compilerOptions, ignoreDeprecations: '6.0' } }),
  });
  for (const name of readdirSync(EXAMPLE).filter((each) => !['dist', 'expected'].includes(each)))
    cpSync(join(EXAMPLE, name), join(cwd, name), { recursive: true });
  const packages = join(cwd, 'node_modules');
  mkdirSync(packages);
  for (const name of readdirSync(join(ROOT, 'node_modules')))
    symlinkSync(join(ROOT, 'node_modules', name), join(packages, name));
  symlinkSync(compiledLibrary(), join(packages, 'cdk8s-hardened'));
  return cwd;
}

/** Changes a file in place. */
export function edit(path: string, ...change: readonly [from: string, to: string]): void {
  writeFileSync(path, changed(readFileSync(path, 'utf8'), change));
}
