import { selects } from '../../kubernetes/selector';
import type { ManifestSet } from '../../model/manifest-set';
import { podsSelected, readSelector } from '../../model/pod-index';
import { namespaceLabels } from './isolation';
import { selectsAnything } from './policy-rules';

/** Whether a selector may match a pod of a namespace, as far as the set shows; an empty one always does. */
export function mayBeSelected(selector: any, namespace: string, all: ManifestSet): boolean {
  if (selectsAnything(selector)) return true;
  const known = readSelector(selector);
  return known !== undefined && podsSelected(known, namespace, all).length > 0;
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
