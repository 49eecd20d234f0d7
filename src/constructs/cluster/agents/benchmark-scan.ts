import { ApiObject, Cron, Duration, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { recordCreation } from '../../../aspects/creation-site';
import { PodSecurityLevel } from '../../../engine/rule';
import { pathOf } from '../../construct-tree';
import { IsolatedNamespace } from '../../namespaces/isolated-namespace';
import type { PodSecurityWaiver } from '../../namespaces/pod-security';
import { SecureCronJob } from '../../workloads/secure-cron-job';
import { CONTROL_PLANE_LABEL } from '../firewall/firewall-parts';
import { mountNodePaths, type NodePath, nodeWaivers, tolerateAll } from './node-access';

/** Options of a `BenchmarkScan`. */
export interface BenchmarkScanProps {
  /** Image of kube-bench, with a digest. */
  readonly image: string;
  /** Why the scan may see the processes and files of a node as root, and how long. */
  readonly podSecurityWaiver: PodSecurityWaiver;
  /**
   * Name of its namespace, in which nothing else runs.
   *
   * @default 'benchmark-scan'
   */
  readonly namespaceName?: string;
  /**
   * The benchmark, as kube-bench names it.
   *
   * @default 'cis-1.12' - for Kubernetes 1.32 to 1.34, the newest of kube-bench 0.15
   */
  readonly benchmark?: string;
  /**
   * When it runs.
   *
   * @default - each Monday at 3:17
   */
  readonly schedule?: Cron;
  /**
   * Further checks that are left out, such as `1.2.6`: kube-bench reads flags alone, and fails some that a file decides.
   *
   * @default - 1.1.11 and 1.1.12 alone, about the data of etcd, which the scan does not see
   */
  readonly skip?: string[];
  /**
   * Whether a failed check fails the Job, so that what watches Jobs tells.
   *
   * @default true
   */
  readonly failsOnFindings?: boolean;
  /**
   * Labels of the node without the control plane that is scanned.
   *
   * @default - any node; in each run, it is one
   */
  readonly workerSelector?: { [label: string]: string };
}

/** What a rule finds in a scan of a node. */
const FINDINGS = [
  ...['host-pid', 'host-path-volume', 'restricted-volume-type', 'sensitive-host-path'],
  ...['run-as-non-root', 'run-as-root-user', 'run-as-root-group'],
];
/** Of the folder of the kubelet, its configuration alone: beside it are the Secrets of all pods of the node. */
const OF_NODE: readonly NodePath[] = [
  { name: 'kubernetes', path: '/etc/kubernetes' },
  { name: 'kubelet', path: '/var/lib/kubelet/config.yaml', isFile: true },
  { name: 'etc-systemd', path: '/etc/systemd' },
  { name: 'lib-systemd', path: '/lib/systemd' },
];
const OF_CONTROL_PLANE: readonly NodePath[] = [...OF_NODE, { name: 'network', path: '/etc/cni/net.d' }];
const POD = '/spec/jobTemplate/spec/template/spec';

/**
 * Compares nodes with the CIS benchmark, by kube-bench: one of the control plane and one other, each in a CronJob. The scan sees the
 * processes and the configuration of its node, read-only and without any capability; it has no token and no network. Its report is its log.
 *
 * @see https://github.com/aquasecurity/kube-bench
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { BenchmarkScan } from 'cdk8s-hardened';
 *
 * new BenchmarkScan(new Chart(new App(), 'benchmark'), 'scan', {
 *   image: 'ghcr.io/acme/kube-bench:v0.15.6',
 *   skip: ['1.2.6', '1.2.7', '1.2.8'],
 *   podSecurityWaiver: { reason: 'kube-bench reads processes and files of its node', expires: '2027-06-30' },
 * });
 */
export class BenchmarkScan extends Construct {
  /** Its namespace. */
  public readonly isolatedNamespace: IsolatedNamespace;
  /** The scan of a node of the control plane. */
  public readonly controlPlane: SecureCronJob;
  /** The scan of another node. */
  public readonly worker: SecureCronJob;

  /**
   * Throws for a benchmark or a check that kube-bench could not have.
   *
   * @param scope the parent construct
   * @param id id of the construct
   * @param props options
   */
  public constructor(scope: Construct, id: string, props: BenchmarkScanProps) {
    const { benchmark = 'cis-1.12', skip = [], namespaceName = 'benchmark-scan', podSecurityWaiver } = props;
    const problem = scanProblem(benchmark, skip);
    if (problem) throw new Error(`"${pathOf(scope, id)}" ${problem}`);
    super(scope, id);
    recordCreation(this);
    this.isolatedNamespace = new IsolatedNamespace(this, 'namespace', {
      ...{ name: namespaceName, podSecurityLevel: PodSecurityLevel.PRIVILEGED, podSecurityWaiver },
    });
    const { CONTROL_PLANE, WORKER } = TARGETS;
    this.controlPlane = this.scan(
      'control-plane',
      { [CONTROL_PLANE_LABEL]: '' },
      CONTROL_PLANE,
      OF_CONTROL_PLANE,
      props,
    );
    this.worker = this.scan('worker', props.workerSelector, WORKER, OF_NODE, props);
  }

  /** How it is installed. */
  public get installSteps(): string[] {
    const { name } = this.isolatedNamespace;
    return [
      `Benchmark: apply the objects of \`BenchmarkScan\`, and run each of its CronJobs once: \`kubectl create job --namespace ${name} --from cronjob/${this.controlPlane.name} first\`. The report is the log of its pod; \`docs/cluster.md\` of cdk8s-hardened says which checks fail although a file is right.`,
    ];
  }

  private scan(
    id: string,
    nodeSelector: { [label: string]: string } | undefined,
    targets: string,
    paths: readonly NodePath[],
    props: BenchmarkScanProps,
  ): SecureCronJob {
    const { benchmark = 'cis-1.12', skip = [], failsOnFindings = true, podSecurityWaiver } = props;
    const isOfControlPlane = id === 'control-plane';
    const job = new SecureCronJob(this, id, {
      metadata: { name: `kube-bench-${id}`, namespace: this.isolatedNamespace.name },
      schedule: props.schedule ?? Cron.schedule({ minute: '17', hour: '3', weekDay: '1' }),
      concurrencyPolicy: kplus.ConcurrencyPolicy.FORBID,
      startingDeadline: Duration.hours(1),
      ...{ activeDeadline: Duration.minutes(10), backoffLimit: 0, ttlAfterFinished: Duration.days(14) },
      nodeSelector,
      containers: [
        {
          ...{ name: 'kube-bench', image: props.image },
          args: [
            ...['run', `--targets=${targets}`, `--benchmark=${benchmark}`, '--json'],
            `--skip=${[...ETCD_DATA, ...skip].join(',')}`,
            ...(failsOnFindings ? ['--exit-code=1'] : []),
          ],
          securityContext: { user: 0, group: 0, ensureNonRoot: false },
          resources: {
            cpu: { request: kplus.Cpu.millis(100) },
            memory: { request: Size.mebibytes(128), limit: Size.mebibytes(128) },
          },
        },
      ],
      waivers: nodeWaivers([...FINDINGS, ...(isOfControlPlane ? ['control-plane-scheduling'] : [])], podSecurityWaiver),
    });
    mountNodePaths(job, job, paths);
    const object = ApiObject.of(job);
    object.addJsonPatch(JsonPatch.add(`${POD}/hostPid`, true)); // as cdk8s-plus writes the field
    if (isOfControlPlane) tolerateAll(object, POD);
    return job;
  }
}

/** Checks of the folder of etcd, which is not mounted: it has all that is in the cluster. */
const ETCD_DATA = ['1.1.11', '1.1.12'];
const TARGETS = { CONTROL_PLANE: 'master,etcd,controlplane,node', WORKER: 'node' };

function scanProblem(benchmark: string, skip: readonly string[]): string | undefined {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9.]+)+$/.test(benchmark))
    return `has the benchmark "${benchmark}"; write it as kube-bench does, such as "cis-1.12"`;
  const wrong = skip.find((check) => !/^\d+(\.\d+){1,2}$/.test(check));
  return wrong === undefined ? undefined : `leaves out the check "${wrong}"; write its number, such as "1.2.6"`;
}
