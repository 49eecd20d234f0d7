import type { IRule } from '../engine/rule';
import { describeUnknown, findNearest } from '../engine/suggestion';
import { patternProblem } from '../engine/waivers/ticket';
import { dayProblem, perRule, rulesProblem, type Waiver } from '../engine/waivers/waiver';
import { groupBy } from '../json/group-by';
import { escapeSegment } from '../json/pointer';
import { CATALOG } from '../rules/catalog';
import type { ErrorObject } from './ajv';
import type { Policy, RuleSetting } from './policy';
import { policySchema } from './policy-schema';
import { Profiles } from './profiles';

/** A problem of a policy file, and its place. */
export interface PolicyProblem {
  /** JSON Pointer in the document. */
  readonly pointer: string;
  readonly message: string;
}

/** Returns how a field is written in a policy file; undefined for what is not one plain word. */
export type WrittenWord = (pointer: string) => string | undefined;

/** Returns the schema violations of a policy file. */
export function formProblems(json: unknown, extra: readonly IRule[], wordAt?: WrittenWord): PolicyProblem[] {
  const { Ajv } = require('./ajv') as typeof import('./ajv');
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    formats: { regex: (text: string) => patternProblem(text) === undefined },
    strict: false,
  });
  const named = Object.keys((json as any)?.rules ?? {});
  // Compiling the schema of all rules takes half a second; a file names a few.
  const asked = [...CATALOG, ...extra].filter(({ meta }) => named.includes(meta.id));
  const validate = ajv.compile(policySchema(asked));
  if (validate(json)) return [];
  const errors = (validate.errors ?? []).filter(
    ({ keyword, schemaPath }) => keyword !== 'anyOf' && !/\/oneOf\//.test(schemaPath),
  );
  return [...groupBy(errors, ({ instancePath }) => instancePath)].flatMap(([pointer, all]) => {
    const telling = all.filter(({ keyword }) => keyword !== 'type');
    const misspelt = telling.flatMap(({ keyword, params }) =>
      keyword === 'additionalProperties' ? params.additionalProperty : [],
    );
    if (telling.length > 0) return telling.filter((error) => !isSaid(error, misspelt)).map(problemOf);
    // A setting is a mapping or a truth value: what is wrong inside of the mapping says enough.
    const isInside = errors.some(({ instancePath }) => instancePath.startsWith(`${pointer}/`));
    return isInside ? [] : [{ pointer, message: typeMessage(all, wordAt?.(pointer)) }];
  });
}

/** Whether a key is missing because it is misspelt. */
function isSaid({ keyword, params, data }: ErrorObject, misspelt: readonly string[]): boolean {
  const missing: string[] =
    keyword === 'required' ? [params.missingProperty] : keyword === 'oneOf' && !(data as any).rules ? ['rule'] : [];
  return missing.some((name) => misspelt.some((other) => findNearest(other, [name]) !== undefined));
}

function problemOf({ instancePath, keyword, params, parentSchema, data, message }: ErrorObject): PolicyProblem {
  if (keyword === 'additionalProperties') {
    const name: string = params.additionalProperty;
    const known = Object.keys(parentSchema?.properties ?? {});
    const near = findNearest(name, known);
    const hint = near ? `did you mean "${near}"?` : known.length === 0 ? 'remove it' : `use one of ${known.join(', ')}`;
    return {
      pointer: `${instancePath}/${escapeSegment(name)}`,
      message: `key "${name}" is not known; ${hint}`,
    };
  }
  if (keyword === 'required')
    return { pointer: instancePath, message: `has no ${params.missingProperty}; add ${params.missingProperty}` };
  if (keyword === 'oneOf') return { pointer: instancePath, message: rulesProblem(data as Waiver) ?? `${message}` };
  if (keyword === 'enum') {
    const said = typeof data === 'string' ? data : JSON.stringify(data);
    return { pointer: instancePath, message: describeUnknown('value', said, params.allowedValues) };
  }
  if (keyword === 'minLength') {
    const state = data === '' ? 'is empty' : 'is too short';
    return { pointer: instancePath, message: `${state}; give at least ${params.limit} characters` };
  }
  if (keyword === 'minItems') return { pointer: instancePath, message: 'is an empty list; name at least one' };
  if (keyword === 'pattern' && instancePath.endsWith('/expires'))
    return { pointer: instancePath, message: `is ${dayProblem(data)}` };
  if (keyword === 'format') return { pointer: instancePath, message: `${patternProblem(String(data))}` };
  const said = JSON.stringify(data);
  return { pointer: instancePath, message: `is ${said}, which ${message}; write it otherwise` };
}

function typeMessage(errors: readonly ErrorObject[], word: string | undefined): string {
  const [first] = errors;
  const said = JSON.stringify(first?.data) ?? 'nothing';
  const types = [...new Set(errors.map(({ params }) => params.type))];
  const message = `is ${said}; give ${types.join(' or ')}`;
  if (word === undefined || !types.includes('string')) return message;
  const kind = { number: 'number', boolean: 'truth value' }[typeof first?.data as string];
  return `${message}: YAML reads ${word} without quotes as ${kind ? `the ${kind} ` : ''}${said}; write "${word}"`;
}

/** Merges two valid policy files: the upper one overrides the lower one, rule by rule; lists are joined. */
export function mergeLayers(base: any, upper: any): any {
  const joined = (key: string) => [...(base[key] ?? []), ...(upper[key] ?? [])];
  const rules = new Map<string, RuleSetting>(); // An id may be a name that plain objects give a meaning.
  for (const [id, said] of [...Object.entries<any>(base.rules ?? {}), ...Object.entries<any>(upper.rules ?? {})]) {
    const setting: RuleSetting = typeof said === 'boolean' ? { enabled: said } : said;
    const before = rules.get(id);
    rules.set(id, { ...before, ...setting, options: { ...before?.options, ...setting.options } });
  }
  return {
    ...base,
    ...upper,
    rules: Object.fromEntries(rules),
    rulePackages: joined('rulePackages'),
    waiverPolicy: { ...base.waiverPolicy, ...upper.waiverPolicy },
    waivers: joined('waivers'),
    workloadKinds: joined('workloadKinds'),
    needs: joined('needs'),
    exclude: joined('exclude'),
  };
}

/** Converts merged files into a policy, with the rules of their packages. */
export function policyOf(json: any, extra: readonly IRule[]): Policy {
  const { profile, edition, kubernetesVersion, failOn, rules, waiverPolicy, waivers, workloadKinds, unknown, needs } =
    json;
  const named = Profiles.fromName(profile ?? 'nsa').withRules(...extra);
  return {
    ...{
      profile: named,
      edition,
      kubernetesVersion,
      failOn,
      rules,
      waiverPolicy,
      workloadKinds,
      unknownKinds: unknown,
    },
    waivers: waivers && perRule(waivers.map(withNamespaceName)),
    needs: needs?.map(withNamespaceName),
  };
}

/** A file uses the key `namespace` as manifests do; as a property name it is a reserved word in C#. */
export function withNamespaceName({ namespace, ...rest }: any) {
  return { ...rest, namespaceName: namespace };
}
