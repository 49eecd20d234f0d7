import { execFile } from 'node:child_process';
import { type Io, UsageError } from '../io';

/** In addition to the content, git prints a line for each object. */
const OVERHEAD = 1_000_000;

export interface GitCall {
  /** Input for git. */
  readonly stdin?: string;
  /** Maximum number of expected bytes. */
  readonly bytes?: number;
}

/**
 * Runs git and returns its output. Throws with its error output if it fails. It runs without a shell, so that arguments
 * are passed unchanged.
 */
export function git(
  args: readonly string[],
  { cwd, env }: Pick<Io, 'cwd' | 'env'>,
  call: GitCall = {},
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = {
      cwd,
      // No prompts, and no writes: not even an index refresh.
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
    // If git exits before it has read all its input, its own error explains why.
    child.stdin?.on('error', () => {});
    child.stdin?.end(call.stdin ?? '');
  });
}
