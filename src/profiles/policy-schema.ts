import type { IRule } from '../engine/rule';
import { type RuleOption, RuleOptionType } from '../engine/rule-option';
import { Severity } from '../engine/severity';
import { UnknownKinds } from '../engine/unknown-kinds';
import { PROFILE_NAMES } from './profiles';

const TEXT = { type: 'string', minLength: 1 };
const SEVERITY = { enum: Object.values(Severity) };
const VALUES: { readonly [type in RuleOptionType]: object } = {
  [RuleOptionType.STRING_LIST]: { type: 'array', items: { type: 'string' } },
  [RuleOptionType.INTEGER]: { type: 'integer', minimum: 0 },
  [RuleOptionType.BOOLEAN]: { type: 'boolean' },
};

/** Returns the JSON Schema of `hardening.yaml` for some rules. The schema is also what validates the file. */
export function policySchema(rules: readonly IRule[]): { readonly [key: string]: any } {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'https://github.com/cdk8s-hardened/cdk8s-hardened/blob/main/docs/policy.schema.json',
    title: 'Policy file of cdk8s-hardened',
    definitions: { setting: setting(fields({})) },
    ...fields({
      $schema: withDescription('URL of this schema, for editors.', { type: 'string' }),
      include: withDescription('Policy files to start from: paths relative to this file, or files in npm packages.', {
        type: 'array',
        items: TEXT,
      }),
      profile: withDescription('The rules to start from. Default: nsa.', { enum: PROFILE_NAMES }),
      edition: withDescription('Edition of the profile, as 2026.1. Default: the newest.', {
        anyOf: [{ type: 'string' }, { type: 'number' }], // YAML reads it as a number where it has no quotes
      }),
      kubernetesVersion: withDescription('Version that the objects are for, as "1.30", or latest. Default: latest.', {
        type: 'string',
        pattern: '^(?:latest|v?1\\.\\d+(?:\\.\\d+)?)$',
      }),
      failOn: withDescription('The lowest severity that fails. Default: info, every finding.', SEVERITY),
      rulePackages: withDescription('npm packages, or paths relative to this file, that export further `rules`.', {
        type: 'array',
        items: TEXT,
      }),
      rules: withDescription('Settings of single rules, by id.', {
        type: 'object',
        properties: Object.fromEntries(rules.map((rule) => [rule.meta.id, ruleSchema(rule)])),
        additionalProperties: setting({ type: 'object' }),
      }),
      waiverPolicy: withDescription('The terms that every waiver must meet.', {
        ...fields({
          annotations: withDescription('Whether an object can waive its own findings. Default: true.', {
            type: 'boolean',
          }),
          includedAnnotations: withDescription(
            'Whether an object that Include or Helm reads can do so too. Default: false.',
            { type: 'boolean' },
          ),
          comments: withDescription(
            'Whether a comment beside an object in a file waives its findings. Default: false.',
            { type: 'boolean' },
          ),
          recorded: withDescription(
            'Whether check counts the waivers that a synth recorded beside its files. Default: false.',
            { type: 'boolean' },
          ),
          maxSeverity: withDescription('The worst severity of a finding that can be waived. Default: any.', SEVERITY),
          ticketPattern: withDescription('Regular expression that must match the whole ticket.', {
            type: 'string',
            format: 'regex',
          }),
          maxLifetimeDays: withDescription(
            'Maximum number of days between today and the last day of a waiver.',
            VALUES.integer,
          ),
          expiryNoticeDays: withDescription(
            'Days before its last day from which a waiver is reported as expiring. Default: 14.',
            VALUES.integer,
          ),
        }),
      }),
      waivers: withDescription('Findings that are accepted.', { type: 'array', items: waiverSchema() }),
      workloadKinds: withDescription('Custom kinds that have a pod template.', {
        type: 'array',
        items: fields(
          {
            group: withDescription('API group, without a version. Default: the core group.', { type: 'string' }),
            kind: withDescription('Kind.', TEXT),
            podTemplate: withDescription('JSON Pointer of the object with the metadata and spec of the pod.', {
              type: 'string',
              pattern: '^(?:/[^/]+)*$',
            }),
            resource: withDescription(
              'Name of the resource in the API, such as workers. Default: admission policies do not judge the kind, if they do not know it.',
              TEXT,
            ),
          },
          'kind',
          'podTemplate',
        ),
      }),
      crds: withDescription('Files and folders of CustomResourceDefinitions, from the folder of this file.', {
        type: 'array',
        items: TEXT,
      }),
      namespace: withDescription(
        'Namespace that files are applied to: objects without one are judged there. Not for apps, whose charts set it.',
        { type: 'string', pattern: '^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$' },
      ),
      exclude: withDescription(
        'Globs of files to leave out, from the folder of this file; names alone match anywhere.',
        {
          type: 'array',
          items: { type: 'string', pattern: '^[^!]' },
        },
      ),
      unknown: withDescription('What happens to objects of kinds that no rule knows. Default: warn.', {
        enum: Object.values(UnknownKinds),
      }),
      needs: withDescription('Requirements of workloads, so that fixes do not break them.', {
        type: 'array',
        items: fields(
          {
            name: withDescription('Name of the workload.', TEXT),
            kind: withDescription('Kind of the workload. Default: any.', TEXT),
            namespace: withDescription('Namespace of the workload. Default: any.', TEXT),
            container: withDescription('Name of the container. Default: all.', TEXT),
            writablePaths: withDescription('Folders that the containers write to.', {
              type: 'array',
              items: { type: 'string', pattern: '^/.' },
            }),
            writablePathSize: withDescription('Size limit of each writable folder. Default: 64Mi.', TEXT),
            bindPrivilegedPorts: withDescription(
              'Whether the containers listen on a port below 1024. Default: false.',
              {
                type: 'boolean',
              },
            ),
            user: withDescription('Numeric user id that the containers can run as.', VALUES.integer),
            group: withDescription('Numeric group id that the containers can run as.', VALUES.integer),
            fsGroup: withDescription('Group that owns the pod’s volumes.', VALUES.integer),
          },
          'name',
        ),
      }),
      imagesLock: withDescription(
        'Lock file of image digests, relative to this file; written by images --write-lock.',
        TEXT,
      ),
      baseline: withDescription(
        'Baseline file of accepted findings, relative to this file; written by check --write-baseline.',
        TEXT,
      ),
    }),
  };
}

