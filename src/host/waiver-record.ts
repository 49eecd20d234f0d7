import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding } from '../engine/finding';
import { constructOf, type RecordedWaivers } from '../engine/waivers/recorded';
import { covers } from '../engine/waivers/target';
import type { SingleWaiver, UnusedWaiver, WaivedFinding, Waiver } from '../engine/waivers/waiver';
import { groupBy } from '../json/group-by';
import { groupOf } from '../kubernetes/workload-kinds';
import type { Manifest } from '../model/manifest';
import type { ManifestSet } from '../model/manifest-set';
import { type ObjectRef, uniqueName } from '../model/object-ref';
import { jsonAsWritten } from '../model/wrapped';
import { reasonOf } from './files';
import { UsageError } from './io';
import { replaceFile } from './replace-file';
import { readTextFile } from './text-file';

/** Name of the file beside the manifests. kubectl reads files that end in .json, .yaml or .yml: not this one. */
export const RECORD_FILE = 'hardening.waivers';

/** A waiver that a synth used, and the object whose finding it accepted. */
export interface UsedWaiver {
  readonly manifest: Manifest;
  readonly waiver: SingleWaiver;
}

/** The form of the file. */
interface WaiverRecord {
  readonly about: string;
  readonly version: number;
  readonly objects: readonly RecordedObject[];
}

interface RecordedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  /** Hash of the object; waivers of an object that was changed count for nothing. */
  readonly sha256: string;
  readonly waivers: readonly RecordedTerms[];
}

type RecordedTerms = Omit<SingleWaiver, 'rules' | 'kind' | 'apiGroup' | 'namespaceName' | 'name' | 'origin'>;

const ABOUT = 'The waivers that the synth used. cdk8s-hardened writes this file; check --recorded-waivers reads it.';
const STALE = { why: 'is recorded for an object that was changed after the synth', advice: 'run the synth again' };

/** Returns the given waivers that accepted findings, with the objects; annotations are not recorded, as the objects have them. */
export function usedWaivers(
  waived: readonly WaivedFinding[],
  given: readonly SingleWaiver[],
  { all }: ManifestSet,
): UsedWaiver[] {
  const recordable = new Map<Waiver, SingleWaiver>(given.map((waiver) => [waiver, waiver]));
  // What follows from an accepted finding of another object follows again when the record is read.
  const used = waived.filter(({ finding, waiver }) => recordable.has(waiver) && isAbout(waiver, finding));
  const byName = used.length === 0 ? undefined : groupBy(all, ({ objectRef }) => uniqueName(objectRef));
  return used.flatMap(({ finding: { objectRef }, waiver }) =>
    (byName?.get(uniqueName(objectRef)) ?? []).map((manifest) => ({
      manifest,
      waiver: recordable.get(waiver) as SingleWaiver,
    })),
  );
}

function isAbout({ construct, kind, name }: Waiver, finding: Finding): boolean {
  return covers({ construct, kind, name } as Waiver, finding, () => true);
}

/** Returns the text of the file; undefined if no waiver was used. */
function recordText(used: readonly UsedWaiver[]): string | undefined {
  if (used.length === 0) return undefined;
  const objects = [...groupBy(used, ({ manifest }) => manifest)].map(([manifest, own]): RecordedObject => {
    const { apiVersion, kind, namespaceName, name } = manifest.objectRef;
    const waivers = new Map(own.map(({ waiver }) => [JSON.stringify(termsOf(waiver)), termsOf(waiver)]));
    return {
      ...{ apiVersion, kind, namespace: namespaceName, name },
      ...{ sha256: hashOf(manifest), waivers: [...waivers.values()] },
    };
  });
  return `${JSON.stringify({ about: ABOUT, version: 1, objects } satisfies WaiverRecord, undefined, 2)}\n`;
}

function termsOf({ rule, reason, expires, ticket, container, pointer, verbs, construct }: SingleWaiver): RecordedTerms {
  return { rule, reason, expires, ticket, container, pointer, verbs, construct };
}

