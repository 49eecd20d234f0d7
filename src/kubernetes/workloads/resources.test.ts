import { DEPLOYER_RESOURCES, POD_RESOURCES, POD_TEMPLATE_RESOURCES, partsOfName } from './resources';
import { WORKLOADS } from './table';

test('every kind of the table is named in the plural of its definition', () => {
  expect(POD_RESOURCES).toEqual(
    expect.arrayContaining([
      'workflows.argoproj.io',
      'cronworkflows.argoproj.io',
      'taskruns.tekton.dev',
      'services.serving.knative.dev',
      'jobs.batch.volcano.sh',
      'rayclusters.ray.io',
      'pytorchjobs.kubeflow.org',
      'jobsets.jobset.x-k8s.io',
      'sandboxes.agents.x-k8s.io',
      'elasticsearches.elasticsearch.k8s.elastic.co',
      'prometheuses.monitoring.coreos.com',
      'kafkamirrormaker2s.kafka.strimzi.io',
      'deploymentconfigs.apps.openshift.io',
      'virtualmachines.kubevirt.io',
    ]),
  );
});

test('what only others use creates no pods', () => {
  expect(POD_TEMPLATE_RESOURCES).toEqual(
    expect.arrayContaining(['workflowtemplates.argoproj.io', 'tasks.tekton.dev', 'pipelines.tekton.dev']),
  );
  expect(POD_RESOURCES.filter((name) => POD_TEMPLATE_RESOURCES.includes(name))).toEqual([]);
  const kinds = new Set(WORKLOADS.flatMap((entry) => entry.kinds));
  expect(POD_TEMPLATE_RESOURCES).toHaveLength(14);
  expect(kinds.has('SandboxTemplate')).toBe(true);
});

test('each name has a group, and stands in one list once', () => {
  const names = [...POD_RESOURCES, ...POD_TEMPLATE_RESOURCES, ...DEPLOYER_RESOURCES];
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  expect(names.filter((name) => partsOfName(name).group === '')).toEqual([]);
  expect(partsOfName('rollouts.argoproj.io')).toEqual({ resource: 'rollouts', group: 'argoproj.io' });
  expect(partsOfName('pods')).toEqual({ resource: 'pods', group: '' });
});
