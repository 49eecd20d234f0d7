import { type FSWatcher, watch } from 'node:fs';
import { resolve } from 'node:path';
import { ExitCode, type Io, writeText } from '../../host/io';

/** Editors write a file in several steps, some milliseconds apart. */
const SETTLE = 150;

/**
 * Runs once, and again whenever a file behind some paths changes, until the process is interrupted. Returns the result
 * of the last run. An error of one run is printed, and does not end the watch.
 */
export async function watchFiles(paths: readonly string[], once: () => Promise<ExitCode>, io: Io): Promise<ExitCode> {
  if (paths.includes('-')) throw new Error('standard input cannot be watched; name files or folders');
  let last = ExitCode.CLEAN;
  const turn = async () => {
    try {
      last = await once();
    } catch (error) {
      last = ExitCode.NOT_JUDGED;
      await writeText(io.stderr, `cdk8s-hardened: ${(error as Error).message}\n`);
    }
    await writeText(io.stderr, 'watching; press Ctrl-C to end\n');
  };
  await turn();
  await new Promise<void>((end) => {
    let timer: NodeJS.Timeout | undefined;
    let running = Promise.resolve();
    const changed = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        running = running.then(turn);
      }, SETTLE);
    };
    const watchers: FSWatcher[] = paths.map((path) => watch(resolve(io.cwd, path), { recursive: true }, changed));
    const stop = () => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
      running.then(end);
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
  return last;
}
