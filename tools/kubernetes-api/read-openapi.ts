import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One field of a type in one release. */
export interface Field {
  /** `string`, `int32`, `core.v1.Container`, `[]string`, `{}quantity`. */
  readonly type: string;
  /** Published as required: the field has no `omitempty`. */
  readonly required: boolean;
  /** The keys of a list that is merged by them. */
  readonly keys?: readonly string[];
  readonly default?: unknown;
}

export interface Kind {
  readonly isNamespaced?: boolean;
  /** Verbs by resource: `deployments`, `deployments/status`. */
  readonly verbs: Map<string, Set<string>>;
}

/** What one release publishes about its API. */
export interface Openapi {
  readonly types: Map<string, Map<string, Field>>;
  /** Kinds by group and version, as `apps/v1`. */
  readonly kinds: Map<string, Map<string, Kind>>;
  /** The prefix of the type names of each group and version: `rbac.authorization.k8s.io/v1` is `rbac.v1`. */
  readonly packages: Map<string, string>;
}

/** Types that are no objects in JSON, or that hold anything. */
const SCALARS: { readonly [name: string]: string } = {
  'api.resource.Quantity': 'quantity',
  'meta.v1.Time': 'time',
  'meta.v1.MicroTime': 'microtime',
  'util.intstr.IntOrString': 'intOrString',
  'pkg.runtime.RawExtension': 'any',
  'meta.v1.FieldsV1': 'any',
  ...Object.fromEntries(
    ['v1', 'v1beta1'].flatMap((version) => [
      [`apiextensions.${version}.JSON`, 'any'],
      [`apiextensions.${version}.JSONSchemaPropsOrArray`, 'schemaOrArray'],
      [`apiextensions.${version}.JSONSchemaPropsOrBool`, 'schemaOrBool'],
      [`apiextensions.${version}.JSONSchemaPropsOrStringArray`, 'schemaOrStringArray'],
    ]),
  ),
};

const METHODS: { readonly [method: string]: string } = {
  get: 'get',
  post: 'create',
  put: 'update',
  patch: 'patch',
  delete: 'delete',
};

export function readOpenapi(folder: string): Openapi {
  const specs = join(folder, 'api', 'openapi-spec');
  const { definitions, paths } = readJson(join(specs, 'swagger.json'));
  const defaults = readDefaults(join(specs, 'v3'));
  const types: Openapi['types'] = new Map();
  const kinds: Openapi['kinds'] = new Map();
  const packages: Openapi['packages'] = new Map();
  for (const [id, definition] of Object.entries<any>(definitions)) {
    const name = nameOf(id);
    if (SCALARS[name] !== undefined) continue;
    if (definition.type !== 'object') throw new Error(`${id} is no object; name it in SCALARS`);
    const fields = Object.entries<any>(definition.properties ?? {}).map(([field, property]): [string, Field] => [
      field,
      {
        type: typeOf(property),
        required: (definition.required ?? []).includes(field),
        keys: property['x-kubernetes-list-map-keys'],
        default: property.default ?? defaults.get(`${name} ${field}`),
      },
    ]);
    types.set(name, new Map(fields));
    const [gvk, another] = definition['x-kubernetes-group-version-kind'] ?? [];
    // More than one is the body of a request (DeleteOptions), and what stands in meta is an answer (Status).
    if (gvk && !another && !name.startsWith('meta.')) {
      const version = apiVersionOf(gvk);
      if (!name.endsWith(`.${gvk.kind}`)) throw new Error(`${version} ${gvk.kind} is of type ${name}`);
      kindsOf(kinds, version).set(gvk.kind, { verbs: new Map() });
      packages.set(version, name.slice(0, name.lastIndexOf('.')));
    }
  }
  addResources(kinds, paths);
  return { types, kinds, packages };
}

