import { BUILT_IN } from './built-in';
import { WORKLOADS } from './table';

/** Kinds of the table that make no pods by themselves: an object of another kind uses them. */
const USED_BY_OTHERS = new Set([
  'AnalysisTemplate',
  'ClusterAnalysisTemplate',
  'ClusterServingRuntime',
  'ClusterTask',
  'ClusterTrainingRuntime',
  'ClusterWorkflowTemplate',
  'Pipeline',
  'SandboxTemplate',
  'ServingRuntime',
  'SidecarSet',
  'StepAction',
  'Task',
  'TrainingRuntime',
  'WorkflowTemplate',
]);

const CUSTOM = WORKLOADS.filter((entry) => !BUILT_IN.includes(entry)).flatMap(({ groups, kinds }) =>
  kinds.flatMap((kind) => groups.filter((group) => group !== '').map((group) => ({ kind, name: nameOf(kind, group) }))),
);

/**
 * Custom resources that create pods whose content the table does not describe: virtual machines, builds, functions and
 * databases with pod fields of their own.
 *
 * @see https://kubevirt.io/api-reference/
 * @see https://nightlies.apache.org/flink/flink-kubernetes-operator-docs-stable/docs/custom-resource/reference/
 * @see https://docs.redhat.com/en/documentation/openshift_container_platform/4.20/html/workloads_apis/
 */
const UNDESCRIBED = [
  'virtualmachines.kubevirt.io',
  'virtualmachineinstances.kubevirt.io',
  'virtualmachineinstancereplicasets.kubevirt.io',
  'virtualmachinepools.pool.kubevirt.io',
  'flinkdeployments.flink.apache.org',
  'builds.build.openshift.io',
  'buildconfigs.build.openshift.io',
  'buildruns.shipwright.io',
  'containersources.sources.knative.dev',
  'jobsinks.sinks.knative.dev',
  'jobflows.flow.volcano.sh',
  'appwrappers.workload.codeflare.dev',
  'daskclusters.kubernetes.dask.org',
  'daskjobs.kubernetes.dask.org',
  'seldondeployments.machinelearning.seldon.io',
  'runnerdeployments.actions.summerwind.dev',
  'runners.actions.summerwind.dev',
  'gameservers.agones.dev',
  'fleets.agones.dev',
  'postgresqls.acid.zalan.do',
  'testruns.k6.io',
  'devworkspaces.workspace.devfile.io',
];

/** Custom resources that create pods, each as the name of its definition, `<plural>.<group>`. */
export const POD_RESOURCES: readonly string[] = [
  ...CUSTOM.filter(({ kind }) => !USED_BY_OTHERS.has(kind)).map(({ name }) => name),
  ...UNDESCRIBED,
];

/** Custom resources that other objects create pods from. */
export const POD_TEMPLATE_RESOURCES: readonly string[] = CUSTOM.filter(({ kind }) => USED_BY_OTHERS.has(kind)).map(
  ({ name }) => name,
);

/**
 * Custom resources from which a controller, with its own permissions, creates objects of any kind, pods included.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/
 * @see https://fluxcd.io/flux/security/
 * @see https://olm.operatorframework.io/docs/concepts/crds/subscription/
 */
export const DEPLOYER_RESOURCES: readonly string[] = [
  'applications.argoproj.io',
  'applicationsets.argoproj.io',
  'kustomizations.kustomize.toolkit.fluxcd.io',
  'helmreleases.helm.toolkit.fluxcd.io',
  'helmreleases.helm.fluxcd.io',
  'bundles.fleet.cattle.io',
  'gitrepos.fleet.cattle.io',
  'helmcharts.helm.cattle.io',
  'helmchartconfigs.helm.cattle.io',
  'plans.upgrade.cattle.io',
  'apps.kappctrl.k14s.io',
  'packageinstalls.packaging.carvel.dev',
  'applications.core.oam.dev',
  'objects.kubernetes.crossplane.io',
  'releases.helm.crossplane.io',
  'manifestworks.work.open-cluster-management.io',
  'resourcegraphdefinitions.kro.run',
  'subscriptions.operators.coreos.com',
  'clusterextensions.olm.operatorframework.io',
  'rootsyncs.configsync.gke.io',
  'reposyncs.configsync.gke.io',
];

/** The name of a kind's definition. */
function nameOf(kind: string, group: string): string {
  return `${resourceOf(kind)}.${group}`;
}

/** The resource of a custom kind: the tools that generate definitions make the English plural. */
export function resourceOf(kind: string): string {
  const word = kind.toLowerCase();
  if (/(?:s|x|z|ch|sh)$/.test(word)) return `${word}es`;
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}

/** A resource, and its group, of a name such as `rollouts.argoproj.io`. */
export function partsOfName(name: string): { readonly resource: string; readonly group: string } {
  const dot = name.indexOf('.');
  return dot < 0 ? { resource: name, group: '' } : { resource: name.slice(0, dot), group: name.slice(dot + 1) };
}
