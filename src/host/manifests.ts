import { NEWEST_VERSION } from '../kubernetes/kubernetes-version';
import { apiOf, preventsReading, problemsOf, readableOf } from '../model/api';
import { ManifestSet } from '../model/manifest-set';
import type { Unread } from '../report/context';
import { objectName } from '../report/object-name';
import { inRevision, revisionOf } from './git/revision';
import { type InputOptions, readInput } from './input';
import { elsewhere, type Io, UsageError } from './io';
import { policyFor, readingOf, type SetupOptions } from './setup';

/** Options of commands that read manifests and do not judge them. */
export interface ReadingOptions extends Pick<SetupOptions, 'namespace' | 'exclude' | 'policy'> {
  readonly allowEmpty?: boolean;
}

/** Objects that were read, and a line for each that was not. */
export interface ReadManifests {
  readonly set: ManifestSet;
  readonly problems: readonly string[];
}

/** Reads manifests behind some paths, or in a revision: `git:REVISION[:PATH]`. */
export async function readManifests(paths: readonly string[], options: ReadingOptions, io: Io): Promise<ReadManifests> {
  const [path = ''] = paths;
  const revision = paths.length === 1 ? revisionOf(path) : undefined;
  const reading = readingFor(options, io);
  if (!revision) return readFrom(paths, reading, io);
  return inRevision(revision, io, async ({ exists, cwd, path: own, unread }) => {
    if (!exists) throw new UsageError(`"${own}" is not in revision "${revision.revision}"; name another`);
    const { set, problems } = await readFrom([own], reading, elsewhere(io, cwd));
    return { set, problems: [...problems, ...unread.map(unreadLine)] };
  });
}

async function readFrom(paths: readonly string[], reading: InputOptions, io: Io): Promise<ReadManifests> {
  const { manifests, unread } = await readInput(paths, io, reading);
  const set = ManifestSet.fromManifests(manifests);
  const api = apiOf(set, NEWEST_VERSION);
  const unreadable = manifests.flatMap((manifest) =>
    problemsOf(manifest, api)
      .filter(preventsReading)
      .map(({ pointer, message }) => `${objectName(manifest.objectRef)}: ${pointer} ${message}`),
  );
  return { set: readableOf(set, NEWEST_VERSION), problems: [...unread.map(unreadLine), ...unreadable] };
}

function unreadLine({ file, line, message }: Unread): string {
  return `${file}${line === undefined ? '' : `:${line}`}: ${message}`;
}

function readingFor(options: ReadingOptions, { cwd }: Io): InputOptions {
  try {
    return { ...readingOf(options, policyFor(options.policy, cwd), cwd), allowEmpty: options.allowEmpty };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
