import { AccessGraph } from '../../analysis/access/effective/access-graph';
import { ExitCode, type Io, UsageError, writeText } from '../../host/io';
import { type ReadingOptions, readManifests } from '../../host/manifests';
import { minorVersion, NEWEST_VERSION } from '../../kubernetes/kubernetes-version';
import type { ManifestSet } from '../../model/manifest-set';
import { escapeUnprintable } from '../../report/escape';

/** Options of `access` and its commands. */
export interface AccessOptions extends ReadingOptions {
  readonly format: string;
  readonly filename?: readonly string[];
  readonly as?: string;
  readonly asGroup?: readonly string[];
  readonly name?: string;
  readonly subresource?: string;
  readonly allNamespaces?: boolean;
  readonly focus?: readonly string[];
  readonly kubernetesVersion?: string;
  readonly defaults?: boolean;
}

/** What was read, and how to end. */
export interface AccessReading {
  readonly graph: AccessGraph;
  readonly set: ManifestSet;
  /** Whether all input could be read. */
  readonly isWhole: boolean;
  /** Prints notes to the standard error, as some formats have no place for them, and returns the exit code. */
  readonly finish: (code: ExitCode, notes?: readonly string[]) => Promise<ExitCode>;
}

/** Reads manifests. What could not be read may change every answer: the exit code says so. */
export async function readAccess(paths: readonly string[], options: AccessOptions, io: Io): Promise<AccessReading> {
  const all = [...paths, ...(options.filename ?? [])];
  if (all.length === 0) throw new UsageError('no path is given; name a file or a folder, or - for standard input');
  const { set, problems } = await readManifests(all, options, io);
  const graph = AccessGraph.of(set, {
    kubernetesVersion: versionOf(options),
    withDefaultBindings: options.defaults === true,
  });
  const finish = async (code: ExitCode, notes: readonly string[] = []) => {
    const lines = [...notes.map((note) => `note: ${note}`), ...problems.map((problem) => `not read: ${problem}`)];
    for (const line of lines) await writeText(io.stderr, `${escapeUnprintable(line)}\n`);
    return problems.length > 0 ? ExitCode.NOT_JUDGED : code;
  };
  return { graph, set, isWhole: problems.length === 0, finish };
}

function versionOf({ kubernetesVersion = NEWEST_VERSION }: AccessOptions): string {
  try {
    return `1.${minorVersion(kubernetesVersion)}`;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
