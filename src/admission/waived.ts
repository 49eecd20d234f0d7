import type { Profile } from '../engine/profile';
import { atLeastAsSevere } from '../engine/severity';
import { checkKeys, checkWaiver } from '../engine/waivers/terms';
import { perRule, type SingleWaiver, targetOf, type Waiver } from '../engine/waivers/waiver';
import { allKinds, kindLine } from '../kubernetes/api/table';
import { IMAGE_LOCK_RULE } from '../profiles/image-lock-rule';
import { celList } from '../rules/shared/admission/cel';

/** What no policy of the cluster enforces or accepts. */
export interface AdmissionGap {
  /** Id of the rule; of a waiver, the rule and the target. */
  readonly what: string;
  /** Why no policy does. */
  readonly why: string;
}

/** Why the comparison with a lock file is left out, and so are its waivers. */
export const LOCK_LEFT_OUT = 'the lock of images is compared by check alone';

/** Characters of the waivers in one variable; an expression has 20,000 at most. */
const MOST_CHARACTERS = 12_000;

/** The controllers that make pods from templates, which were judged when they were written. */
const CONTROLLERS = [
  'system:kube-controller-manager',
  ...['cronjob', 'daemon-set', 'deployment', 'job', 'replicaset', 'replication', 'statefulset'].map(
    (name) => `system:serviceaccount:kube-system:${name}-controller`,
  ),
];

const MANAGED =
  'object.metadata.?managedFields.orValue([]).filter(m, has(m.time) && m.time != null).map(m, string(m.time))';
const CREATED =
  'has(object.metadata.creationTimestamp) && object.metadata.creationTimestamp != null ? [string(object.metadata.creationTimestamp)] : []';

/** Waivers that a policy can hold, by rule, and those that it cannot. Throws if a waiver is invalid, as a check does. */
export function waiversByRule(profile: Profile, waivers: readonly Waiver[], today: string) {
  const byRule = new Map<string, SingleWaiver[]>();
  const leftOut: AdmissionGap[] = [];
  for (const waiver of waivers) checkKeys(waiver);
  for (const waiver of perRule(waivers)) {
    if (waiver.rule === IMAGE_LOCK_RULE) {
      leftOut.push({
        what: `waiver of ${waiver.rule} for ${targetOf(waiver)}`,
        why: LOCK_LEFT_OUT,
      });
      continue;
    }
    checkWaiver(waiver, profile, today);
    const rule = profile.rule(waiver.rule).meta.id;
    const why = tooSevere(profile, waiver.rule) ?? whyNot(waiver);
    if (why === undefined) byRule.set(rule, [...(byRule.get(rule) ?? []), waiver]);
    else leftOut.push({ what: `waiver of ${rule} for ${targetOf(waiver)}`, why });
  }
  return { byRule, leftOut };
}

function tooSevere(profile: Profile, rule: string): string | undefined {
  const { maxSeverity } = profile.waiverPolicy;
  const { id, severity } = profile.rule(rule).meta;
  const own = profile._severityOf(id) ?? severity;
  if (maxSeverity === undefined || atLeastAsSevere(maxSeverity, own)) return undefined;
  return `its rule has severity ${own}, and findings above ${maxSeverity} are not waived`;
}

/** Admission refuses what such a waiver accepts: it would else accept more than the waiver says. */
function whyNot({ construct, kind, pointer, verbs, apiGroup, namespaceName }: SingleWaiver): string | undefined {
  if (construct !== undefined) return 'a cluster knows no constructs; name kind, namespace and name';
  if (pointer !== undefined)
    return 'an expression does not tell the field of an offence; name the container, or the object';
  if (verbs !== undefined) return 'an expression does not tell the verbs of an offence; name the object';
  if (apiGroup !== undefined) return 'an expression does not tell groups apart; name kind, namespace and name';
  if (!isClusterScoped(kind) && !namespaceName) return 'it names no namespace; set namespaceName';
  return undefined;
}

