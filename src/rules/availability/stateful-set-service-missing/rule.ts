import { serviceNamed, servicesBefore } from '../../../analysis/network/services';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { Manifest, PodTemplateView } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { called } from '../../shared/kind-name';

export const rule = defineRule({
  id: 'stateful-set-service-missing',
  category: 'availability',
  title: 'Stateful sets have a headless service for their pods',
  severity: Severity.LOW,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id'],
  equivalents: {
    kubeScore: ['statefulset-has-servicename'],
  },
  visit: {
    types: ['apps/StatefulSet'],
    manifest(set, { all, report }) {
      const { podTemplate: pod } = set;
      const problem = pod && problemOf(set, pod, all);
      if (problem) report({ pointer: '/spec/serviceName', message: `${called(set)} ${problem}` });
    },
  },
});

function problemOf(set: Manifest, pod: PodTemplateView, all: ManifestSet): string | undefined {
  const name = set.value('/spec/serviceName');
  if (typeof name !== 'string' || name === '')
    return 'gives its pods no DNS names; add a headless Service and set serviceName to its name';
  const service = serviceNamed(name, set.effectiveNamespace, all);
  if (!service) return `names service "${name}", which is not among the objects; add a headless Service of that name`;
  if (service.value('/spec/clusterIP') !== 'None')
    return `names service "${name}", which is not headless; set its clusterIP to "None"`;
  if (!servicesBefore(pod, all).includes(service))
    return `names service "${name}", which does not select its pods; use their labels in its selector`;
  return undefined;
}
