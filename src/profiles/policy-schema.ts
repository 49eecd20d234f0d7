import type { IRule } from '../engine/rule';
import { type RuleOption, RuleOptionType } from '../engine/rule-option';
import { Severity } from '../engine/severity';
import { PROFILE_NAMES } from './profiles';

const TEXT = { type: 'string', minLength: 1 };
const SEVERITY = { enum: Object.values(Severity) };
const VALUES: { readonly [type in RuleOptionType]: object } = {
  [RuleOptionType.STRING_LIST]: { type: 'array', items: { type: 'string' } },
  [RuleOptionType.INTEGER]: { type: 'integer', minimum: 0 },
  [RuleOptionType.BOOLEAN]: { type: 'boolean' },
};

/** The JSON Schema of `hardening.yaml`, for some rules: what it says is what is checked. */
export function policySchema(rules: readonly IRule[]): { readonly [key: string]: any } {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'https://github.com/cdk8s-hardened/cdk8s-hardened/blob/main/docs/policy.schema.json',
    title: 'Policy file of cdk8s-hardened',
    ...fields({
      $schema: withDescription('Where editors find this schema.', { type: 'string' }),
      include: withDescription('Policy files to start from: paths from this file, or files in npm packages.', {
        type: 'array',
        items: TEXT,
      }),
      profile: withDescription('The rules to start from. Default: nsa.', { enum: PROFILE_NAMES }),
      kubernetesVersion: withDescription('Version that the objects are for, as "1.30", or latest. Default: latest.', {
        type: 'string',
        pattern: '^(?:latest|v?1\\.\\d+(?:\\.\\d+)?)$',
      }),
      failOn: withDescription('The mildest severity that fails. Default: info, every finding.', SEVERITY),
      rulePackages: withDescription('npm packages, or paths from this file, that export further `rules`.', {
        type: 'array',
        items: TEXT,
      }),
      rules: withDescription('What is decided about single rules, by id.', {
        type: 'object',
        properties: Object.fromEntries(rules.map((rule) => [rule.meta.id, ruleSchema(rule)])),
        additionalProperties: setting({ type: 'object' }),
      }),
      waiverPolicy: withDescription('The terms that every waiver must meet.', {
        ...fields({
          annotations: withDescription('Whether an object may waive its own findings. Default: true.', {
            type: 'boolean',
          }),
          ticketPattern: withDescription('Regular expression that a whole ticket must match.', {
            type: 'string',
            format: 'regex',
          }),
          maxLifetimeDays: withDescription('The furthest that a last day may lie ahead, in days.', VALUES.integer),
          expiryNoticeDays: withDescription(
            'Days before its last day on which a waiver is told of. Default: 14.',
            VALUES.integer,
          ),
        }),
      }),
      waivers: withDescription('Findings that may stand.', { type: 'array', items: waiverSchema() }),
      workloadKinds: withDescription('Custom kinds that carry a pod template.', {
        type: 'array',
        items: fields(
          {
            group: withDescription('API group, without a version. Default: the core group.', { type: 'string' }),
            kind: withDescription('Kind.', TEXT),
            podTemplate: withDescription('JSON Pointer of the object that has metadata and spec of the pod.', {
              type: 'string',
              pattern: '^(?:/[^/]+)*$',
            }),
          },
          'kind',
          'podTemplate',
        ),
      }),
      needs: withDescription('What images need of their pods, so that mending does not break them.', {
        type: 'array',
        items: fields(
          {
            name: withDescription('Name of the workload.', TEXT),
            kind: withDescription('Kind of the workload. Default: any.', TEXT),
            namespace: withDescription('Namespace of the workload. Default: any.', TEXT),
            container: withDescription('Name of the container. Default: all.', TEXT),
            writablePaths: withDescription('Folders that it writes to.', {
              type: 'array',
              items: { type: 'string', pattern: '^/.' },
            }),
            writablePathSize: withDescription('How much each may hold. Default: 64Mi.', TEXT),
            bindPrivilegedPorts: withDescription('Whether it listens on a port below 1024. Default: false.', {
              type: 'boolean',
            }),
            user: withDescription('Numeric user that it can run as.', VALUES.integer),
            group: withDescription('Numeric group that it can run as.', VALUES.integer),
            fsGroup: withDescription('Group that owns the pod’s volumes.', VALUES.integer),
          },
          'name',
        ),
      }),
      imagesLock: withDescription('Lock file of image digests, from this file; written by images --write-lock.', TEXT),
      baseline: withDescription('File of old findings, from this file; written by check --write-baseline.', TEXT),
    }),
  };
}

function ruleSchema({ meta }: IRule): object {
  const options = Object.fromEntries((meta.options ?? []).map((option) => [option.name, optionSchema(option)]));
  return withDescription(`${meta.title}.`, setting(fields(options)));
}

function optionSchema({ description, valueType, defaultValue }: RuleOption): object {
  return { description: `${description}. Default: ${JSON.stringify(defaultValue)}.`, ...VALUES[valueType] };
}

/** A rule may also be switched on and off by a plain `true` or `false`. */
function setting(options: object): object {
  return {
    anyOf: [
      { type: 'boolean' },
      fields({
        enabled: withDescription('Whether the rule is asked.', { type: 'boolean' }),
        severity: withDescription('Severity of all its findings.', SEVERITY),
        options: withDescription('Values of its options.', options),
        waivable: withDescription('Whether its findings may be waived. Default: true.', { type: 'boolean' }),
      }),
    ],
  };
}

function waiverSchema(): object {
  return fields(
    {
      rule: withDescription('Id of the rule, or a former one.', TEXT),
      reason: withDescription('Why it may stand; at least ten characters.', { type: 'string', minLength: 10 }),
      expires: withDescription('Last day on which it holds, in UTC.', {
        type: 'string',
        pattern: '^\\d{4}-\\d{2}-\\d{2}$',
      }),
      kind: withDescription('Kind of the object.', TEXT),
      namespace: withDescription('Namespace of the object, as its manifest writes it.', TEXT),
      name: withDescription('Name of the object.', TEXT),
      construct: withDescription('Path of the construct that makes the object, in place of kind and name.', TEXT),
      container: withDescription('Name of the container. Default: any.', TEXT),
      pointer: withDescription('JSON Pointer of the field. Default: any.', { type: 'string' }),
      verbs: withDescription('Verbs of a role; a finding about any other stays. Default: any.', {
        type: 'array',
        items: TEXT,
      }),
      ticket: withDescription('Where the work to get rid of it is tracked.', TEXT),
    },
    'rule',
    'reason',
    'expires',
  );
}

function fields(properties: { readonly [name: string]: object }, ...required: string[]): object {
  return { type: 'object', additionalProperties: false, ...(required.length > 0 ? { required } : {}), properties };
}

function withDescription(description: string, schema: object): object {
  return { description, ...schema };
}
