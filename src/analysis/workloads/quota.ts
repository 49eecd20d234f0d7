import { addTo } from '../../json/group-by';
import type { ExactQuantity } from '../../kubernetes/quantity';
import { exactQuantity } from '../../kubernetes/quantity';
import type { Manifest, PodTemplateView } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';
import { objectsIn } from '../../model/pod-index';
import { type Amounts, add, podResources, raise } from './pod-resources';
import type { ResourceQuestion } from './resources';
import { isOwned, mostReplicasOf, REPLICATED } from './scaling';

/** What the pods of one workload need together. */
interface Demand {
  readonly pod: PodTemplateView;
  readonly count: number;
  /** What one pod uses, by the names of a quota. */
  readonly each: Amounts;
  /** Of CronJobs, their schedule: those with the same one run at the same time. */
  readonly schedule?: string;
}

/** An entry of a quota that the pods of the set exceed. */
export interface Excess {
  readonly entry: string;
  readonly hard: ExactQuantity;
  readonly needed: ExactQuantity;
}

/** Older names of entries, and those that count pods. */
const OTHER_NAMES: { readonly [entry: string]: string } = { 'count/pods': 'pods' };
const WITHOUT_PREFIX = /^(cpu|memory|ephemeral-storage|hugepages-.+)$/;

/**
 * Returns the entries of a ResourceQuota that the pods of its namespace exceed when all of them run: with the autoscalers at
 * their maximum, a DaemonSet on one node, all Jobs, or the CronJobs of one schedule.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/quota/v1/evaluator/core/pods.go
 */
export function excessOf(quota: Manifest, question: ResourceQuestion): Excess[] {
  const { all, target } = question;
  const index = all._analysis(`pods for quotas at ${target.kubernetesVersion}`, () => demandsOf(question));
  const scopes = scopesOf(quota);
  if (!scopes) return [];
  const demands = (index.get(quota.effectiveNamespace) ?? []).filter(({ pod, each }) =>
    scopes.every((scope) => isInScope(scope, pod, each)),
  );
  const needed = togetherOf(demands);
  return Object.entries(quota.value('/spec/hard') ?? {}).flatMap(([entry, value]) => {
    const [hard, need] = [exactQuantity(value ?? 0), needed.get(nameOf(entry))];
    return hard === undefined || need === undefined || need <= hard ? [] : [{ entry, hard, needed: need }];
  });
}

function nameOf(entry: string): string {
  return OTHER_NAMES[entry] ?? (WITHOUT_PREFIX.test(entry) ? `requests.${entry}` : entry);
}

/** What runs always, and the most that runs for a while beside it. */
function togetherOf(demands: readonly Demand[]): Amounts {
  const lasting: Amounts = new Map();
  const passing = new Map<string, Amounts>();
  for (const { pod, count, each, schedule } of demands) {
    const isPassing = schedule !== undefined || pod.manifest.groupKind === 'batch/Job';
    const sum = isPassing ? (passing.get(schedule ?? '') ?? new Map()) : lasting;
    if (isPassing) passing.set(schedule ?? '', sum);
    add(sum, each, BigInt(count));
  }
  const most: Amounts = new Map();
  for (const each of passing.values()) raise(most, each);
  return add(lasting, most);
}

/** The pods of each namespace. An object that is there twice, for two clusters, counts once. */
function demandsOf(question: ResourceQuestion): Map<string, Demand[]> {
  const demands = new Map<string, Demand[]>();
  const seen = new Set<string>();
  for (const manifest of question.all.all) {
    const pod = manifest.podTemplate;
    const count = pod && !isOwned(manifest) ? podCount(manifest, question.all) : 0;
    const key = JSON.stringify([manifest.groupKind, manifest.effectiveNamespace, manifest.objectRef.name]);
    if (!pod || count <= 0 || seen.has(key)) continue;
    seen.add(key);
    const isCron = manifest.groupKind === 'batch/CronJob';
    const schedule = isCron
      ? `${manifest.value('/spec/timeZone') ?? ''} ${manifest.value('/spec/schedule')}`
      : undefined;
    addTo(demands, manifest.effectiveNamespace, { pod, count, each: usageOf(pod, question), schedule });
  }
  return demands;
}

/** How many pods of an object run at a time; none of a kind whose number its controller decides. */
function podCount(manifest: Manifest, all: ManifestSet): number {
  const { groupKind } = manifest;
  if (groupKind === 'Pod' || groupKind === 'apps/DaemonSet') return 1;
  if (REPLICATED.includes(groupKind)) return mostReplicasOf(manifest, all);
  if (groupKind !== 'batch/Job' && groupKind !== 'batch/CronJob') return 0;
  const job = groupKind === 'batch/Job' ? '/spec' : '/spec/jobTemplate/spec';
  if (manifest.value('/spec/suspend') === true || manifest.value(`${job}/suspend`) === true) return 0;
  const [parallelism, completions] = [manifest.value(`${job}/parallelism`), manifest.value(`${job}/completions`)];
  const most = typeof parallelism === 'number' ? parallelism : 1;
  return typeof completions === 'number' ? Math.min(most, completions) : most;
}

function usageOf(pod: PodTemplateView, question: ResourceQuestion): Amounts {
  const { requests, limits } = podResources(pod, question);
  const prefixed = (prefix: string, amounts: Amounts) =>
    [...amounts].map(([resource, amount]): [string, ExactQuantity] => [`${prefix}.${resource}`, amount]);
  return new Map([...prefixed('requests', requests), ...prefixed('limits', limits), ['pods', 10n ** 9n]]);
}

interface Scope {
  readonly scopeName: string;
  readonly operator: string;
  readonly values: readonly unknown[];
}

const SCOPES = ['Terminating', 'NotTerminating', 'BestEffort', 'NotBestEffort', 'PriorityClass'];

/** All must match. Undefined where one is of a kind that the objects do not show. */
function scopesOf(quota: Manifest): Scope[] | undefined {
  const names: unknown[] = quota.value('/spec/scopes') ?? [];
  const scopes = [
    ...names.map((scopeName) => ({ scopeName: String(scopeName), operator: 'Exists', values: [] })),
    ...objectsIn(quota.value('/spec/scopeSelector/matchExpressions')).map(({ scopeName, operator, values }) => ({
      scopeName: String(scopeName),
      operator: String(operator),
      values: values ?? [],
    })),
  ];
  return scopes.every(({ scopeName }) => SCOPES.includes(scopeName)) ? scopes : undefined;
}

function isInScope({ scopeName, operator, values }: Scope, pod: PodTemplateView, each: Amounts): boolean {
  if (scopeName === 'PriorityClass') {
    const name = pod.value('/priorityClassName') ?? undefined;
    if (operator === 'In' || operator === 'NotIn') return values.includes(name) === (operator === 'In');
    return (name !== undefined) === (operator === 'Exists');
  }
  const isTerminating = typeof pod.value('/activeDeadlineSeconds') === 'number';
  if (scopeName.endsWith('Terminating')) return isTerminating === (scopeName === 'Terminating');
  const isBestEffort = [...each].every(([entry, amount]) => amount === 0n || !/\.(cpu|memory)$/.test(entry));
  return isBestEffort === (scopeName === 'BestEffort');
}
