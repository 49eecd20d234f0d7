import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { ManifestSet } from '../../../model/manifest-set';
import { NSA_GUIDE, SECRETS_GOOD_PRACTICES } from '../../shared/sources';

interface Source {
  readonly kind: 'ConfigMap' | 'PersistentVolumeClaim' | 'Secret';
  readonly name: unknown;
  /** JSON Pointer of the name, below the volume. */
  readonly pointer: string;
}

/** Facts for a review, not failures. */
export const rule = defineRule({
  id: 'secret-mount-inventory',
  category: 'secrets',
  title: 'Mounts of Secrets, ConfigMaps and claims are listed for review',
  severity: Severity.INFO,
  profiles: [],
  standards: ['NSA/CISA N7', 'OWASP K08:2022', 'OWASP K03:2025'],
  references: [NSA_GUIDE, SECRETS_GOOD_PRACTICES],
  equivalents: {
    kubescape: ['C-0255', 'C-0257', 'C-0258'],
    kyverno: ['no-secrets', 'restrict-secrets-by-name', 'restrict-secrets-by-label', 'limit-configmap-for-sa'],
  },
  visit: {
    podTemplate(pod, { all, report }) {
      const known = namesIn(all);
      const volumes: any[] = pod.value('/volumes') ?? [];
      volumes.forEach((volume, index) => {
        const users = pod.containers
          .filter((container) =>
            (container.value('/volumeMounts') ?? []).some((mount: any) => mount.name === volume.name),
          )
          .map(({ name }) => `"${name}"`);
        if (users.length === 0) return;
        for (const { kind, name, pointer } of sourcesOf(volume)) {
          if (!known.has(keyOf(kind, pod.manifest.effectiveNamespace, name))) continue;
          report({
            pointer: `${pod.specPath}/volumes/${index}${pointer}`,
            message: `the ${kind} "${name}" is mounted by ${users.join(', ')}; make sure that each container needs it`,
          });
        }
      });
    },
  },
});

function sourcesOf({ secret, configMap, persistentVolumeClaim, projected }: any): Source[] {
  const projections: any[] = Array.isArray(projected?.sources) ? projected.sources : [];
  return [
    { kind: 'Secret' as const, name: secret?.secretName, pointer: '/secret/secretName' },
    { kind: 'ConfigMap' as const, name: configMap?.name, pointer: '/configMap/name' },
    {
      kind: 'PersistentVolumeClaim' as const,
      name: persistentVolumeClaim?.claimName,
      pointer: '/persistentVolumeClaim/claimName',
    },
    ...projections.flatMap((source, index) => [
      { kind: 'Secret' as const, name: source?.secret?.name, pointer: `/projected/sources/${index}/secret/name` },
      {
        kind: 'ConfigMap' as const,
        name: source?.configMap?.name,
        pointer: `/projected/sources/${index}/configMap/name`,
      },
    ]),
  ];
}

function namesIn(all: ManifestSet): ReadonlySet<string> {
  return all._analysis('what pods mount by name', () => {
    const kinds = ['ConfigMap', 'PersistentVolumeClaim', 'Secret'];
    const found = kinds.flatMap((kind) => all.ofType(kind));
    return new Set(
      found.map(({ groupKind, effectiveNamespace, objectRef }) => keyOf(groupKind, effectiveNamespace, objectRef.name)),
    );
  });
}

function keyOf(kind: string, namespace: string, name: unknown): string {
  return JSON.stringify([kind, namespace, name]);
}
