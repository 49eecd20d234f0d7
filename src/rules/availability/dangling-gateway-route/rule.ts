import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { Manifest } from '../../../model/manifest';
import { called } from '../../shared/kind-name';
import { type Backend, backendProblem } from '../../shared/service-backends';

const GROUP = 'gateway.networking.k8s.io';

export const rule = defineRule({
  id: 'dangling-gateway-route',
  category: 'availability',
  title: 'Gateway routes send traffic to services that exist',
  severity: Severity.MEDIUM,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: ['https://gateway-api.sigs.k8s.io/reference/spec/'],
  visit: {
    types: ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'].map((kind) => `${GROUP}/${kind}`),
    manifest(route, { all, report }) {
      for (const backend of backendsOf(route)) {
        const problem = backendProblem(backend, all);
        if (problem) report({ pointer: problem.pointer, message: `${called(route)} ${problem.message}` });
      }
    },
  },
});

/** The targets of rules, and of filters that mirror traffic. */
function backendsOf(route: Manifest): Backend[] {
  const refs: [pointer: string, ref: any][] = [];
  for (const [rulePointer, rule] of itemsOf('/spec/rules', route.json.spec?.rules)) {
    for (const [pointer, ref] of itemsOf(`${rulePointer}/backendRefs`, rule?.backendRefs)) {
      refs.push([pointer, ref], ...mirrorsOf(pointer, ref));
    }
    refs.push(...mirrorsOf(rulePointer, rule));
  }
  return refs.flatMap(([pointer, ref]) => {
    // Without a kind or group it is a Service.
    if (typeof ref?.name !== 'string' || (ref.kind ?? 'Service') !== 'Service' || (ref.group ?? '') !== '') return [];
    const namespace = typeof ref.namespace === 'string' ? ref.namespace : route.effectiveNamespace;
    const { name, port } = ref;
    return [{ name, namespace, port, namePointer: `${pointer}/name`, portPointer: `${pointer}/port` }];
  });
}

function mirrorsOf(pointer: string, holder: any): [pointer: string, ref: any][] {
  return itemsOf(`${pointer}/filters`, holder?.filters).map(([at, filter]) => [
    `${at}/requestMirror/backendRef`,
    filter?.requestMirror?.backendRef,
  ]);
}

function itemsOf(pointer: string, list: any): [pointer: string, item: any][] {
  return Array.isArray(list) ? list.map((item, index) => [`${pointer}/${index}`, item]) : [];
}
