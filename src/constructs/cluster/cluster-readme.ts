import { Chart, Names } from 'cdk8s';
import { Construct } from 'constructs';
import type { AddOns } from './add-ons';
import type { AuditPolicy } from './audit-policy';
import type { EncryptionAtRest } from './encryption-at-rest';
import type { HardenedControlPlane } from './hardened-control-plane';
import type { HardenedKubelet } from './hardened-kubelet';
import { type NodeFile, NodeRole } from './node-file';
import { nodeFilesOf } from './node-files-of';
import type { StructuredAuthentication } from './structured-authentication';
import type { StructuredAuthorization } from './structured-authorization';

/** What a README describes. */
interface ReadmeParts {
  readonly kubernetesVersion: string;
  readonly audit: AuditPolicy;
  readonly encryption: EncryptionAtRest;
  readonly authentication?: StructuredAuthentication;
  readonly authorization?: StructuredAuthorization;
  readonly kubelet: HardenedKubelet;
  readonly controlPlane: HardenedControlPlane;
  readonly addOns: AddOns;
}

/** The README beside the files of a cluster: what goes where, in which order, and how to roll back. No node gets it. */
export class ClusterReadme extends Construct {
  public constructor(
    scope: Construct,
    id: string,
    private readonly parts: ReadmeParts,
  ) {
    super(scope, id);
  }

  public _nodeFile() {
    const { folder } = this.parts.controlPlane;
    return { folder, path: '/README.md', text: () => this.text(folder) };
  }

  private text(folder: string): string {
    const { kubernetesVersion, encryption, addOns } = this.parts;
    const files = nodeFilesOf(this.node.root, folder);
    return [
      `# Files of the cluster, for Kubernetes ${kubernetesVersion.replace(/^v/, '')}`,
      'Written by cdk8s-hardened: change the app, not these files. None of them is for `kubectl apply`. Tokens and keys are not in them; what stands in their place keeps the program that reads the file from starting.',
      '## What goes where',
      filesTable(files),
      'Check that the copy is complete, before keys are filled in: `sha256sum --check SHA256SUMS`',
      '## Install, in this order',
      ordered([
        'Keep what is there: `cp -a /etc/kubernetes /root/kubernetes-before` on each node that has it.',
        `On each node of the control plane, as root, in this folder:\n\n${commands(files, NodeRole.CONTROL_PLANE)}`,
        `On each worker, as root, in this folder:\n\n${commands(files, NodeRole.WORKER)}`,
        ...this.installSteps(),
      ]),
      '## Then apply the objects, in this order',
      objectsTable(addOns),
      ordered(this.objects()),
      '## Check that it works',
      ordered(this.checks()),
      '## Replace the key of the encryption',
      ordered(encryption.rotationSteps),
      '## Roll back',
      ordered(this.rollback()),
      '',
    ].join('\n\n');
  }

  private installSteps(): string[] {
    const { encryption, authorization, kubelet, controlPlane } = this.parts;
    return [
      ...encryption.keySteps,
      ...(authorization?.installSteps ?? []),
      ...kubelet.beforeStart,
      ...controlPlane.installSteps,
      ...kubelet.afterJoin,
      'In a cluster that had values before, encrypt them:',
      ...encryption.rewriteSteps,
    ];
  }

  /** What shows what happens comes first, what can cut people off last. */
  private objects(): string[] {
    const { logShipper, metricsServer, benchmarkScan, imageSignatures, anonymousLockdown, firewall } =
      this.parts.addOns;
    const parts = [logShipper, metricsServer, benchmarkScan, imageSignatures, anonymousLockdown, firewall];
    return parts.flatMap((part) => part?.installSteps ?? []);
  }

