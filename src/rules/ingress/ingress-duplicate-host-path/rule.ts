import {
  INGRESSES,
  type IngressPath,
  ingressClass,
  ingressRules,
  isAnnotated,
} from '../../../analysis/network/ingresses';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { Manifest } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { NSA_GUIDE } from '../../shared/sources';

/** Ingresses that share a host and its paths by design. */
const SHARED = ['nginx.ingress.kubernetes.io/canary=true', 'nginx.org/mergeable-ingress-type=minion'];

interface Owner {
  readonly ingress: Manifest;
  readonly pointer: string;
}

export const rule = defineRule({
  id: 'ingress-duplicate-host-path',
  category: 'ingress',
  title: 'Each host and path belongs to one Ingress',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA N2', 'OWASP K07:2022', 'OWASP K05:2025'],
  references: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-rules', NSA_GUIDE],
  equivalents: {
    kyverno: ['unique-ingress-host-and-path', 'unique-ingress-host', 'unique-ingress-path'],
  },
  visit: {
    types: INGRESSES,
    manifest(ingress, { all, report }) {
      if (isAnnotated(ingress, SHARED)) return;
      const owners = all._analysis(ownersOf, () => ownersOf(all));
      for (const { host, pointer, paths } of ingressRules(ingress)) {
        const doubles = paths.filter((path) => {
          const owner = owners.get(keyOf(ingress, host, path));
          return owner && (owner.ingress !== ingress || owner.pointer !== path.pointer);
        });
        for (const path of doubles) {
          const first = owners.get(keyOf(ingress, host, path)) as Owner;
          report({
            pointer: `${path.pointer}/path`,
            message: `ingress "${ingress.objectRef.name}" claims "${host}${path.path}", which ${called(first, ingress)} already has; use another host or path`,
          });
        }
        const first = host === '' || doubles.length > 0 ? undefined : owners.get(keyOf(ingress, host));
        if (!first || first.ingress.effectiveNamespace === ingress.effectiveNamespace) continue;
        report({
          pointer: `${pointer}/host`,
          message: `ingress "${ingress.objectRef.name}" claims paths of "${host}", which ${called(first, ingress)} already has; use separate hosts for each namespace`,
        });
      }
    },
  },
});

/** The first Ingress that claims each host and each of its paths. */
function ownersOf(all: ManifestSet): Map<string, Owner> {
  const owners = new Map<string, Owner>();
  const take = (key: string, owner: Owner) => {
    if (!owners.has(key)) owners.set(key, owner);
  };
  for (const ingress of INGRESSES.flatMap((type) => all.ofType(type))) {
    if (isAnnotated(ingress, SHARED)) continue;
    for (const { host, pointer, paths } of ingressRules(ingress)) {
      take(keyOf(ingress, host), { ingress, pointer });
      for (const path of paths) take(keyOf(ingress, host, path), { ingress, pointer: path.pointer });
    }
  }
  return owners;
}

/** Ingresses of different classes do not conflict. A prefix is the same with and without a slash at its end. */
function keyOf(ingress: Manifest, host: string, path?: IngressPath): string {
  const place = [ingressClass(ingress), host.toLowerCase()];
  if (!path) return JSON.stringify(place);
  const isExact = path.pathType === 'Exact';
  return JSON.stringify([...place, isExact, isExact ? path.path : path.path.replace(/\/*$/, '/')]);
}

function called({ ingress }: Owner, other: Manifest): string {
  if (ingress === other) return 'it';
  const { name } = ingress.objectRef;
  const isNear = ingress.effectiveNamespace === other.effectiveNamespace;
  return isNear ? `ingress "${name}"` : `ingress "${name}" of namespace "${ingress.effectiveNamespace}"`;
}