function addResources(kinds: Openapi['kinds'], paths: object): void {
  const operations = Object.entries<any>(paths).flatMap(([path, item]) => {
    const match = /^\/(?:api|apis\/([^/]+))\/([^/]+)\/(watch\/)?(namespaces\/\{namespace\}\/)?([^/{]+)(.*)$/.exec(path);
    if (!match) return [];
    const [, group, version, watch, namespaced, resource = '', rest = ''] = match;
    const [, name, subresource] = rest.split('/');
    const methods = Object.keys(METHODS).filter((method) => item[method] !== undefined);
    return methods.map((method) => ({
      version: apiVersionOf({ group, version }),
      gvk: item[method]['x-kubernetes-group-version-kind'],
      resource,
      subresource,
      isNamespaced: namespaced !== undefined,
      verb: watch ? 'watch' : verbOf(method, name !== undefined),
    }));
  });
  const owners = new Map<string, Kind>();
  for (const { version, gvk, resource, subresource, isNamespaced } of operations) {
    if (subresource !== undefined || !gvk) continue;
    const kind = kinds.get(version)?.get(gvk.kind);
    if (!kind) throw new Error(`${version} ${resource} is of kind ${gvk.kind}, which has no definition`);
    const known = owners.get(`${version} ${resource}`) ?? { verbs: kind.verbs };
    // Objects of a namespaced kind are listed over all namespaces too.
    const owner = { isNamespaced: isNamespaced || (known.isNamespaced ?? false), verbs: known.verbs };
    owners.set(`${version} ${resource}`, owner);
    kinds.get(version)?.set(gvk.kind, owner);
  }
  for (const { version, resource, subresource, verb } of operations) {
    const owner = owners.get(`${version} ${resource}`);
    if (!owner) throw new Error(`${version} ${resource} has no kind`);
    const name = subresource === undefined ? resource : `${resource}/${subresource}`;
    const verbs = owner.verbs.get(name) ?? new Set();
    owner.verbs.set(name, verbs.add(verb));
  }
}

function verbOf(method: string, isNamed: boolean): string {
  if (isNamed || method === 'post') return METHODS[method] as string;
  return method === 'get' ? 'list' : 'deletecollection';
}

/** The defaults that are published are in the documents of OpenAPI v3; those that are an absent value by another name say nothing. */
function readDefaults(folder: string): Map<string, unknown> {
  const defaults = new Map<string, unknown>();
  if (!existsSync(folder)) return defaults; // before 1.23
  for (const file of readdirSync(folder)) {
    const schemas = readJson(join(folder, file)).components?.schemas ?? {};
    for (const [id, schema] of Object.entries<any>(schemas)) {
      for (const [field, property] of Object.entries<any>(schema.properties ?? {})) {
        if (!['{}', '""', '0', 'false', undefined].includes(JSON.stringify(property.default)))
          defaults.set(`${nameOf(id)} ${field}`, property.default);
      }
    }
  }
  return defaults;
}

function typeOf(property: any): string {
  if (property.$ref) {
    const name = nameOf(property.$ref.replace('#/definitions/', ''));
    return SCALARS[name] ?? name;
  }
  switch (property.type) {
    case 'array':
      return `[]${typeOf(property.items)}`;
    case 'object':
      return property.additionalProperties ? `{}${typeOf(property.additionalProperties)}` : 'any';
    case 'integer':
      return property.format ?? 'int64';
    case 'number':
      return 'double';
    case 'boolean':
      return 'bool';
    case 'string':
      return property.format === 'byte' ? 'bytes' : 'string';
    default:
      throw new Error(`the type of a property is not known: ${JSON.stringify(property)}`);
  }
}

/** `io.k8s.api.core.v1.Pod` as `core.v1.Pod`. */
export function nameOf(id: string): string {
  return id.split('.').slice(-3).join('.');
}

export function apiVersionOf({ group, version }: { group?: string; version?: string }): string {
  return group ? `${group}/${version}` : `${version}`;
}

function kindsOf(kinds: Openapi['kinds'], version: string): Map<string, Kind> {
  const known = kinds.get(version) ?? new Map<string, Kind>();
  kinds.set(version, known);
  return known;
}

function readJson(file: string): any {
  return JSON.parse(readFileSync(file, 'utf8'));
}
