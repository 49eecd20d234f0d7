import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from './claims';
import type { Question } from './file-worker';

/** A file of 12 kB takes milliseconds; the first one waits for the sources to be compiled. */
const TIMEOUT_MS = 30_000;
const FIRST_TIMEOUT_MS = 180_000;

/** Examines files in a process of its own, so that a hang or a crash is a failure of one file. */
export class Examiner {
  private child?: ChildProcess;

  public constructor(private readonly root: string) {}

  public async ask(question: Question): Promise<Answer> {
    const isFirst = this.child === undefined;
    this.child ??= this.start();
    const { child } = this;
    return new Promise((resolve) => {
      const end = (answer: Answer) => {
        clearTimeout(timer);
        child.off('message', end).off('exit', exit);
        resolve(answer);
      };
      const lost = (problem: string) => {
        this.close();
        end({ problems: [problem], fates: [] });
      };
      const exit = (code: number | null, signal: string | null) => lost(`the process ended: ${code ?? signal}`);
      const limit = isFirst ? FIRST_TIMEOUT_MS : TIMEOUT_MS;
      const timer = setTimeout(() => lost(`no answer in ${limit / 1000} s`), limit);
      child.once('message', end).once('exit', exit);
      child.send(question);
    });
  }

  public close(): void {
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }

  private start(): ChildProcess {
    const folder = mkdtempSync(join(this.root, 'files-'));
    return fork(join(__dirname, 'file-worker.ts'), [folder], { execArgv: ['-r', 'ts-node/register/transpile-only'] });
  }
}
