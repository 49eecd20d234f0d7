import { spawnSync } from 'node:child_process';
import { addsUp } from '../../src/analysis/cluster/flags/program-flags';
import * as published from '../../src/kubernetes/components/component-table.json';
import { flagProblem, gateProblem, lockedValue } from '../../src/kubernetes/components/components';
import { binary } from '../build';
import { grouped, type Suite } from '../suite';

const PROGRAM = 'kube-apiserver';
const { last: LAST_KNOWN } = published;
/** `--flag`, and `-v, --v`. */
const HELP = /^ {2,6}(?:-\w, |[ ]{4})?--([a-z][a-z0-9-]*)/gm;
/** The type of a flag, of which each value counts when it is given again. */
const LIST =
  /^ {2,6}(?:-\w, |[ ]{4})?--([a-z][a-z0-9-]*) (?:\w*[sS]lice|\w*Array|\w*To\w+|\w*[mM]ap\w+|strings|namedCertKey|pattern=N,\.\.\.) /gm;
const GATE = /\b(?:kube:)?([A-Z]\w+)=true\|false/g;

/** The API server of the newest release says which flags and feature gates it has. */
export const componentFlags: Suite = {
  name: 'component-flags',
  guarantee: 'the API server has the flags and feature gates of our table, and refuses those that we report',
  by: 'kube-apiserver',
  async run() {
    const help = spawnSync(binary(PROGRAM), ['--help'], { encoding: 'utf8' }).stdout;
    const flags = [...new Set([...help.matchAll(HELP)].map(([, name = '']) => name))];
    const gates = [...new Set([...help.matchAll(GATE)].map(([, name = '']) => name))];
    if (flags.length < 150 || gates.length < 100)
      throw new Error(`--help has ${flags.length} flags, ${gates.length} gates`);
    none(
      'flags that it has are reported',
      flags.filter((name) => flagProblem(PROGRAM, name, LAST_KNOWN)),
    );
    none(
      'gates that it has are reported',
      gates.filter((name) => gateProblem(name, LAST_KNOWN)),
    );

    const lists = [...help.matchAll(LIST)].map(([, name = '']) => name);
    if (lists.length < 25) throw new Error(`--help has ${lists.length} flags with lists`);
    none(
      'flags with a list and without one are mistaken',
      flags.filter((name) => addsUp(name) !== lists.includes(name)),
    );

    const removed = namesIn(published.flags[PROGRAM]).filter((name) => flagProblem(PROGRAM, name, LAST_KNOWN));
    none(
      'flags that it takes are reported',
      [...removed, 'no-such-flag'].filter((name) => !refuses(`--${name}=0`, `unknown flag: --${name}`)),
    );
    const gone = namesIn(published.gates).filter((name) => gateProblem(name, LAST_KNOWN));
    none(
      'gates that it takes are reported',
      [...gone, 'NoSuchGate'].filter(
        (name) => !refuses(`--feature-gates=${name}=true`, `unrecognized feature gate: ${name}`),
      ),
    );
    const locked = namesIn(published.locked).filter((name) => lockedValue(name, LAST_KNOWN) !== undefined);
    if (locked.length < 30) throw new Error(`only ${locked.length} gates are locked`);
    none(
      'gates that are not locked are reported',
      locked.filter((name) => {
        const wrong = !lockedValue(name, LAST_KNOWN);
        return !refuses(`--feature-gates=${name}=${wrong}`, `cannot set feature gate ${name} to ${wrong}`);
      }),
    );
    const asked = flags.length + gates.length + removed.length + gone.length + locked.length;
    return { cases: `${grouped(asked)} flags and gates` };
  },
};

function namesIn(byRange: { readonly [range: string]: string }): string[] {
  return Object.values(byRange).flatMap((names) => names.split(' '));
}

/** Whether the server ends with an error, which says so. */
function refuses(arg: string, why: string): boolean {
  const { status, stdout, stderr } = spawnSync(binary(PROGRAM), [arg], { encoding: 'utf8', timeout: 60_000 });
  return status === 1 && `${stdout}${stderr}`.includes(why);
}

function none(what: string, names: readonly string[]): void {
  if (names.length > 0) throw new Error(`${what}: ${names.join(', ')}`);
}
