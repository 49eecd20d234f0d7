import { ApiObject, Lazy } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { AspectPriority, Aspects } from '../../aspects/aspects';
import { recordCreation } from '../../aspects/creation-site';
import { Harden } from '../../aspects/harden-aspect';
import { HardeningChecks } from '../../aspects/hardening-checks';
import { Profile } from '../../engine/profile';
import { checkKeys } from '../../engine/waivers/terms';
import { perRule, type Waiver } from '../../engine/waivers/waiver';
import { profileOf } from '../../profiles/policy';
import { importedAccount, isImported, isLocked } from '../access/imported-account';
import { LockedServiceAccount } from '../access/locked-service-account';
import { sizeText } from '../amounts';
import { ofRoot, pathOf } from '../construct-tree';
import { classProblem, Defaults } from '../defaults';
import { refuseWrongValues } from '../wrong-values';
import { applyIdentity } from './apply-identity';
import { createPatchedLists } from './patched-lists';
import { plainPath } from './paths';
import { USUAL_WRITABLE } from './pod-settings';
import type { ISecureWorkload } from './secure-workload';
import { type AnyWorkloadProps, settingsProblem } from './settings-checks';
import { type DisruptionBudget, UnhealthyPodEvictionPolicy } from './workload-settings';
import { WorkloadShape } from './workload-shape';

type SecureWorkload = kplus.AbstractPod & ISecureWorkload;

const MEANS = Symbol.for('cdk8s-hardened.constructs');

/**
 * Makes a cdk8s-plus workload secure: adds its account and network policy, and aspects that complete, fix and check its
 * manifest. Called at the end of the constructor of each Secure* class.
 */
export function secureWorkload(workload: SecureWorkload, apiObject: ApiObject, props: AnyWorkloadProps): void {
  recordCreation(workload);
  const problem = settingsProblem(apiObject.kind, workload, props);
  if (problem) throw new Error(`"${workload.node.path}": ${problem}`);
  for (const sidecar of props.sidecars ?? [])
    workload.addInitContainer({ ...sidecar, restartPolicy: kplus.ContainerRestartPolicy.ALWAYS });
  if (props.disruptionBudget) addBudget(workload, props.disruptionBudget);
  new ApiObject(workload, 'NetworkPolicy', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { namespace: workload.metadata.namespace },
    spec: Lazy.any({ produce: () => workload.connections._declared.toPolicySpec() }),
  });
  if (props.cloudIdentity) applyIdentity(workload, props.cloudIdentity);
  const { writablePaths = [], writablePathSize = USUAL_WRITABLE, waivers = [] } = props;
  const shape = new WorkloadShape(apiObject, {
    props,
    needs: {
      writablePaths: [...new Set(['/tmp', ...writablePaths.map((path) => plainPath(path))])],
      writablePathSize: sizeText(writablePathSize),
    },
    account: workload.account,
    connections: workload.connections._declared,
    waivers: perRule(waivers.map((waiver) => aimWaiver(workload, waiver))),
  });
  const { mend, refuse } = meansOf(workload);
  const aspects = Aspects.of(workload);
  aspects.add(shape, { priority: AspectPriority.MUTATING - 100 }); // All workloads are completed before the first one is fixed.
  aspects.add(mend, { priority: AspectPriority.MUTATING });
  aspects.add(refuse, { priority: AspectPriority.READONLY });
  createPatchedLists(apiObject);
  refuseWrongValues(apiObject);
}

function addBudget(workload: SecureWorkload, budget: DisruptionBudget): void {
  const { minAvailable, maxUnavailable, unhealthyPodEvictionPolicy = UnhealthyPodEvictionPolicy.ALWAYS_ALLOW } = budget;
  const amount = minAvailable ? { minAvailable: minAvailable.value } : { maxUnavailable: maxUnavailable?.value ?? 1 };
  new ApiObject(workload, 'DisruptionBudget', {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { namespace: workload.metadata.namespace },
    spec: {
      ...amount,
      unhealthyPodEvictionPolicy,
      selector: Lazy.any({ produce: () => workload.connections._declared.toPolicySpec().podSelector }),
    },
  });
}

