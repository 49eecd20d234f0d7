import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { AUTHORIZATION_MODE, type Component, type Flags, HARDENED_FLAGS } from '../../analysis/cluster/component-flags';
import { tmpfilesText } from '../../analysis/cluster/file-modes';
import {
  CERTIFICATE_KEY_PLACEHOLDER,
  clusterConfiguration,
  type HostMount,
  initConfiguration,
  joinConfiguration,
  type KubeadmFacts,
  PROBES_BY_TCP,
} from '../../analysis/cluster/kubeadm';
import { apiVersionOf } from '../../analysis/cluster/versions';
import { pathOf } from '../construct-tree';
import { clusterVersion } from './cluster-version';
import { addedFlagsProblem, controlPlaneProblem } from './control-plane-problem';
import type { HardenedControlPlaneProps } from './control-plane-props';
import { NodeFile, NodeRole, yamlOf } from './node-file';
import { nodeFilesOf } from './node-files-of';
import type { ServerWiring } from './server-wiring';

const FOLDER = '/etc/kubernetes/kubeadm';
const DISCOVERY = `${FOLDER}/discovery.conf`;
const PATCHES = `${FOLDER}/patches`;

/**
 * The files of kubeadm for a cluster: flags, mounts and file modes that fit the audit policy, the encryption, and the rest; the
 * configuration of kubelets and kube-proxy; how nodes join. Tokens and keys are not in them: kubeadm refuses what stands in their place.
 *
 * @see https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/
 * @example
 * import { App } from 'cdk8s';
 * import * as hardened from 'cdk8s-hardened';
 *
 * const app = new App();
 * const kubernetesVersion = '1.36.2';
 * new hardened.HardenedControlPlane(app, 'control-plane', {
 *   kubernetesVersion,
 *   audit: new hardened.AuditPolicy(app, 'audit', { kubernetesVersion }),
 *   encryption: new hardened.EncryptionAtRest(app, 'encryption', {
 *     kubernetesVersion,
 *     providers: [hardened.EncryptionProvider.secretbox('key-2026-11')],
 *   }),
 *   admission: new hardened.AdmissionControl(app, 'admission', { kubernetesVersion }),
 *   authentication: new hardened.StructuredAuthentication(app, 'authentication', { kubernetesVersion }),
 *   kubelet: new hardened.HardenedKubelet(app, 'kubelet', { kubernetesVersion }),
 *   kubeProxy: new hardened.HardenedKubeProxy(app, 'kube-proxy', { kubernetesVersion }),
 * });
 */
export class HardenedControlPlane extends NodeFile {
  private readonly facts: KubeadmFacts;
  private readonly documents: readonly object[];
  private readonly isWithoutProxy: boolean;

  /**
   * Throws if a file is for another version or cluster, if an added flag weakens the control plane, is set already, or names a file
   * that the program does not see, and if etcd is reached without TLS or shares its certificate authority.
   *
   * @param scope the parent construct, such as the app
   * @param id id of the construct
   * @param props options
   */
  public constructor(scope: Construct, id: string, props: HardenedControlPlaneProps) {
    const at = pathOf(scope, id);
    const version = clusterVersion(scope, at, props.kubernetesVersion);
    const problem = controlPlaneProblem(props, version);
    if (problem) throw new Error(`"${at}" ${problem}`);
    const wirings = wiringsOf(props);
    const flags = flagsOf(props, wirings);
    const mounts = uniqueMounts(wirings);
    const readable = mounts.map(({ path }) => path);
    const wrong = addedFlagsProblem(props, flags, readable);
    if (wrong) throw new Error(`"${at}" ${wrong}`);
    const { folder, kubelet, kubeProxy } = props;
    super(scope, id, { path: `${FOLDER}/init.yaml`, text: '', folder });
    this.isWithoutProxy = kubeProxy === undefined;
    this.facts = factsOf(props, version, { flags, mounts });
    kubelet._becomePart();
    kubeProxy?._becomePart();
    this.documents = [kubelet._document, ...(kubeProxy ? [kubeProxy._document] : [])];
    this.addFiles(mounts);
  }

  /** How the first node, further ones of the control plane, and workers are made. */
  public get installSteps(): string[] {
    const skip = this.isWithoutProxy ? ' --skip-phases addon/kube-proxy' : '';
    return [
      `Check the file: \`kubeadm config validate --config ${FOLDER}/init.yaml\``,
      `On the first node of the control plane: \`kubeadm init --config ${FOLDER}/init.yaml --upload-certs${skip}\`. It prints the key of the uploaded certificates.`,
      `For each node that joins, on the first node, make the file with the address of the cluster and a token for an hour:\n\n${discoveryCommands()}\n\n   Move it to ${DISCOVERY} on the node that joins, with mode 0600.`,
      `On each further node of the control plane, fill in the key of the uploaded certificates, in place of ${CERTIFICATE_KEY_PLACEHOLDER}, and run \`kubeadm join --config ${FOLDER}/join-control-plane.yaml\``,
      `On each worker: \`kubeadm join --config ${FOLDER}/join-worker.yaml\``,
      `On each node that has joined, remove ${DISCOVERY} and the key of the certificates; on the first, delete the tokens: \`kubeadm token list\`, \`kubeadm token delete TOKEN\`.`,
      'On each node, set the modes of the files: `systemd-tmpfiles --create /etc/tmpfiles.d/k8s-hardening.conf`',
      ...(this.facts.patches === undefined
        ? []
        : [
            `Upgrade with the patches, or the API server restarts for ever: \`kubeadm upgrade apply --patches ${PATCHES}\`, and \`kubeadm upgrade node --patches ${PATCHES}\``,
          ]),
    ];
  }

