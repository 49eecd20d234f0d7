import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome, Settings, Suite } from '../suite';

const FILES = join(__dirname, '..', 'judge', 'testdata', 'files');

/** The decoders are wired: a good and a bad file of each kind. Files of our own come later. */
export const files: Suite = {
  name: 'files',
  guarantee: 'Files of the control plane can be judged (for the constructs to come)',
  by: "upstream's strict decoders and validations",
  async run({ judge }: Settings): Promise<Outcome> {
    const names = readdirSync(FILES);
    for (const name of names) {
      const file = readFileSync(join(FILES, name), 'utf8');
      const refusedFor = /^# refused: (.*)\n/.exec(file)?.[1]; // a bad file says what it is refused for
      const { accepted, errors } = await judge.ask('decode', { file });
      const said = errors.map(({ field, detail }) => `${field} ${detail}`).join('; ');
      const isRight = refusedFor === undefined ? accepted : !accepted && said.includes(refusedFor);
      if (!isRight)
        throw new Error(`${name}: expected ${refusedFor ?? 'to be accepted'}; upstream says ${said || 'yes'}`);
    }
    return { cases: `${names.length} files, good and bad` };
  },
};