/** Throws if the props of a workload are not allowed for a secure workload. */
export function checkProps(scope: Construct, id: string, props: kplus.AbstractPodProps): void {
  const wrong = (what: string) => new Error(`"${pathOf(scope, id)}": ${what}`);
  if (id === '') throw wrong('id is empty; give the construct an id');
  if (props.containers?.length === 0)
    throw wrong('containers is empty; give one, or leave it out and call addContainer()');
  if (props.isolate === false)
    throw wrong('isolate is false; declare connections instead, as connections.allowFrom(peer)');
  const { serviceAccount: account } = props;
  if (account !== undefined && !isLocked(account) && !isImported(account))
    throw wrong('serviceAccount is not a LockedServiceAccount; give one, or leave it out: the workload makes its own');
}

/** Returns the given account, one that stands for an account of the cluster, or a new one for the workload. */
export function accountOf(workload: kplus.AbstractPod, props: kplus.AbstractPodProps): LockedServiceAccount {
  const { serviceAccount } = props;
  if (serviceAccount && isImported(serviceAccount))
    return importedAccount(workload, serviceAccount, workload.metadata.namespace);
  if (isLocked(serviceAccount)) {
    const [theirs, own] = [serviceAccount.metadata.namespace, workload.metadata.namespace];
    if (theirs === undefined || own === undefined || theirs === own) return serviceAccount;
    throw new Error(
      `"${workload.node.path}": serviceAccount is in namespace "${theirs}", and the pods are in "${own}"; give one of that namespace`,
    );
  }
  return new LockedServiceAccount(workload, 'ServiceAccount', { metadata: { namespace: workload.metadata.namespace } });
}

/** Returns the aspects that fix and check the secure workloads of an app. */
function meansOf(workload: kplus.AbstractPod): { readonly mend: Harden; readonly refuse: HardeningChecks } {
  return ofRoot(workload, MEANS, () => ({
    mend: Harden._own(constructProfile),
    refuse: HardeningChecks._own({ by: 'its Secure* workloads', profile: constructProfile }),
  }));
}

/** Returns the props of a workload, with the default resources for containers without any. */
export function withResources<T extends AnyWorkloadProps & kplus.AbstractPodProps>(
  scope: Construct,
  id: string,
  props: T,
): T {
  const { resourceClasses = {}, resourceClass: usual } = Defaults.of(scope).all();
  const name = props.resourceClass ?? usual;
  if (name === undefined) return props;
  const problem = classProblem(name, resourceClasses);
  if (problem) throw new Error(`"${pathOf(scope, id)}": ${problem}`);
  const fill = (containers: kplus.ContainerProps[] | undefined) =>
    containers?.map((container) => ({ ...container, resources: container.resources ?? resourceClasses[name] }));
  const { containers, initContainers, sidecars } = props;
  return { ...props, containers: fill(containers), initContainers: fill(initContainers), sidecars: fill(sidecars) };
}

/**
 * The default profile without the rules that one construct cannot meet: those about namespaces and digests, about CPU
 * limits, which a namespace may set, and about permissions, which are checked when they are granted. `HardeningChecks`
 * on the app checks all of them.
 */
function constructProfile(edition?: string): Profile {
  const others = ['default-namespace', 'image-not-pinned-by-digest', 'image-pull-policy', 'cpu-limit-missing'];
  const rules = profileOf({ edition }).rules.filter(
    ({ meta }) => meta.category !== 'rbac' && !others.includes(meta.id),
  );
  const profile = new Profile('nsa of one workload', { rules });
  return profileOf({ profile, rules: { 'service-links': { enabled: true } } });
}

function aimWaiver(workload: kplus.AbstractPod, waiver: Waiver): Waiver {
  checkKeys(waiver);
  return waiver.construct || waiver.kind || waiver.name ? waiver : { ...waiver, construct: workload.node.path };
}
