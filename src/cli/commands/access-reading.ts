import { AccessGraph } from '../../analysis/access/effective/access-graph';
import { type Io, UsageError } from '../../host/io';
import { minorVersion, NEWEST_VERSION } from '../../kubernetes/kubernetes-version';
import { type AnswerOptions, type Reading, readFor, usage } from './answering';

/** Options of `access` and its commands. */
export interface AccessOptions extends AnswerOptions {
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

/** What was read, with its graph. */
export interface AccessReading extends Reading {
  readonly graph: AccessGraph;
}

/** Reads manifests of all paths that are given. */
export async function readAccess(paths: readonly string[], options: AccessOptions, io: Io): Promise<AccessReading> {
  const all = [...paths, ...(options.filename ?? [])];
  if (all.length === 0) throw new UsageError('no path is given; name a file or a folder, or - for standard input');
  const reading = await readFor(all, options, io);
  const graph = AccessGraph.of(reading.set, {
    kubernetesVersion: versionOf(options),
    withDefaultBindings: options.defaults === true,
  });
  return { ...reading, graph };
}

function versionOf({ kubernetesVersion = NEWEST_VERSION }: AccessOptions): string {
  return usage(() => `1.${minorVersion(kubernetesVersion)}`);
}
