import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KubernetesApi } from '../../src/kubernetes/api/kubernetes-api';
import { readYaml } from '../../src/yaml/read';
import { documentsOf, RELEASES, whyNoReleases } from '../../test/support/releases';
import type { Judge, Verdict } from '../judge';
import { type Mutation, mutationsOf } from '../mutations';
import { RefusalCount } from '../refusal-count';
import { refusedCases } from '../rule-cases';
import type { Outcome, Settings, Suite } from '../suite';
import { exampleDocuments } from './acceptance';

const VALID_OBJECTS = join(__dirname, '..', 'valid-objects.yaml');
/** Changes that are asked about, for each random object that other suites ask about. */
const CHANGES_OF_VALID = 6;
const CHANGES_OF_WRITTEN = 2;
const SECOND_CHANGES = 4;
/** Objects whose changes are counted; there are some two thousand of each. */
const MOST_CHANGED = 200;
const AT_ONCE = 1000;

const API = new KubernetesApi('latest');

/** What we say that an API server refuses, upstream's validation does refuse; and most of what it does. */
export const refusals: Suite = {
  name: 'refusals',
  guarantee:
    'No object that upstream accepts is refused, and at least 95 % of those that it refuses are: valid objects of each kind, examples, the cases of the rules and upstream releases, as they are and with a change or two',
  by: "upstream's strict decoding, defaulting and validation",
  async run({ judge, count, seed }: Settings): Promise<Outcome> {
    const valid = validObjects();
    for (const object of valid) {
      const { accepted, errors } = await judge.ask('validate', { object });
      const problems = API.problems(object);
      if (!accepted || problems.length > 0)
        throw new Error(`a valid object is refused: ${JSON.stringify({ errors, problems, object })}`);
    }
    const written = writtenObjects();
    const changedValid = sampled(valid, count * CHANGES_OF_VALID, seed);
    const changedWritten = sampled(everySo(written, MOST_CHANGED, seed), count * CHANGES_OF_WRITTEN, seed);
    const stillValid = changedValid.filter((object) => API.problems(object).length === 0);
    const changedTwice = sampled(everySo(stillValid, MOST_CHANGED, seed), count * SECOND_CHANGES, seed);
    const cases = [
      `as written: ${await counted(judge, written)}`,
      `valid, with one change: ${await counted(judge, changedValid)}`,
      `valid, with two changes: ${await counted(judge, changedTwice)}`,
      `written, with one change: ${await counted(judge, changedWritten)}`,
    ];
    return { cases: cases.join('; ') };
  },
};

function validObjects(): any[] {
  const { documents, problems } = readYaml(readFileSync(VALID_OBJECTS, 'utf8'));
  if (problems.length > 0) throw new Error(`${VALID_OBJECTS}: ${JSON.stringify(problems)}`);
  return documents.map(({ value }) => value);
}

/** What was written for other reasons, each distinct object once. */
function writtenObjects(): any[] {
  const reason = whyNoReleases();
  if (reason) console.warn(`NOT ASKED: ${reason}`);
  const objects = [
    ...exampleDocuments(),
    ...refusedCases().flatMap(({ kinds, objects: objectsOf }) => kinds.flatMap((kind) => objectsOf(kind))),
    ...(reason ? [] : RELEASES.flatMap(documentsOf)),
  ];
  const texts = new Set(objects.filter((object) => object?.kind !== undefined).map((object) => JSON.stringify(object)));
  return [...texts].map((text) => JSON.parse(text));
}

/** Some of the single changes of objects. */
function sampled(objects: readonly any[], count: number, seed: number): any[] {
  const changes = objects.flatMap((object) => [...changesOf(object)]);
  return everySo(changes, count, seed).map(({ make }) => make());
}

/** So many of a list, evenly spread; the seed says where the first is. */
function everySo<T>(list: readonly T[], count: number, seed: number): T[] {
  const stride = Math.max(1, Math.floor(list.length / count));
  return list.filter((_, index) => index % stride === seed % stride);
}

function changesOf(object: any): Iterable<Mutation> {
  const fields = API.fieldsOf(object.apiVersion, object.kind);
  return fields ? mutationsOf(object, fields) : [];
}

async function counted(judge: Judge, objects: readonly any[]): Promise<string> {
  const count = new RefusalCount();
  for (let start = 0; start < objects.length; start += AT_ONCE) {
    const some = objects.slice(start, start + AT_ONCE);
    const verdicts = await Promise.all(some.map((object) => verdictOf(judge, object)));
    verdicts.forEach((verdict, index) => {
      if (verdict && !verdict.unknownKind) count.add(some[index], API.problems(some[index]), verdict);
    });
  }
  return count.summary();
}

/** Undefined where upstream panics, as it does over an indexed Job with a successPolicy and no completions. */
async function verdictOf(judge: Judge, object: any): Promise<Verdict | undefined> {
  try {
    return await judge.ask('validate', { object });
  } catch (error) {
    if (/^validate: panic: /.test((error as Error).message)) return undefined;
    throw error;
  }
}
