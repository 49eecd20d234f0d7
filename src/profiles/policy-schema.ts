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
      $schema: described('Where editors find this schema.', { type: 'string' }),
      include: described('Policy files to start from: paths from this file, or files in npm packages.', {
        type: 'array',
        items: TEXT,
      }),
      profile: described('The rules to start from. Default: nsa.', { enum: PROFILE_NAMES }),
      kubernetesVersion: described('Version that the objects are for, as "1.30", or latest. Default: latest.', {
        type: 'string',
        pattern: '^(?:latest|v?1\\.\\d+(?:\\.\\d+)?)$',
      }),
      failOn: described('The mildest severity that fails. Default: info, every finding.', SEVERITY),
      rulePackages: described('npm packages, or paths from this file, that export further `rules`.', {
        type: 'array',
        items: TEXT,
      }),
      rules: described('What is decided about single rules, by id.', {
        type: 'object',
        properties: Object.fromEntries(rules.map((rule) => [rule.meta.id, ruleSchema(rule)])),
        additionalProperties: setting({ type: 'object' }),
      }),
      waiverPolicy: described('The terms that every waiver must meet.', {
        ...fields({
          annotations: described('Whether an object may waive its own findings. Default: true.', { type: 'boolean' }),
          includedAnnotations: described(
            'Whether an object that Include or Helm reads may do so too. Default: false.',
            { type: 'boolean' },
          ),
          maxSeverity: described('The worst severity of a finding that may be waived. Default: any.', SEVERITY),
          ticketPattern: described('Regular expression that a whole ticket must match.', {
            type: 'string',
            format: 'regex',
          }),
          maxLifetimeDays: described('The furthest that a last day may lie ahead, in days.', VALUES.integer),
          expiryNoticeDays: described(
            'Days before its last day on which a waiver is told of. Default: 14.',
            VALUES.integer,
          ),
        }),
      }),
      waivers: described('Findings that may stand.', { type: 'array', items: waiverSchema() }),
      workloadKinds: described('Custom kinds that carry a pod template.', {
        type: 'array',
        items: fields(
          {
            group: described('API group, without a version. Default: the core group.', { type: 'string' }),
            kind: described('Kind.', TEXT),
            podTemplate: described('JSON Pointer of the object that has metadata and spec of the pod.', {
              type: 'string',
              pattern: '^(?:/[^/]+)*$',
            }),
          },
          'kind',
          'podTemplate',
        ),
      }),
      needs: described('What images need of their pods, so that mending does not break them.', {
        type: 'array',
        items: fields(
          {
            name: described('Name of the workload.', TEXT),
            kind: described('Kind of the workload. Default: any.', TEXT),
            namespace: described('Namespace of the workload. Default: any.', TEXT),
            container: described('Name of the container. Default: all.', TEXT),
            writablePaths: described('Folders that it writes to.', {
              type: 'array',
              items: { type: 'string', pattern: '^/.' },
            }),
            writablePathSize: described('How much each may hold. Default: 64Mi.', TEXT),
            bindPrivilegedPorts: described('Whether it listens on a port below 1024. Default: false.', {
              type: 'boolean',
            }),
            user: described('Numeric user that it can run as.', VALUES.integer),
            group: described('Numeric group that it can run as.', VALUES.integer),
            fsGroup: described('Group that owns the pod’s volumes.', VALUES.integer),
          },
          'name',
        ),
      }),
      imagesLock: described('Lock file of image digests, from this file; written by images --write-lock.', TEXT),
      baseline: described('File of old findings, from this file; written by check --write-baseline.', TEXT),
    }),
  };
}

function ruleSchema({ meta }: IRule): object {
  const options = Object.fromEntries((meta.options ?? []).map((option) => [option.name, optionSchema(option)]));
  return described(`${meta.title}.`, setting(fields(options)));
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
        enabled: described('Whether the rule is asked.', { type: 'boolean' }),
        severity: described('Severity of all its findings.', SEVERITY),
        options: described('Values of its options.', options),
        waivable: described('Whether its findings may be waived. Default: true.', { type: 'boolean' }),
      }),
    ],
  };
}

function waiverSchema(): object {
  return fields(
    {
      rule: described('Id of the rule, or a former one.', TEXT),
      reason: described('Why it may stand; at least ten characters.', { type: 'string', minLength: 10 }),
      expires: described('Last day on which it holds, in UTC.', { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
      kind: described('Kind of the object.', TEXT),
      apiGroup: described('API group of the kind, empty for the core group. Default: the one that there is.', {
        type: 'string',
      }),
      namespace: described('Namespace of the object, as its manifest writes it.', TEXT),
      name: described('Name of the object.', TEXT),
      construct: described('Path of the construct that makes the object, in place of kind and name.', TEXT),
      container: described('Name of the container. Default: any.', TEXT),
      pointer: described('JSON Pointer of the field. Default: any.', { type: 'string' }),
      verbs: described('Verbs of a role; a finding about any other stays. Default: any.', {
        type: 'array',
        items: TEXT,
      }),
      ticket: described('Where the work to get rid of it is tracked.', TEXT),
    },
    'rule',
    'reason',
    'expires',
  );
}

function fields(properties: { readonly [name: string]: object }, ...required: string[]): object {
  return { type: 'object', additionalProperties: false, ...(required.length > 0 ? { required } : {}), properties };
}

function described(description: string, schema: object): object {
  return { description, ...schema };
}
