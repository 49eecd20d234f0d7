import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';
import { DOMParser } from '@xmldom/xmldom';
import Ajv from 'ajv';
import { Yaml } from 'cdk8s';
import { mendFiles } from '../src/cli/commands/mend-files';
import { HardenMode, harden } from '../src/harden/harden';
import { readInput } from '../src/host/input';
import { ExitCode, type Io } from '../src/host/io';
import { contextOf, type Judgement, judge } from '../src/host/judge';
import { TextInput } from '../src/host/text-input';
import { applyPatches, type Patch } from '../src/json/patch';
import type { Manifest } from '../src/model/manifest';
import { jsonAsWritten } from '../src/model/wrapped';
import { FORMATS } from '../src/report/formats/formats';
import { joined } from '../src/report/pieces';
import { isSame } from '../src/yaml/edit/values';
import { readYaml } from '../src/yaml/read';
import { writtenDocument } from '../src/yaml/written';
import { FILE } from './run';

/** What was done with a file, to see that a run did something. */
export type Fate = 'unread' | 'passed' | 'refused' | 'fixed';

/** What does not hold for a file, and what was done with it. */
export interface Answer {
  readonly problems: string[];
  readonly fates: Fate[];
  /** The documents as they were read; undefined where something was not read. */
  readonly documents?: unknown[];
}

const CANARY = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'canary' },
  spec: { containers: [{ name: 'canary', image: 'canary', securityContext: { privileged: true } }] },
};
/** What a terminal interprets; line ends are those of the format. */
export const RAW = /[^\P{Cc}\n\t]|[\u2028-\u202e\u2066-\u2069]/u;
/** Each of them is an error that the documentation describes, and not a crash. */
const DOCUMENTED = /holds half of a surrogate pair|aliases expand to more than|nests? deeper than/;
const schema = new Ajv({ strict: false }).compile(
  JSON.parse(readFileSync(join(__dirname, '..', 'docs', 'report.schema.json'), 'utf8')),
);
const PROTOTYPES = [Object.prototype, Array.prototype, String.prototype, Function.prototype, Map.prototype];
const OWN_NAMES = PROTOTYPES.map((prototype) => Reflect.ownKeys(prototype).length);

/** Reads, checks, reports and fixes a file; says what does not hold. */
export async function examine(bytes: Buffer, folder: string, isForced: boolean): Promise<Answer> {
  const problems: string[] = [];
  const fates: Fate[] = [];
  const path = join(folder, FILE);
  writeFileSync(path, bytes);
  const io = ioIn(folder);
  let documents: unknown[] | undefined;
  const attempt = async (what: string, act: () => unknown) => {
    try {
      await act();
    } catch (error) {
      problems.push(`${what} throws: ${(error as Error).stack ?? error}`);
    }
  };
  const claim = (isTrue: boolean, problem: string) => {
    if (!isTrue) problems.push(problem);
  };

  await attempt('check', async () => {
    const judgement = await judge([FILE], { policy: false }, io);
    const { input, report, code } = judgement;
    const isJudged = input.unread.length === 0 && report.errors.length === 0;
    fates.push(input.unread.length > 0 ? 'unread' : code === ExitCode.CLEAN ? 'passed' : 'refused');
    claim(isJudged === (code !== ExitCode.NOT_JUDGED), `exit code ${code}, though judged: ${isJudged}`);
    claim((code === ExitCode.CLEAN) === (isJudged && !report.fails()), `exit code ${code} with findings or errors`);
    claim(report.objectCount === input.manifests.length, 'an object was not judged');
    for (const { message } of report.errors) claim(!message.includes('crashed'), message);
    checkReports(judgement, io, claim);
    const texts = [...input.texts.values()].map(({ text }) => text);
    for (const text of texts) claim(findsCanary(text), 'a document behind the others is lost');
    documents = isJudged ? input.manifests.map(({ json }) => json) : undefined;
    for (const { json } of input.manifests) await attempt('writing', () => write(json, claim));
    await attempt('fix', async () => {
      if (await fix(judgement, path, isForced, claim)) fates.push('fixed');
    });
  });
  PROTOTYPES.forEach((prototype, index) => {
    claim(Reflect.ownKeys(prototype).length === OWN_NAMES[index], 'a prototype was changed');
  });
  return { problems, fates, documents };
}

type Claim = (isTrue: boolean, problem: string) => void;

