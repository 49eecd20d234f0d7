import { addTo } from '../json/group-by';
import { mayAdd, maySelect } from './controller-labels';
import type { PodTemplateView } from './manifest';
import type { ManifestSet } from './manifest-set';

type Labels = { readonly [key: string]: string };

/** A label selector in the form of Kubernetes' newer kinds. */
export interface Selector {
  readonly matchLabels: Labels;
  readonly matchExpressions: readonly any[];
}

/** Reads a label selector of a kind without a type check; undefined if there is none. */
export function readSelector(value: any): Selector | undefined {
  if (!isObject(value)) return undefined;
  return { matchLabels: readLabels(value.matchLabels), matchExpressions: objectsIn(value.matchExpressions) };
}

/** Reads a map of labels of a kind without a type check; null is an empty string, as the API server reads it. */
export function readLabels(value: any): { [key: string]: string } {
  if (!isObject(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, String(each ?? '')]));
}

/** The objects of a list; an empty list if the value is not a list. */
export function objectsIn(value: any): any[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Whether a selector is empty, so that it matches everything. */
export function isEmptySelector({ matchLabels, matchExpressions }: Selector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

/**
 * Returns the pods of a namespace that a selector may match, from all objects with a pod template: by the labels of the
 * template, and by those that the controller adds.
 */
export function podsSelected(selector: Selector, namespace: string, all: ManifestSet): PodTemplateView[] {
  const index = all._analysis(podsSelected, () => indexOf(all)).get(namespace);
  if (!index) return [];
  // The rarest of the required labels comes first: a label such as "part-of" may be on every pod.
  let candidates = index.pods;
  for (const [key, value] of Object.entries(selector.matchLabels)) {
    if ([...index.kinds].some((kind) => mayAdd(kind, key))) continue;
    const having = index.byLabel.get(keyOf(key, value)) ?? [];
    if (having.length < candidates.length) candidates = having;
  }
  return candidates.filter((pod) => maySelect(selector, pod));
}

interface NamespacePods {
  readonly pods: PodTemplateView[];
  readonly kinds: Set<string>;
  readonly byLabel: Map<string, PodTemplateView[]>;
}

function indexOf(all: ManifestSet): Map<string, NamespacePods> {
  const index = new Map<string, NamespacePods>();
  for (const { groupKind, podTemplates, effectiveNamespace } of all.all) {
    if (podTemplates.length === 0) continue;
    const entry: NamespacePods = index.get(effectiveNamespace) ?? { pods: [], kinds: new Set(), byLabel: new Map() };
    index.set(effectiveNamespace, entry);
    entry.pods.push(...podTemplates);
    entry.kinds.add(groupKind);
    for (const pod of podTemplates)
      for (const [key, value] of Object.entries(pod.labels)) addTo(entry.byLabel, keyOf(key, value), pod);
  }
  return index;
}

function keyOf(key: string, value: string): string {
  return `${key}=${value}`;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
