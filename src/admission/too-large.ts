import { celText, nullable } from '../rules/shared/admission/cel';
import { ADDED } from '../rules/shared/admission/pod-cel';
import type { AdmissionFamily } from './family';
import { BETWEEN_WORDS } from './pod-variables';

/** Each word counts {@link BETWEEN_WORDS} more. */
const IN_COMMANDS = 'variables.commandText.size()';
const MOUNTS = 'c.?volumeMounts.orValue([])';
const INGRESS_RULES = 'dyn(object).?spec.?rules.orValue([])';
const PATHS = nullable('r.?http.?paths');

/**
 * What the API server cannot judge: an expression has a limited cost, and the answer to a dearer one does not say what is wrong.
 * What is smaller costs less than the limit, measured with the rules of each family.
 */
export const TOO_LARGE: { readonly [family in `${AdmissionFamily}`]?: readonly TooLarge[] } = {
  'pod-security': [
    { what: 'more than 500 containers', expression: 'variables.containers.size() > 500' },
    {
      what: 'more than 500 volumes of files on the node, or more than 20,000 characters in their paths',
      expression:
        'variables.hostPathVolumes.size() > 500 || variables.hostPathVolumes.map(v, v.hostPath.path.size()).sum() > 20000',
    },
    {
      what: 'more than 100,000 characters in commands, probes, hooks, capabilities and mounts, of which each counts 32 more',
      expression: `${IN_COMMANDS} + variables.containers.map(c, ${sizeOf(ADDED)} + c.?workingDir.orValue('').size() + ${sizeOf(`${MOUNTS}.map(m, m.mountPath)`)}).sum() > 100000`,
    },
  ],
  images: [
    {
      what: 'references of images with more than 40,000 characters',
      expression: `variables.containers.map(c, c.?image.orValue('').size()).sum() + variables.volumes.map(v, v.?image.?reference.orValue('').size()).sum() > 40000`,
    },
  ],
  secrets: [
    {
      what: 'more than 4,000 environment variables, or more than 200,000 characters in these',
      expression:
        'variables.containers.map(c, c.?env.orValue([]).size()).sum() > 4000 || variables.environment.size() > 200000',
    },
    {
      what: 'more than 100,000 characters in commands, probes and hooks, of which each word counts 32 more',
      expression: `${IN_COMMANDS} > 100000`,
    },
  ],
  configuration: [
    {
      what: 'more than 4,000 keys',
      expression: "object.kind == 'ConfigMap' && dyn(object).?data.orValue({}).size() > 4000",
    },
  ],
  network: [
    {
      what: 'more than 1,500 blocks of addresses',
      expression: `object.kind == 'NetworkPolicy' && ${blocksOf('ingress')} + ${blocksOf('egress')} > 1500`,
    },
  ],
  rbac: [
    {
      what: 'more than 1,000 rules and resources, where those with all verbs or all groups count twice, or more than 3,000 verbs, names and URLs',
      expression:
        "variables.rules.map(r, (1 + r.g.size() * r.r.size()) * ('*' in r.v || '*' in r.g ? 2 : 1)).sum() > 1000 || variables.rules.map(r, r.v.size() + r.n.size() + r.u.size()).sum() > 3000",
    },
    {
      what: 'more than 5,000 subjects, or more than 200,000 characters in their names',
      expression: 'variables.subjects.size() > 5000 || variables.subjects.map(s, s.name.size()).sum() > 200000',
    },
  ],
  ingress: [
    {
      what: 'more than 1,000 paths and hosts, or more than 100,000 characters in the paths',
      expression: [
        `${INGRESS_RULES}.map(r, 1 + ${PATHS}.size()).sum() > 1000`,
        `${INGRESS_RULES}.map(r, ${PATHS}.map(p, p.?path.orValue('').size()).sum()).sum() > 100000`,
      ].join(' || '),
    },
  ],
};

interface TooLarge {
  readonly what: string;
  readonly expression: string;
}

/** The length of texts, where each counts more by itself, as reading it costs more. */
function sizeOf(texts: string): string {
  return `${texts}.join(${celText(BETWEEN_WORDS)}).size()`;
}

/** The blocks of addresses in the rules of a NetworkPolicy for a direction, with their exceptions. */
function blocksOf(direction: 'ingress' | 'egress'): string {
  const peers = `r.?${direction === 'ingress' ? 'from' : 'to'}.orValue([])`;
  const each = 'p.?ipBlock.hasValue() ? 1 + p.?ipBlock.?except.orValue([]).size() : 0';
  return `dyn(object).?spec.?${direction}.orValue([]).map(r, ${peers}.map(p, ${each}).sum()).sum()`;
}

/** The validations that come first: of several failures, the API server tells the first. */
export function sizeValidations(family: string, subject: string) {
  return (TOO_LARGE[family as `${AdmissionFamily}`] ?? []).map(({ what, expression }) => ({
    expression: `!(${expression})`,
    reason: 'Forbidden',
    message: `${subject} has ${what}, which is too much for the API server to judge; split it`,
  }));
}
