import { execFile } from 'node:child_process';
import { type Io, UsageError } from './io';

/** Beside what is asked for, git says a line for each object. */
const OVERHEAD = 1_000_000;

export interface GitCall {
  /** What git reads. */
  readonly stdin?: string;
  /** How many bytes are expected at most. */
  readonly bytes?: number;
}

/**
 * What git printed. Throws what it said where it fails. No shell is asked, so that no argument is more than an argument.
 */
export function git(
  args: readonly string[],
  { cwd, env }: Pick<Io, 'cwd' | 'env'>,
  call: GitCall = {},
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = {
      cwd,
      // Never asks a person, and never writes: not even an index that it could refresh.
      env: { ...env, GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' },
      encoding: 'buffer' as const,
      maxBuffer: (call.bytes ?? 64_000_000) + OVERHEAD,
    };
    const child = execFile('git', args, options, (error, stdout, stderr) => {
      if (!error) resolve(stdout);
      else if (error.code === 'ENOENT')
        reject(new UsageError('git is not found; install it, or name folders in place of revisions'));
      else reject(new Error(stderr.toString().trim().split('\n')[0] || error.message));
    });
    // A git that ended before it read all says why by itself.
    child.stdin?.on('error', () => {});
    child.stdin?.end(call.stdin ?? '');
  });
}
