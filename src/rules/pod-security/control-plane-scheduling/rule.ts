import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { escapeSegment } from '../../../json/pointer';
import type { PodTemplateView } from '../../../model/manifest';
import { NSA_GUIDE } from '../../shared/sources';

/** The label and the taint of control plane nodes have the same name: the current one and the older one. */
export const ROLES = new Set(['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master']);
const ELSEWHERE = 'where it can reach etcd and the API server';

export const rule = defineRule({
  id: 'control-plane-scheduling',
  category: 'pod-security',
  title: 'Pods do not run on control plane nodes',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA N5', 'OWASP K09:2022', 'OWASP K07:2025'],
  references: [NSA_GUIDE, 'https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/'],
  equivalents: {
    kyverno: ['restrict-controlplane-scheduling', 'restrict-node-selection'],
  },
  visit: {
    types: ['node.k8s.io/RuntimeClass'],
    manifest(runtimeClass, { report }) {
      const what = `each pod of runtime class "${runtimeClass.objectRef.name}"`;
      const tolerations: any[] = runtimeClass.value('/scheduling/tolerations') ?? [];
      tolerations.forEach((toleration, index) => {
        if (!toleratesRole(toleration)) return;
        report({ pointer: `/scheduling/tolerations/${index}`, message: toleratedBy(what) });
      });
      for (const label of roleLabels(runtimeClass.value('/scheduling/nodeSelector'))) {
        report({ pointer: `/scheduling/nodeSelector/${escapeSegment(label)}`, message: askedBy(label, what) });
      }
    },
    podTemplate(pod, { report }) {
      // agents that must run on every node are DaemonSets, and tolerate the taint on purpose
      const severity = pod.manifest.objectRef.kind === 'DaemonSet' ? Severity.INFO : Severity.MEDIUM;
      for (const { pointer, message } of waysIn(pod))
        report({ pointer: `${pod.specPath}${pointer}`, message, severity });
    },
  },
});

function waysIn(pod: PodTemplateView): { readonly pointer: string; readonly message: string }[] {
  const tolerations: any[] = pod.value('/tolerations') ?? [];
  const node: string = pod.value('/nodeName') ?? '';
  return [
    ...tolerations.flatMap((toleration, index) =>
      toleratesRole(toleration) ? { pointer: `/tolerations/${index}`, message: toleratedBy('pod') } : [],
    ),
    ...roleLabels(pod.value('/nodeSelector')).map((label) => ({
      pointer: `/nodeSelector/${escapeSegment(label)}`,
      message: askedBy(label),
    })),
    ...wantedTerms(pod).flatMap(({ pointer, expressions }) =>
      expressions.flatMap(({ key, operator }, index) =>
        ROLES.has(key) && (operator === 'In' || operator === 'Exists')
          ? { pointer: `${pointer}/matchExpressions/${index}`, message: askedBy(key) }
          : [],
      ),
    ),
    ...(CONTROL_PLANE_NAME.test(node)
      ? [
          {
            pointer: '/nodeName',
            message: `pod sets node "${node}", which bypasses the scheduler and the taints of the node; remove nodeName`,
          },
        ]
      : []),
  ];
}

/** The taint has the effect NoSchedule. A toleration of all taints with another effect does not tolerate it. */
function toleratesRole({ key, operator, effect }: any): boolean {
  if ((key ?? '') !== '') return ROLES.has(key);
  return operator === 'Exists' && ['', 'NoSchedule'].includes(effect ?? '');
}

/** The terms of the node affinity, required and preferred. */
function wantedTerms(pod: PodTemplateView): { readonly pointer: string; readonly expressions: readonly any[] }[] {
  if (!pod.value('/affinity')) return [];
  const required = '/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms';
  const preferred = '/affinity/nodeAffinity/preferredDuringSchedulingIgnoredDuringExecution';
  const terms = (list: string, below: string) =>
    ((pod.value(list) ?? []) as any[]).map((_, index) => {
      const pointer = `${list}/${index}${below}`;
      return { pointer, expressions: pod.value(`${pointer}/matchExpressions`) ?? [] };
    });
  return [...terms(required, ''), ...terms(preferred, '/preference')];
}

function roleLabels(nodeSelector: unknown): string[] {
  return Object.keys(nodeSelector ?? {}).filter((label) => ROLES.has(label));
}

function toleratedBy(what: string): string {
  return `${what} may run on nodes of the control plane, ${ELSEWHERE}; remove the toleration, or set the key of another taint`;
}

function askedBy(label: string, what = 'pod'): string {
  return `${what} selects nodes with label "${label}", ${ELSEWHERE}; remove it`;
}

/** A manifest shows only the name of the node. Installers write whole words; `cp` and the like would be guesses. */
export const CONTROL_PLANE_NAME = /(^|[-.])(control-?plane|master)\d*($|[-.])/;
