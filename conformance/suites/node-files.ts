import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isFileKind } from '../../src/kubernetes/api/file-kinds';
import { KubernetesApi } from '../../src/kubernetes/api/kubernetes-api';
import { groupOf, typeOf } from '../../src/kubernetes/workload-kinds';
import { readObjects } from '../../src/model/read-objects';
import { readYaml } from '../../src/yaml/read';
import { CLUSTER_VERSIONS, clusterSettings, synthesized } from '../clusters';
import type { Judge } from '../judge';
import { mutationsOf } from '../mutations';
import { grouped, type Outcome, type Settings, type Suite } from '../suite';

const FILES = join(__dirname, '..', 'judge', 'testdata', 'files');
const NEWEST = CLUSTER_VERSIONS.at(-1) as string;
const API = KubernetesApi.of(NEWEST);
const AT_ONCE = 500;
/** The kinds whose validation is ours too; of the others only the decoding is. */
const VALIDATED =
  /^(?:apiserver\.config|audit|eventratelimit\.admission|pod-security\.admission\.config)\..*\/(?!AdmissionConfiguration|TracingConfiguration|ValidatingAdmissionPolicyConfiguration|WebhookAdmissionConfiguration)/;
/** Of what can be decoded and is refused, the least share that we must refuse. */
const LEAST_SHARE = 0.95;
/** A text in the place of a key is refused on the node, and is as it must be in a file that is committed. */
const APART = /\/keys\/\d+\/secret|\/configuration\b|\/(?:expression|certificateAuthority)\b|flushFrequency/;

/** A null is absent, but for a duration that is no pointer: the table does not say which is one. */
const IS_NULL = /invalid duration \\+"\\+"/;

/** How kubeadm, whose errors have no type, speaks of what it cannot decode. */
const OF_DECODING = /unknown field|strict decoding error|cannot unmarshal|invalid duration/;

/** Files of nodes, each with one change. */
export const nodeFiles: Suite = {
  name: 'node-files',
  guarantee:
    'Of files of nodes, nothing that upstream reads is refused or called an unknown field, and all that its strict decoders refuse is; of audit policies and the configurations of the API server, also 95 % of what validation refuses',
  by: "upstream's strict decoders and validations",
  async run({ judge, count, seed }: Settings): Promise<Outcome> {
    const whole = validFiles();
    for (const json of whole) {
      const { accepted, errors } = await ask(judge, json);
      const problems = API.problems(json);
      if (!accepted || problems.length > 0)
        throw new Error(`a valid file is refused: ${JSON.stringify({ errors, problems, json })}`);
    }
    const changes = whole.flatMap((json) => {
      const fields = API.fieldsOf(json.apiVersion, json.kind);
      return fields ? [...mutationsOf(json, fields)].filter(({ name }) => !APART.test(name)) : [];
    });
    const stride = Math.max(1, Math.floor(changes.length / (count * 10)));
    const asked = changes.filter((_, index) => index % stride === seed % stride);
    const counts = { decode: 0, validate: 0, ours: 0 };
    for (let start = 0; start < asked.length; start += AT_ONCE)
      await Promise.all(
        asked.slice(start, start + AT_ONCE).map(async ({ name, make }) => {
          const json = make();
          await compare(judge, json, `${json.kind} ${name}`, counts);
        }),
      );
    const share = counts.ours / counts.validate;
    if (!(share >= LEAST_SHARE)) throw new Error(`we refuse ${(share * 100).toFixed(1)} % of what validation does`);
    return {
      cases: `${grouped(asked.length)} changes of ${whole.length} files: all ${grouped(counts.decode)} that cannot be decoded, and ${(share * 100).toFixed(1)} % of ${grouped(counts.validate)} that are refused after that`,
    };
  },
};

async function compare(
  judge: Judge,
  json: any,
  what: string,
  counts: { decode: number; validate: number; ours: number },
): Promise<void> {
  const { accepted, unknownKind, errors } = await ask(judge, json);
  if (unknownKind) return;
  const [problem] = API.problems(API.decoded(json));
  if (accepted) {
    if (problem) throw new Error(`${what}: upstream reads it; we say ${JSON.stringify(problem)}`);
    return;
  }
  if (errors.some(({ type, detail }) => type === 'Strict' || type === 'Decode' || OF_DECODING.test(detail))) {
    counts.decode += 1;
    if (!problem && !IS_NULL.test(JSON.stringify(errors)))
      throw new Error(`${what}: upstream cannot decode it, we say nothing: ${JSON.stringify(errors)}`);
    return;
  }
  if (!VALIDATED.test(typeOf(groupOf(json.apiVersion), json.kind))) return;
  counts.validate += 1;
  if (problem) counts.ours += 1;
  else if (process.env.SHOW_UNSEEN) console.log(what, JSON.stringify(errors));
}

function ask(judge: Judge, json: any) {
  return judge.ask('decode', { file: JSON.stringify(json) });
}

/** The good files of the judge, and those of our constructs, each document of its own, with those that stand in others. */
function validFiles(): any[] {
  const good = readdirSync(FILES).filter((name) => name.endsWith('.good.yaml'));
  const texts = [
    ...good.map((name) => readFileSync(join(FILES, name), 'utf8')),
    ...clusterSettings(NEWEST).flatMap((settings) =>
      [...synthesized(NEWEST, settings)].filter(([path]) => path.endsWith('.yaml')).map(([, text]) => text),
    ),
  ];
  const objects = texts.flatMap((text) =>
    readYaml(text.replace('/etc/kubernetes/kubeadm/discovery.conf', process.execPath)).documents.flatMap(({ value }) =>
      readObjects(value).flatMap(({ manifest }) => manifest ?? []),
    ),
  );
  const files = objects.filter(({ groupKind }) => isFileKind(groupKind)).map(({ json }) => JSON.stringify(json));
  return [...new Set(files)].filter((text) => !text.includes('REPLACE-WITH-')).map((text) => JSON.parse(text));
}
