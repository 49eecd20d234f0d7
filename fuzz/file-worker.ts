/** A process that examines files, one after the other; its parent ends it where a file takes too long. */
import { examine } from './claims';

/** A file, as bytes of one character each. */
export interface Question {
  readonly text: string;
  readonly isForced: boolean;
}

const [, , folder = '.'] = process.argv;
process.on('message', async ({ text, isForced }: Question) => {
  process.send?.(await examine(Buffer.from(text, 'latin1'), folder, isForced));
});
