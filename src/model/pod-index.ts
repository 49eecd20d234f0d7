import { addTo } from '../json/group-by';
import { selects } from '../kubernetes/selector';
import type { PodTemplateView } from './manifest';
import type { ManifestSet } from './manifest-set';

type Labels = { readonly [key: string]: string };

/** A label selector in the form that Kubernetes' newer kinds have. */
export interface Selector {
  readonly matchLabels: Labels;
  readonly matchExpressions: readonly any[];
}

/** Reads a label selector of a kind whose shape nobody checked; undefined where there is none. */
export function readSelector(value: any): Selector | undefined {
  if (!isObject(value)) return undefined;
  return { matchLabels: readLabels(value.matchLabels), matchExpressions: objectsIn(value.matchExpressions) };
}

/** Reads a map of labels of a kind whose shape nobody checked; null is an empty text, as the API server reads it. */
export function readLabels(value: any): { [key: string]: string } {
  if (!isObject(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, String(each ?? '')]));
}

/** The objects of a list; nothing where it is none. */
export function objectsIn(value: any): any[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Whether a selector is there and asks for nothing, so that it matches everything. */
export function isEmptySelector({ matchLabels, matchExpressions }: Selector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

/** The pods of a namespace that a selector selects, of all objects that make pods. */
export function podsSelected(selector: Selector, namespace: string, all: ManifestSet): PodTemplateView[] {
  const index = all._analysis(podsSelected, () => indexOf(all)).get(namespace);
  if (!index) return [];
  // Of the labels that it needs the rarest one is asked first: "part-of" may be on every pod.
  let candidates = index.pods;
  for (const [key, value] of Object.entries(selector.matchLabels)) {
    const having = index.byLabel.get(keyOf(key, value)) ?? [];
    if (having.length < candidates.length) candidates = having;
  }
  return candidates.filter((pod) => selects(selector, pod.labels));
}

interface NamespacePods {
  readonly pods: PodTemplateView[];
  readonly byLabel: Map<string, PodTemplateView[]>;
}

function indexOf(all: ManifestSet): Map<string, NamespacePods> {
  const index = new Map<string, NamespacePods>();
  for (const { podTemplates, effectiveNamespace } of all.all) {
    if (podTemplates.length === 0) continue;
    const entry: NamespacePods = index.get(effectiveNamespace) ?? { pods: [], byLabel: new Map() };
    index.set(effectiveNamespace, entry);
    entry.pods.push(...podTemplates);
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
