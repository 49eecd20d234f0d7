import { selects } from '../../../kubernetes/selector';
import type { Manifest } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { documentsIn } from '../../shared/embedded-documents';

const GROUP = 'admissionregistration.k8s.io';
/** Only the API server writes this label. */
const NAME_LABEL = 'kubernetes.io/metadata.name';

/** A webhook of the set, or one that a policy engine writes by its settings. */
interface Webhook {
  readonly name: string;
  readonly namespaceSelector: any;
  /** The namespace of its server. */
  readonly home?: string;
}

/** A label by which a namespace leaves a webhook. */
export interface Exemption {
  readonly key: string;
  readonly webhook: string;
}

/** Returns the labels by which the webhooks of a set exempt a namespace, each once. That of the webhook itself must be exempt. */
export function exemptionsOf(namespace: Manifest, all: ManifestSet): Exemption[] {
  const found = new Map<string, Exemption>();
  for (const { name, namespaceSelector, home } of webhooksIn(all)) {
    if (home === namespace.objectRef.name) continue;
    for (const expression of namespaceSelector?.matchExpressions ?? []) {
      const { key, operator } = expression ?? {};
      const isExclusion = (operator === 'NotIn' || operator === 'DoesNotExist') && key !== NAME_LABEL;
      if (!isExclusion || found.has(key)) continue;
      if (!selects({ matchExpressions: [expression] }, namespace.labels)) found.set(key, { key, webhook: name });
    }
  }
  return [...found.values()];
}

function webhooksIn(all: ManifestSet): readonly Webhook[] {
  return all._analysis(webhooksIn, () => [
    ...['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration']
      .flatMap((kind) => all.ofType(`${GROUP}/${kind}`))
      .flatMap((configuration) => (configuration.value('/webhooks') ?? []) as any[])
      .map((webhook) => ({
        name: webhook?.name ?? '',
        namespaceSelector: webhook?.namespaceSelector,
        home: webhook?.clientConfig?.service?.namespace,
      })),
    ...all.ofType('ConfigMap').flatMap(webhooksOfKyverno),
  ]);
}

/**
 * Kyverno writes its webhooks with the selectors of its ConfigMap.
 *
 * @see https://kyverno.io/docs/installation/customization/#namespace-selectors
 */
function webhooksOfKyverno({ objectRef, json }: Manifest): Webhook[] {
  const text: unknown = objectRef.name === 'kyverno' ? json.data?.webhooks : undefined;
  if (typeof text !== 'string') return [];
  const settings = documentsIn(text).flat();
  return settings.map((each) => ({
    name: 'kyverno',
    namespaceSelector: each?.namespaceSelector,
    home: objectRef.namespaceName,
  }));
}