  private checks(): string[] {
    const { audit, authentication } = this.parts;
    const health = authentication?._allowsProbes ? '`ok`' : '`401`';
    return [
      `Without a certificate: \`curl -k https://ADDRESS:6443/livez\` answers ${health}, and \`curl -k https://ADDRESS:6443/api\` answers \`401\`.`,
      'A Secret in etcd is not plain text: `ETCDCTL_API=3 etcdctl --cacert /etc/kubernetes/pki/etcd/ca.crt --cert /etc/kubernetes/pki/etcd/server.crt --key /etc/kubernetes/pki/etcd/server.key get /registry/secrets/default/NAME | hexdump -C` begins with `k8s:enc:` after the name.',
      `The audit log has requests: \`tail -n 1 ${audit.logPath}\`, and none of its lines about Secrets has a \`requestObject\`.`,
      `A pod with a path of its node is refused in a namespace without labels: \`kubectl run test --image=busybox --dry-run=server --overrides='{"spec":{"volumes":[{"name":"node","hostPath":{"path":"/"}}]}}'\``,
    ];
  }

  private rollback(): string[] {
    const { encryption, controlPlane, addOns } = this.parts;
    return [
      'An API server that does not start says why: `crictl logs "$(crictl ps --all --quiet --name kube-apiserver | head -n 1)"`. Put back the file that it names, from `/root/kubernetes-before` or from an earlier commit; the kubelet starts it again.',
      'Change one node of the control plane at a time, and wait for `kubectl get --raw /readyz` of that node, so that the others serve meanwhile.',
      `The encryption is not rolled back by removing ${encryption.path}: what is stored stays encrypted, and cannot be read without it. Add \`- identity: {}\` as the first provider on each node, write all values again, and only then remove the flags and the file. Keep the keys as long as backups of etcd need them.`,
      `To remove another file, remove the flag that names it in /etc/kubernetes/manifests/kube-apiserver.yaml, and in the ConfigMap kubeadm-config in kube-system, which the next upgrade reads; then remove the file. ${controlPlane.path} is read at \`kubeadm init\` alone.`,
      'Objects are removed with `kubectl delete -f` and their file.',
      ...(addOns.anonymousLockdown?.rollbackSteps ?? []),
      ...(addOns.firewall?.rollbackSteps ?? []),
    ];
  }
}

function isFor(role: NodeRole): (file: NodeFile) => boolean {
  return ({ nodes }) => nodes === role || nodes === NodeRole.EVERY;
}

function filesTable(files: readonly NodeFile[]): string {
  const rows = files.map(({ path, nodes, mode }) => `| \`${path}\` | ${nodes} | ${mode} |`);
  return ['| file | nodes | mode |', '| --- | --- | --- |', ...rows].join('\n');
}

const CLASSES: { readonly [part in keyof Required<AddOns>]: string } = {
  ...{ logShipper: 'LogShipper', metricsServer: 'MetricsServer', benchmarkScan: 'BenchmarkScan' },
  ...{ imageSignatures: 'ImageSignaturePolicy', anonymousLockdown: 'AnonymousLockdown' },
  firewall: 'ControlPlaneFirewall',
};

/** The files of charts, which stand beside the folder of the nodes. */
function objectsTable(addOns: AddOns): string {
  const rows = Object.entries(CLASSES).flatMap(([name, of]) => {
    const part = addOns[name as keyof AddOns];
    if (!part?.node.scopes.some((each) => Chart.isChart(each))) return [];
    return [`| \`${Names.toDnsLabel(Chart.of(part))}.k8s.yaml\` | \`${of}\` |`];
  });
  return ['| file | what |', '| --- | --- |', ...rows].join('\n');
}

function commands(files: readonly NodeFile[], role: NodeRole): string {
  const lines = files
    .filter(isFor(role))
    .map(({ path, mode }) => `install -D -o root -g root -m ${mode} .${path} ${path}`);
  return ['   ```sh', ...lines.map((line) => `   ${line}`), '   ```'].join('\n');
}

function ordered(steps: readonly string[]): string {
  return steps.map((step, index) => `${index + 1}. ${step}`).join('\n');
}