function ruleSchema({ meta }: IRule): object {
  const options = Object.fromEntries((meta.options ?? []).map((option) => [option.name, optionSchema(option)]));
  // In draft 7, what stands beside a $ref is ignored.
  const schema = meta.options?.length ? setting(fields(options)) : { allOf: [{ $ref: '#/definitions/setting' }] };
  return withDescription(`${meta.title}.`, schema);
}

function optionSchema({ description, valueType, defaultValue }: RuleOption): object {
  return { description: `${description}. Default: ${JSON.stringify(defaultValue)}.`, ...VALUES[valueType] };
}

/** A rule can also be enabled or disabled by `true` or `false`. */
function setting(options: object): object {
  return {
    anyOf: [
      { type: 'boolean' },
      fields({
        enabled: withDescription('Whether the rule is used.', { type: 'boolean' }),
        severity: withDescription('Severity of all its findings.', SEVERITY),
        options: withDescription('Values of its options.', options),
        waivable: withDescription('Whether its findings can be waived. Default: true.', { type: 'boolean' }),
      }),
    ],
  };
}

function waiverSchema(): object {
  const schema = fields(
    {
      rule: withDescription('Id of the rule, or an alias.', TEXT),
      rules: withDescription('Ids of several rules, in place of rule.', { type: 'array', items: TEXT, minItems: 1 }),
      reason: withDescription('Why the finding is accepted; at least ten characters.', {
        type: 'string',
        minLength: 10,
      }),
      expires: withDescription('Last day on which the waiver applies, in UTC.', {
        type: 'string',
        pattern: '^\\d{4}-\\d{2}-\\d{2}$',
      }),
      kind: withDescription('Kind of the object, in upper or lower case.', TEXT),
      apiGroup: withDescription('API group of the kind, empty for the core group. Default: the only one.', {
        type: 'string',
      }),
      namespace: withDescription(
        'Namespace of the object, as its manifest writes it; not needed for kinds without.',
        TEXT,
      ),
      name: withDescription('Name of the object.', TEXT),
      construct: withDescription('Path of the construct that makes the object, in place of kind and name.', TEXT),
      container: withDescription('Name of the container. Default: any.', TEXT),
      pointer: withDescription('JSON Pointer of the field. Default: any.', { type: 'string' }),
      verbs: withDescription('Verbs of a role; a finding about any other verb is not waived. Default: any.', {
        type: 'array',
        items: TEXT,
      }),
      ticket: withDescription('Ticket that tracks the removal of the waiver.', TEXT),
    },
    'reason',
    'expires',
  );
  return { ...schema, oneOf: ['rule', 'rules'].map((key) => ({ properties: { [key]: {} }, required: [key] })) };
}

function fields(properties: { readonly [name: string]: object }, ...required: string[]): object {
  return { type: 'object', additionalProperties: false, ...(required.length > 0 ? { required } : {}), properties };
}

function withDescription(description: string, schema: object): object {
  return { description, ...schema };
}