/** Writes the file beside the manifests of a synth; removes that of an earlier synth if no waiver was used. */
export function writeRecord(folder: string, used: readonly UsedWaiver[]): void {
  const path = join(folder, RECORD_FILE);
  const text = recordText(used);
  if (text === undefined) rmSync(path, { force: true });
  else replaceFile(path, text, folder);
}

/** Reads the records beside some files, or in the folder above, where an app has a folder for each chart. */
export function recordedWaivers(files: Iterable<string>, manifests: readonly Manifest[]): RecordedWaivers {
  const folders = new Set([...files].flatMap((file) => [dirname(file), dirname(dirname(file))]));
  const objects = [...folders].sort().flatMap((folder) => {
    const path = join(folder, RECORD_FILE);
    return existsSync(path) ? readRecord(path) : [];
  });
  const byName = groupBy(manifests, ({ objectRef }) => uniqueName(objectRef));
  const byObject = new Map<Manifest, SingleWaiver[]>();
  const stale: UnusedWaiver[] = [];
  for (const { namespace, sha256, waivers, ...rest } of objects) {
    const objectRef: ObjectRef = { ...rest, namespaceName: namespace };
    const own = byName.get(uniqueName(objectRef)) ?? [];
    const same = own.filter((manifest) => hashOf(manifest) === sha256);
    for (const { construct: _, ...terms } of waivers) {
      const { apiVersion, kind, name } = objectRef;
      const waiver: SingleWaiver = { ...terms, kind, apiGroup: groupOf(apiVersion), namespaceName: namespace, name };
      for (const manifest of same) byObject.set(manifest, [...(byObject.get(manifest) ?? []), waiver]);
      if (own.length > 0 && same.length === 0) stale.push({ waiver, ...STALE });
    }
  }
  const constructs = new Set(objects.flatMap(({ waivers }) => waivers.map(constructOf)));
  return { byObject, constructs, stale };
}

function readRecord(path: string): readonly RecordedObject[] {
  try {
    const { Ajv } = require('../profiles/ajv') as typeof import('../profiles/ajv');
    const record = JSON.parse(readTextFile(path));
    const ajv = new Ajv();
    if (ajv.validate(SCHEMA, record)) return (record as WaiverRecord).objects;
    throw new Error(
      `is not what a synth writes (${ajv.errorsText(undefined, { dataVar: 'it' })}); run the synth again`,
    );
  } catch (error) {
    const reason =
      error instanceof SyntaxError ? `is not JSON (${error.message}); run the synth again` : reasonOf(error);
    throw new UsageError(`${path}: ${reason}`);
  }
}

const TEXT = { type: 'string', minLength: 1 };
const SCHEMA = fields(
  {
    about: TEXT,
    version: { const: 1 },
    objects: {
      type: 'array',
      items: fields(
        {
          ...{ apiVersion: TEXT, kind: TEXT, name: TEXT, sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' } },
          waivers: {
            type: 'array',
            minItems: 1,
            items: fields(
              { rule: TEXT, reason: TEXT, expires: TEXT },
              {
                ...{ ticket: TEXT, container: TEXT, pointer: { type: 'string' }, construct: TEXT },
                verbs: { type: 'array', items: TEXT },
              },
            ),
          },
        },
        { namespace: TEXT },
      ),
    },
  },
  {},
);

function fields(required: object, optional: object): object {
  const properties = { ...required, ...optional };
  return { type: 'object', additionalProperties: false, required: Object.keys(required), properties };
}

/** The hash of an object as its file has it: equal for equal values, in every order of keys and every spelling. */
function hashOf(manifest: Manifest): string {
  return createHash('sha256')
    .update(JSON.stringify(ordered(jsonAsWritten(manifest))))
    .digest('hex');
}

function ordered(value: any): any {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== 'object') return value;
  const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, own]) => [key, ordered(own)]));
}