function checkReports(judgement: Judgement, io: Io, claim: Claim): void {
  const context = contextOf(judgement, io);
  const isJudged = judgement.code !== ExitCode.NOT_JUDGED;
  for (const { name, render } of FORMATS) {
    const text = joined(render(judgement.report, context));
    const raw = RAW.exec(name === 'csv' ? text.replaceAll('\r\n', '\n') : text);
    claim(raw === null, `${name} has the raw character U+${raw?.[0].charCodeAt(0).toString(16)}`);
    claim(/\n$/.test(text), `${name} does not end its last line`);
    if (['json', 'sarif', 'gitlab'].includes(name)) {
      const json = JSON.parse(text);
      if (name === 'json') claim(schema(json), `json differs from its schema: ${JSON.stringify(schema.errors)}`);
      if (name === 'json') claim(isJudged === (json.errors.length === 0), 'json does not tell what was not judged');
      if (name === 'sarif')
        claim(isJudged === json.runs[0].invocations[0].executionSuccessful, 'sarif does not tell what was not judged');
    }
    if (name === 'junit') {
      const suites = new DOMParser({ onError: fail }).parseFromString(text, 'text/xml').documentElement;
      claim(isJudged === (suites?.getAttribute('errors') === '0'), 'junit does not tell what was not judged');
    }
    if (['text', 'markdown', 'github'].includes(name))
      claim(isJudged !== / · \d+ errors?(?:,| ·)/.test(text), `${name} does not tell what was not judged`);
  }
}

function fail(_level: string, message: string): never {
  throw new Error(message);
}

/** One document does not hide another, whatever it says: it is read, or the text as a whole is not. */
function findsCanary(text: string): boolean {
  const whole = `${text}\n---\n${JSON.stringify(CANARY)}\n`;
  const file = { path: FILE, absolute: FILE, real: FILE, isOutside: false, named: true };
  const input = new TextInput({});
  input.add(whole, file);
  const { manifests, unread } = input;
  if (manifests.some(({ json }) => isDeepStrictEqual(json, CANARY))) return true;
  return manifests.length === 0 && unread.length === 1;
}

function write(json: any, claim: Claim): void {
  try {
    const { documents } = readYaml(writtenDocument(json, Yaml.stringify.bind(Yaml)));
    claim(documents.length === 1 && isSame(documents[0]?.value, json), 'a written document reads as something else');
  } catch (error) {
    if (!DOCUMENTED.test((error as Error).message)) throw error;
  }
}

/** Whether the file was changed. */
async function fix(judgement: Judgement, path: string, isForced: boolean, claim: Claim): Promise<boolean> {
  const folder = join(path, '..');
  const io = ioIn(folder);
  const options = { policy: false, force: isForced } as const;
  const before = readFileSync(path);
  const { input, report } = judgement;
  if (input.unread.length > 0 || report.errors.some(({ isRefusal }) => !isRefusal)) {
    const { code, summary } = await mendFiles([FILE], options, io);
    claim(code === ExitCode.NOT_JUDGED, `fix of what was not judged ends with ${code}`);
    claim(summary.includes(`${FILE} is not changed: `), `fix of what was not judged says: ${summary}`);
    claim(readFileSync(path).equals(before), 'fix changed a file that was not judged');
    return false;
  }
  const { code, summary } = await mendFiles([FILE], options, io);
  const after = readFileSync(path);
  const { manifests } = input;
  const mode = isForced ? HardenMode.FORCE : HardenMode.FILL;
  const wanted = [...harden(manifests, manifests, { profile: judgement.profile, mode, today: io.today }).values()];
  const placeOf = (manifest?: Manifest) => manifest && input.sourceOf(manifest);
  /** An object that holds others is expected to hold what became of them; the outer ones come first. */
  const withParts = (index: number) => {
    const own = placeOf(manifests[index]);
    const parts = manifests.flatMap((manifest, other): Patch[] => {
      const place = placeOf(manifest);
      const after = wanted[other]?.manifest;
      if (!own || !place || !after || place.index !== own.index || !place.pointer.startsWith(`${own.pointer}/`))
        return [];
      return [{ op: 'replace', path: place.pointer.slice(own.pointer.length), value: jsonAsWritten(after) }];
    });
    return applyPatches(wanted[index]?.manifest.json, parts);
  };
  const read = await readInput([FILE], io);
  const isKept = / is not changed: /.test(summary);
  claim(read.unread.length === 0 && read.manifests.length === manifests.length, 'the fixed file is not read');
  read.manifests.forEach(({ json }, index) => {
    const isOld = isKept && isDeepStrictEqual(json, manifests[index]?.json);
    if (!isOld) claim(isDeepStrictEqual(json, withParts(index)), 'the fixed file reads as something else');
  });
  const again = await mendFiles([FILE], options, io);
  claim(readFileSync(path).equals(after), 'a second fix changes the file again');
  claim(again.code === code, `a second fix ends with ${again.code}, the first with ${code}`);
  const next = await judge([FILE], { policy: false }, io);
  claim(code === (isKept ? ExitCode.NOT_JUDGED : next.code), `fix ends with ${code}, the next check with ${next.code}`);
  const { fixOf } = contextOf(next, io);
  const left = next.report._each.findings.find((finding) => (fixOf?.(finding) ?? finding.fix).length > 0);
  claim(!isForced || isKept || left === undefined, `a fix is left: ${left?.rule} ${left?.pointer}`);
  return !after.equals(before);
}

function ioIn(cwd: string): Io {
  const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });
  return {
    ...{ stdin: Readable.from([]), stdout: nowhere(), stderr: nowhere(), cwd, env: {}, today: '2026-11-24' },
    ...{ isTTY: false, tellsProgress: false },
  };
}