/** Kinds without a namespace, in lower case: waivers do not tell upper and lower case apart. */
const CLUSTER_SCOPED = new Set(
  allKinds().flatMap(([apiVersion, kind]) =>
    kindLine(apiVersion, kind)?.isNamespaced === false ? [kind.toLowerCase()] : [],
  ),
);

function isClusterScoped(kind = ''): boolean {
  return CLUSTER_SCOPED.has(kind.toLowerCase());
}

/** The waivers of some rules, each with its rule. */
export function waiversOf(
  rules: readonly { readonly rule: string }[],
  byRule: ReadonlyMap<string, readonly SingleWaiver[]>,
) {
  return rules.flatMap(({ rule }) => (byRule.get(rule) ?? []).map((waiver) => ({ rule, waiver })));
}

/**
 * The variables that say which waivers hold for the object; `waived` has rules, and rules with a container.
 *
 * @param isFilled whether the object is about to be filled: it has its managed fields then, but no time of creation yet
 */
export function waiverVariables(
  waivers: readonly { rule: string; waiver: SingleWaiver }[],
  isFilled = false,
): { readonly [name: string]: string } {
  if (waivers.length === 0) return {};
  const rows = waivers.map(({ rule, waiver: { kind = '', name, namespaceName, container, expires } }) => {
    const namespace = isClusterScoped(kind) ? '' : (namespaceName ?? '');
    const what = container === undefined ? rule : `${rule}/${container}`;
    return celList([`${kind.toLowerCase()} ${namespace}/${name}`, expires, what]);
  });
  const parts = chunks(rows);
  const chosen = (list: string) =>
    `${list}.filter(w, w[0] in variables.names && variables.days.all(d, d <= w[1])).map(w, w[2])`;
  const names = parts.map((_, index) => `waived${index + 1}`);
  return {
    // The server sets both; a sender who empties them has no waiver.
    days: `(${isFilled ? MANAGED : `request.operation == 'UPDATE' ? ${MANAGED} : ${CREATED}`}).map(t, t.substring(0, 10))`,
    names: ownNames(),
    ...Object.fromEntries(parts.map((part, index) => [names[index] as string, chosen(`[${part.join(', ')}]`)])),
    waived: `variables.days.size() == 0 ? [] : ${names.map((name) => `variables.${name}`).join(' + ')}`,
  };
}

/**
 * What a waiver may call the object: itself; for what a controller makes, the objects that it makes it for. A ReplicaSet of a
 * Deployment ends with the hash of the template, and a Job of a CronJob with a time.
 */
function ownNames(): string {
  const called = (kind: string, name: string) =>
    `${kind} + ' ' + object.metadata.?namespace.orValue('') + '/' + ${name}`;
  const owners = 'object.metadata.?ownerReferences.orValue([]).filter(o, o.?controller.orValue(false))';
  const before = "o.name.substring(0, o.name.lastIndexOf('-'))";
  const hash = "object.metadata.?labels['pod-template-hash'].orValue('')";
  return [
    `[${called('object.kind.lowerAscii()', "object.metadata.?name.orValue('')")}] +`,
    `(request.userInfo.username in ${celList(CONTROLLERS)} ?`,
    `${owners}.map(o, ${called('o.kind.lowerAscii()', 'o.name')}) +`,
    `${owners}.filter(o, o.kind == 'ReplicaSet' && ${hash} != '' && o.name.endsWith('-' + ${hash})).map(o, ${called("'deployment'", before)}) +`,
    `${owners}.filter(o, o.kind == 'Job' && o.name.matches('-[0-9]{6,12}$')).map(o, ${called("'cronjob'", before)})`,
    ': [])',
  ].join(' ');
}

function chunks(rows: readonly string[]): string[][] {
  const parts: string[][] = [[]];
  let length = 0;
  for (const row of rows) {
    if (length + row.length > MOST_CHARACTERS) {
      parts.push([]);
      length = 0;
    }
    parts.at(-1)?.push(row);
    length += row.length + 2;
  }
  return parts;
}
