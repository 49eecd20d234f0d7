import { randomUUID } from 'node:crypto';
import { relative, resolve } from 'node:path';
import { describeUnknown } from '../../engine/suggestion';
import { IMAGES_LOCK } from '../../host/image-lock';
import { type InputOptions, readInput } from '../../host/input';
import { ExitCode, type Io, UsageError } from '../../host/io';
import { packageVersion } from '../../host/package-files';
import { policyFor, readingOf, type SetupOptions } from '../../host/setup';
import { cycloneDx } from '../../report/formats/cyclonedx';
import {
  imageListJson,
  imageListOf,
  imageListText,
  listProblems,
  problemsText,
  unknownText,
} from '../../report/formats/image-list';
import { addToLock, type LockTarget, writeLock } from './write-lock';

export interface ListOptions extends Pick<SetupOptions, 'namespace' | 'exclude'> {
  readonly format: string;
  readonly unpinned?: boolean;
  readonly serialNumber?: boolean;
  /** A path, or true for the default one. */
  readonly writeLock?: string | true;
  readonly digests?: string;
  readonly policy?: string | false;
}

export interface ListOutcome {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

const FORMATS: readonly string[] = ['text', 'json', 'cyclonedx'];

/** Reads manifests, and lists or locks their images. */
export async function listImages(paths: readonly string[], options: ListOptions, io: Io): Promise<ListOutcome> {
  confirmOptions(paths, options);
  const { reading, imagesLock } = settingsOf(options, io);
  const { format, writeLock: lock } = options;
  const target: LockTarget | undefined = lock ? targetOf(lock, imagesLock, io) : undefined;
  if (target && paths.length === 0) return done(await addToLock(target, options.digests ?? '-', io));
  const { manifests, unread, notes } = await readInput(paths, io, reading);
  const list = imageListOf(manifests);
  const problems = [...unread, ...listProblems(list)];
  const warnings = `${unknownText(list)}${notes.map((note) => `${note}\n`).join('')}`;
  if (target) return done(await writeLock(list, problems, target, options.digests, io), warnings);
  const images = options.unpinned ? list.images.filter(({ image }) => image.digest === undefined) : list.images;
  const code = problems.length > 0 ? ExitCode.NOT_JUDGED : ExitCode.CLEAN;
  if (format === 'json') return { code, stdout: imageListJson(images, problems, list, packageVersion()), stderr: '' };
  const serialNumber = options.serialNumber ? randomUUID() : undefined;
  const stdout = format === 'cyclonedx' ? cycloneDx(images, packageVersion(), serialNumber) : imageListText(images);
  return { code, stdout, stderr: problemsText(problems) + warnings };
}

function done(stdout: string, stderr = ''): ListOutcome {
  return { code: ExitCode.CLEAN, stdout, stderr };
}

function confirmOptions(paths: readonly string[], options: ListOptions): void {
  const { format, writeLock: lock, digests, unpinned, serialNumber } = options;
  if (!FORMATS.includes(format)) throw new UsageError(describeUnknown('format', format, FORMATS));
  if (digests !== undefined && !lock) throw new UsageError('--digests is for --write-lock; add it');
  if (serialNumber && (format !== 'cyclonedx' || lock))
    throw new UsageError('--serial-number is for --format cyclonedx');
  if (unpinned && lock) throw new UsageError('--unpinned is for a list; remove it, the lock takes all images');
  if (digests === '-' && paths.includes('-')) throw new UsageError('standard input is given twice; give one a file');
  if (paths.length > 0 || (lock && digests !== undefined)) return;
  const why = typeof lock === 'string' ? `; "${lock}" was read as the lock file, write paths before --write-lock` : '';
  throw new UsageError(`no path is given; name a file or folder with manifests${why}`);
}

function settingsOf(options: ListOptions, { cwd }: Io): { reading: InputOptions; imagesLock?: string } {
  try {
    const loaded = policyFor(options.policy, cwd);
    return { reading: readingOf(options, loaded, cwd), imagesLock: loaded.imagesLock };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function targetOf(option: string | true, usual: string | undefined, { cwd }: Io): LockTarget {
  const own = usual === undefined ? IMAGES_LOCK : relative(cwd, usual);
  const shown = option === true ? own : option;
  return { shown, path: resolve(cwd, shown), cwd };
}
