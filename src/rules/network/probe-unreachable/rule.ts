import { cidrOf, covers } from '../../../analysis/network/cidr';
import { namespaceLabels } from '../../../analysis/network/isolation';
import { closedPod } from '../../../analysis/network/reachability/closed';
import type { ReadRule } from '../../../analysis/network/reachability/policies';
import { includes } from '../../../analysis/network/reachability/ports';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { ContainerView, PodTemplateView } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { objectsIn } from '../../../model/pod-index';
import { policiesCalled } from '../../shared/network-policies';
import { PROBES, probeOf } from '../../shared/probes';
import { NETWORK_POLICIES } from '../../shared/sources';

const MODE = 'istio.io/dataplane-mode';
/** From which Istio's ambient mode lets the probes of the kubelet come; the second is for pods with IPv6. */
const [SOURCE, SOURCE_6] = ['169.254.7.127/32', 'fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128'].flatMap(
  (text) => cidrOf(text) ?? [],
);

export const rule = defineRule({
  id: 'probe-unreachable',
  category: 'network',
  title: 'Network policies let probes of the kubelet reach pods whose network plugin applies the policies to them',
  severity: Severity.MEDIUM,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: [NETWORK_POLICIES, 'https://istio.io/latest/docs/ambient/usage/networkpolicy/'],
  visit: {
    podTemplate(pod, { all, report }) {
      if (!isAmbient(pod, all)) return;
      const closed = closedPod(pod, 'Ingress', all);
      if (!closed) return;
      const admits = (each: ReadRule, port: number) =>
        mayComeFromProbes(each) && includes(each.portsAt(closed.workload), 'TCP', port);
      for (const container of pod.containers) {
        for (const { pointer, name, port } of probesOf(container)) {
          if (closed.rules.some((each) => admits(each, port))) continue;
          report({
            pointer,
            message: `${name} of container "${container.name}" comes from 169.254.7.127 in Istio's ambient mode, and nothing under ${policiesCalled(closed.policies)} allows it on TCP ${port}; add an ingress rule from ipBlock 169.254.7.127/32`,
          });
        }
      }
    },
  },
});

/** The label of a pod takes precedence over that of its namespace. */
function isAmbient(pod: PodTemplateView, all: ManifestSet): boolean {
  const mode = pod.labels[MODE] ?? namespaceLabels(pod.manifest.effectiveNamespace, all)[MODE];
  return mode === 'ambient';
}

function mayComeFromProbes({ addresses }: ReadRule): boolean {
  const sources = [SOURCE, SOURCE_6].filter((each) => each !== undefined);
  return !addresses || addresses.some((range) => sources.some((source) => covers(range, source)));
}

/** The probes that the kubelet sends to the pod itself, each with its number of the port. */
function probesOf(container: ContainerView) {
  return PROBES.flatMap((name) =>
    ['httpGet', 'tcpSocket', 'grpc'].flatMap((handler) => {
      const { port, host } = probeOf(container, name)?.[handler] ?? {};
      const named = objectsIn(container.value('/ports')).find((each) => each.name === port)?.containerPort;
      const number = Number(named ?? port);
      if (host || !Number.isInteger(number)) return [];
      return { name, port: number, pointer: `${container.path}/${name}/${handler}/port` };
    }),
  );
}
