import { selects } from '../../kubernetes/selector';
import type { ManifestSet } from '../../model/manifest-set';
import { podsSelected, type Selector } from '../../model/pod-index';
import { namespaceLabels } from './isolation';
import { selectsAnything } from './policy-rules';

/**
 * Labels that controllers add to the pods that they create; they are in no template.
 *
 * @see https://kubernetes.io/docs/reference/labels-annotations-taints/
 */
const ADDED_LATER = new Set([
  'apps.kubernetes.io/pod-index',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-completion-index',
  'batch.kubernetes.io/job-name',
  'controller-revision-hash',
  'controller-uid',
  'job-name',
  'pod-template-generation',
  'pod-template-hash',
  'statefulset.kubernetes.io/pod-name',
]);

/** Whether a selector may match a pod of a namespace, as far as the set shows; an empty one always does. */
export function mayBeSelected(selector: any, namespace: string, all: ManifestSet): boolean {
  if (selectsAnything(selector)) return true;
  const known: Selector = {
    matchLabels: Object.fromEntries(
      Object.entries<string>(selector.matchLabels ?? {}).filter(([key]) => !ADDED_LATER.has(key)),
    ),
    matchExpressions: (selector.matchExpressions ?? []).filter(({ key }: any) => !ADDED_LATER.has(key)),
  };
  return podsSelected(known, namespace, all).length > 0;
}

/** Returns the namespaces that a selector matches, of those that the objects are in or create. */
export function namespacesSelected(selector: any, all: ManifestSet): string[] {
  const name = selector.matchLabels?.['kubernetes.io/metadata.name'];
  const known = all._analysis(
    namespacesSelected,
    () =>
      new Map(
        [
          ...all.ofType('Namespace').map(({ objectRef }) => objectRef.name),
          ...all.all.flatMap(({ podTemplates, effectiveNamespace }) =>
            podTemplates.length > 0 ? [effectiveNamespace] : [],
          ),
        ].map((namespace) => [namespace, namespaceLabels(namespace, all)]),
      ),
  );
  const candidates = name === undefined ? [...known.keys()] : known.has(name) ? [name] : [];
  return candidates.filter((namespace) => selects(selector, known.get(namespace) ?? {}));
}
