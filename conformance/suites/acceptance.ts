import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { readYaml } from '../../src/yaml/read';
import { application, synthesize } from '../constructs';
import type { Judge } from '../judge';
import { grouped, type Outcome, type Settings, type Suite } from '../suite';

/** Groups of kinds that others define, and that no code of Kubernetes judges. */
const FOREIGN = [
  ...['cert-manager.io', 'cilium.io', 'external-secrets.io', 'gateway.networking.k8s.io'],
  ...['networking.istio.io', 'policy.sigstore.dev', 'projectcalico.org'],
];

/** A group that the judge has no code of; the suite `server` asks an API server. */
const AGGREGATED = 'apiregistration.k8s.io/';

const ROOT = join(__dirname, '..', '..');

/** An application is ten to forty objects: fewer of them than of single objects. */
const APPLICATION_SHARE = 0.1;

/** Whatever a construct writes, an API server takes. */
export const acceptance: Suite = {
  name: 'acceptance',
  guarantee:
    'Every manifest of the examples, of the constructs under test, and of generated props is one that an API server takes',
  by: "upstream's strict decoding, defaulting and validation",
  async run({ judge, count, seed }: Settings): Promise<Outcome> {
    const examples = await acceptAll(judge, exampleDocuments(), 'examples');
    // Tests also write what a user may: an init container with the port of another is taken, with a warning.
    const tested = await acceptAll(judge, testedDocuments(), 'tests of constructs', false);
    let generated = 0;
    const property = fc.asyncProperty(application, async (shape) => {
      generated += await acceptAll(judge, synthesize(shape), 'generated props');
    });
    await fc.assert(property, { numRuns: Math.ceil(count * APPLICATION_SHARE), seed });
    return {
      cases: `${grouped(examples)} objects of examples, ${grouped(tested)} of tests, ${grouped(generated)} of generated props`,
    };
  },
};

/** Asks whether an API server takes each document, and throws for the first that it does not. */
export async function acceptAll(
  judge: Judge,
  documents: readonly any[],
  from: string,
  isSilent = true,
): Promise<number> {
  const objects = documents.filter((each) => isOwn(each) && !each.apiVersion.startsWith(AGGREGATED));
  if (objects.length === 0) throw new Error(`${from} gave no objects to judge`);
  const verdicts = await Promise.all(objects.map((object) => judge.ask('validate', { object })));
  verdicts.forEach(({ accepted, errors, warnings = [], unknownKind }, index) => {
    if (accepted && !(isSilent && warnings.length > 0)) return;
    const why = unknownKind ? 'the judge does not know the kind' : JSON.stringify([...errors, ...warnings]);
    throw new Error(`an object of ${from} is not accepted: ${why}\n${JSON.stringify(objects[index])}`);
  });
  return objects.length;
}

export function exampleDocuments(root = ROOT): any[] {
  return readdirSync(join(root, 'examples')).flatMap((name) => documentsOfExample(name, root));
}

/** Whether Kubernetes itself defines the kind of a document. */
export function isOwn({ apiVersion }: { readonly apiVersion: string }): boolean {
  return !FOREIGN.includes(apiVersion.split('/')[0] ?? '');
}

/** What one example synthesizes. */
export function documentsOfExample(name: string, root = ROOT): any[] {
  const folder = join(root, 'examples', name, 'expected');
  const manifests = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return manifests.flatMap((file) => documentsIn(join(folder, file)));
}

function documentsIn(file: string): any[] {
  const { documents, problems } = readYaml(readFileSync(file, 'utf8'));
  if (problems.length > 0) throw new Error(`${file}: ${JSON.stringify(problems)}`);
  return documents.map(({ value }) => value);
}

/** What the tests of the constructs synthesize. */
function testedDocuments(): any[] {
  const folder = mkdtempSync(join(tmpdir(), 'recorded-'));
  try {
    const setUp = join(__dirname, '..', 'record.ts');
    execFileSync('npx', ['jest', '--ci', '--silent', 'test/constructs', '--setupFilesAfterEnv', setUp], {
      cwd: ROOT,
      env: { ...process.env, RECORD_MANIFESTS: folder },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    return recordedDocuments(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What record.ts wrote to a folder, each distinct document once. */
export function recordedDocuments(folder: string): any[] {
  const texts = readdirSync(folder).flatMap((file) =>
    JSON.parse(readFileSync(join(folder, file), 'utf8')).map((each: any) => JSON.stringify(each)),
  );
  return [...new Set<string>(texts)].map((text) => JSON.parse(text));
}