  /** @internal */
  public override _text(): string {
    return yamlOf(initConfiguration(this.facts), clusterConfiguration(this.facts), ...this.documents);
  }

  private addFiles(mounts: readonly HostMount[]): void {
    const { facts, folder } = this;
    const join = (isControlPlane: boolean) => yamlOf(joinConfiguration(facts, DISCOVERY, isControlPlane));
    new NodeFile(this, 'JoinControlPlane', { path: `${FOLDER}/join-control-plane.yaml`, text: join(true), folder });
    new NodeFile(this, 'JoinWorker', {
      ...{ path: `${FOLDER}/join-worker.yaml`, text: join(false) },
      ...{ nodes: NodeRole.WORKER, folder },
    });
    if (facts.patches !== undefined)
      new NodeFile(this, 'Probes', {
        ...{ path: `${facts.patches}/kube-apiserver0+strategic.yaml`, text: yamlOf(PROBES_BY_TCP), folder },
      });
    new FileModes(this, 'FileModes', { mounts, folder });
  }
}

/** The modes of all files of a cluster, as systemd-tmpfiles reads them. */
class FileModes extends NodeFile {
  private readonly folders: readonly string[];

  public constructor(scope: Construct, id: string, props: { mounts: readonly HostMount[]; folder: string }) {
    super(scope, id, {
      ...{ path: '/etc/tmpfiles.d/k8s-hardening.conf', text: '', mode: '0644' },
      ...{ nodes: NodeRole.EVERY, folder: props.folder },
    });
    this.folders = [FOLDER, ...props.mounts.map(({ path }) => path)];
  }

  public override _text(): string {
    const files = nodeFilesOf(this.node.root, this.folder).filter(({ path }) => path !== this.path);
    return tmpfilesText(
      this.folders.map((path) => ({ path, mode: '0700' })),
      files,
    );
  }
}

/** Discovery by a token alone, or by a file without one, reads a ConfigMap without authentication, which is refused. */
function discoveryCommands(): string {
  const config = 'kubectl --kubeconfig discovery.conf config';
  const lines = [
    'umask 077',
    `server="$(kubectl config view --minify --output jsonpath='{.clusters[0].cluster.server}')"`,
    `${config} set-cluster cluster --server "$server" --certificate-authority /etc/kubernetes/pki/ca.crt --embed-certs`,
    `${config} set-credentials join --token "$(kubeadm token create --ttl 1h)"`,
    `${config} set-context join --cluster cluster --user join`,
    `${config} use-context join`,
  ];
  return ['```sh', ...lines, '```'].map((line) => `   ${line}`).join('\n');
}

function wiringsOf(props: HardenedControlPlaneProps): ServerWiring[] {
  const { audit, encryption, admission, authentication, authorization } = props;
  const files = [audit, encryption, admission, authentication, authorization];
  return files.flatMap((file) => (file ? [file._wiring()] : []));
}

function flagsOf(props: HardenedControlPlaneProps, wirings: readonly ServerWiring[]) {
  const flags: { [component in Component]: Flags } = {
    ...HARDENED_FLAGS,
    apiServer: {
      ...(props.authorization ? {} : AUTHORIZATION_MODE),
      ...(props.authentication?._decidesAnonymous ? {} : { 'anonymous-auth': 'false' }),
      ...Object.assign({}, ...wirings.map((wiring) => wiring.flags)),
      ...HARDENED_FLAGS.apiServer,
    },
  };
  return flags;
}

function uniqueMounts(wirings: readonly ServerWiring[]): HostMount[] {
  const byPath = new Map(wirings.flatMap(({ mounts }) => mounts).map((mount) => [mount.path, mount]));
  return [...byPath.values()];
}

function factsOf(
  props: HardenedControlPlaneProps,
  version: string,
  { flags, mounts }: Pick<KubeadmFacts, 'flags' | 'mounts'>,
): KubeadmFacts {
  const { controlPlaneEndpoint, podCidr, serviceCidr, externalEtcd, tokenTtl = Duration.hours(1) } = props;
  const pki = '/etc/kubernetes/pki';
  return {
    ...{ apiVersion: apiVersionOf('kubeadm', version) as string, controlPlaneEndpoint, podCidr, serviceCidr, mounts },
    kubernetesVersion: `v${props.kubernetesVersion.replace(/^v/, '')}`,
    flags: {
      apiServer: { ...flags.apiServer, ...props.apiServerFlags },
      controllerManager: { ...flags.controllerManager, ...props.controllerManagerFlags },
      scheduler: { ...flags.scheduler, ...props.schedulerFlags },
    },
    externalEtcd: externalEtcd && {
      endpoints: externalEtcd.endpoints,
      caFile: externalEtcd.caFile ?? `${pki}/etcd/ca.crt`,
      certFile: externalEtcd.certFile ?? `${pki}/apiserver-etcd-client.crt`,
      keyFile: externalEtcd.keyFile ?? `${pki}/apiserver-etcd-client.key`,
    },
    patches: props.authentication?._allowsProbes ? undefined : PATCHES,
    tokenTtl: `${tokenTtl.toSeconds()}s`,
  };
}
