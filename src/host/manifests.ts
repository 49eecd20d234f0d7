import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NEWEST_VERSION } from '../kubernetes/kubernetes-version';
import { apiOf, preventsReading, problemsOf } from '../model/api';
import { ManifestSet } from '../model/manifest-set';
import { objectName } from '../report/object-name';
import { checkOut, revisionOf } from './git/revision';
import { readInput } from './input';
import { type Io, UsageError } from './io';
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
  if (!revision) return readFrom(paths, options, io);
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-hardened-git-'));
  try {
    const { exists, cwd, path: own } = await checkOut(revision, folder, io);
    if (!exists) throw new UsageError(`"${own}" is not in revision "${revision.revision}"; name another`);
    return await readFrom([own], options, Object.create(io, { cwd: { value: cwd } }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function readFrom(paths: readonly string[], options: ReadingOptions, io: Io): Promise<ReadManifests> {
  const { manifests, unread } = await readInput(paths, io, readingFor(options, io));
  const set = ManifestSet.fromManifests(manifests);
  const api = apiOf(set, NEWEST_VERSION);
  const isReadable = new Map(
    manifests.map((manifest) => [manifest, problemsOf(manifest, api).filter(preventsReading)]),
  );
  const problems = [
    ...unread.map(({ file, line, message }) => `${file}${line === undefined ? '' : `:${line}`}: ${message}`),
    ...[...isReadable].flatMap(([manifest, found]) =>
      found.map(({ pointer, message }) => `${objectName(manifest.objectRef)}: ${pointer} ${message}`),
    ),
  ];
  return { set: ManifestSet.fromManifests(manifests.filter((each) => isReadable.get(each)?.length === 0)), problems };
}

function readingFor(options: ReadingOptions, { cwd }: Io) {
  try {
    return { ...readingOf(options, policyFor(options.policy, cwd), cwd), allowEmpty: options.allowEmpty };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
