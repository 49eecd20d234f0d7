import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { Manifest } from '../../../model/manifest';
import { called } from '../../shared/kind-name';
import { type Backend, backendProblem } from '../../shared/service-backends';

export const rule = defineRule({
  id: 'dangling-ingress',
  category: 'availability',
  title: 'Ingresses send traffic to services that exist',
  severity: Severity.MEDIUM,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: ['https://kubernetes.io/docs/concepts/services-networking/ingress/'],
  equivalents: {
    kubescape: ['C-0296'],
    kubeLinter: ['dangling-ingress'],
    kubeScore: ['ingress-targets-service'],
  },
  visit: {
    types: ['networking.k8s.io/Ingress', 'extensions/Ingress'],
    manifest(ingress, { all, report }) {
      for (const backend of backendsOf(ingress)) {
        const problem = backendProblem(backend, all);
        if (problem) report({ pointer: problem.pointer, message: `${called(ingress)} ${problem.message}` });
      }
    },
  },
});

function backendsOf(ingress: Manifest): Backend[] {
  const { spec } = ingress.json;
  const places: [pointer: string, backend: any][] = [
    ['/spec/defaultBackend', spec?.defaultBackend],
    ['/spec/backend', spec?.backend],
  ];
  // Indexes are those of the lists; entries that are not objects have no backend.
  for (const [r, rule] of Object.entries<any>(Array.isArray(spec?.rules) ? spec.rules : [])) {
    const paths = Array.isArray(rule?.http?.paths) ? rule.http.paths : [];
    for (const [p, path] of Object.entries<any>(paths)) {
      places.push([`/spec/rules/${r}/http/paths/${p}/backend`, path?.backend]);
    }
  }
  return places.flatMap(([pointer, backend]) => read(backend, pointer, ingress.effectiveNamespace) ?? []);
}

/** The Service of a backend, in the form of v1 or in the older one; undefined if the backend is something else. */
function read(backend: any, pointer: string, namespace: string): Backend | undefined {
  const service = backend?.service;
  if (typeof service?.name === 'string') {
    const { number, name } = service.port ?? {};
    if (name === 'use-annotation') return undefined; // the AWS controller writes this for an action; it is not a Service
    const at = `${pointer}/service`;
    return {
      name: service.name,
      namespace,
      port: number ?? name,
      namePointer: `${at}/name`,
      portPointer: `${at}/port`,
    };
  }
  if (typeof backend?.serviceName !== 'string' || backend.servicePort === 'use-annotation') return undefined;
  const { serviceName: name, servicePort: port } = backend;
  return { name, namespace, port, namePointer: `${pointer}/serviceName`, portPointer: `${pointer}/servicePort` };
}
