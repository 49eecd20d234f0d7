import { escapeSegment } from '../json/pointer';
import type { ImageFacts } from '../model/image-facts';

/** A problem of a document, and its place. */
export interface ConfigProblem {
  /** JSON Pointer in the document. */
  readonly pointer: string;
  readonly message: string;
}

/** The configuration of one image in a document. */
export interface FoundConfig {
  /** JSON Pointer of the part that is about the image; `facts` are of what is at `at`. */
  readonly pointer: string;
  readonly at: string;
  /** References of the image, where the document has them. */
  readonly references: readonly string[];
  readonly config: any;
}

/**
 * The fields of an image's configuration.
 *
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md#properties
 */
export const CONFIG_KEYS: readonly string[] = [
  ...['User', 'ExposedPorts', 'Env', 'Entrypoint', 'Cmd', 'Volumes', 'WorkingDir', 'Labels', 'StopSignal'],
  ...['ArgsEscaped', 'Memory', 'MemorySwap', 'CpuShares', 'Healthcheck', 'OnBuild', 'Shell'],
];
const FORMS = 'write the output of crane config, skopeo inspect --config or docker image inspect';

/** Finds the configurations in the output of `crane config`, `skopeo inspect --config` or `docker image inspect`. */
export function configsIn(json: any): FoundConfig[] | ConfigProblem {
  if (Array.isArray(json)) {
    const found = json.map((item, index) => configIn(item, `/${index}`));
    const problem = found.find((each): each is ConfigProblem => 'message' in each);
    if (problem) return problem;
    return found.length > 0 ? (found as FoundConfig[]) : { pointer: '', message: `is empty; ${FORMS}` };
  }
  const found = configIn(json, '');
  return 'message' in found ? found : [found];
}

function configIn(json: any, pointer: string): FoundConfig | ConfigProblem {
  if (!isMapping(json)) return { pointer, message: `is no configuration of an image; ${FORMS}` };
  const references = [json.RepoTags, json.RepoDigests].flatMap((list) => (Array.isArray(list) ? list : []));
  if (json.schemaVersion !== undefined) return { pointer, message: 'is a manifest of an image; use crane config' };
  if (Array.isArray(json.LayersData)) return { pointer, message: 'has no configuration; use skopeo inspect --config' };
  if (json.Config !== undefined)
    return { pointer, at: `${pointer}/Config`, references: references.map(String), config: json.Config };
  // An image without a configuration has its layers all the same.
  if (json.config !== undefined || isMapping(json.rootfs))
    return { pointer, at: `${pointer}/config`, references: [], config: json.config };
  const keys = Object.keys(json);
  if (keys.length > 0 && keys.every((key) => CONFIG_KEYS.includes(key)))
    return { pointer, at: pointer, references: [], config: json };
  return { pointer, message: `is no configuration of an image; ${FORMS}` };
}

/** Returns the problems of a configuration at a pointer. */
export function configProblems(config: any, at: string): ConfigProblem[] {
  if (config === undefined || config === null) return [];
  if (!isMapping(config)) return [{ pointer: at, message: 'is no mapping; write User, Volumes and ExposedPorts' }];
  const problems: ConfigProblem[] = [];
  const { User, Volumes, ExposedPorts } = config;
  if (!isUnset(User) && typeof User !== 'string')
    problems.push({ pointer: `${at}/User`, message: `is ${JSON.stringify(User)}; write a text, as in "1000"` });
  const keysOf = (field: string, value: unknown, isRight: (key: string) => boolean, form: string) => {
    if (isUnset(value)) return;
    if (!isMapping(value))
      problems.push({ pointer: `${at}/${field}`, message: `is no mapping; write {"${form}": {}}` });
    for (const key of isMapping(value) ? Object.keys(value) : [])
      if (!isRight(key))
        problems.push({ pointer: `${at}/${field}/${escapeSegment(key)}`, message: `is not of the form "${form}"` });
  };
  keysOf('Volumes', Volumes, (key) => key.startsWith('/'), '/data');
  keysOf('ExposedPorts', ExposedPorts, (key) => portOf(key) !== undefined, '8080/tcp');
  return problems;
}

/** Returns what a configuration without problems says. */
export function factsIn(config: any): ImageFacts {
  return {
    user: config?.User ?? '',
    volumes: Object.keys(config?.Volumes ?? {}),
    ports: Object.keys(config?.ExposedPorts ?? {}).flatMap((key) => portOf(key) ?? []),
  };
}

function portOf(key: string): number | undefined {
  const [, digits] = /^(\d{1,5})(?:\/(?:tcp|udp|sctp))?$/.exec(key) ?? [];
  const port = Number(digits);
  return port >= 1 && port <= 65_535 ? port : undefined;
}

function isUnset(value: unknown): boolean {
  return value === undefined || value === null;
}

function isMapping(value: unknown): value is { readonly [key: string]: any } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
