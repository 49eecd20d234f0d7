import { posix } from 'node:path';
import type { Construct } from 'constructs';
import { encryptedResourcesProblem } from '../../analysis/cluster/encryption-problem';
import type { HostMount } from '../../analysis/cluster/kubeadm';
import { apiVersionOf } from '../../analysis/cluster/versions';
import { pathOf } from '../construct-tree';
import { clusterVersion } from './cluster-version';
import { type EncryptionProvider, keyPlaceholder } from './encryption-provider';
import { NodeFile, type NodeFilePlacement, yamlOf } from './node-file';
import { HARDENING_FOLDER, HARDENING_MOUNT, type ServerWiring } from './server-wiring';

/** Options of an `EncryptionAtRest`. */
export interface EncryptionAtRestProps extends NodeFilePlacement {
  /** The providers. The first encrypts, all decrypt. */
  readonly providers: EncryptionProvider[];
  /**
   * What is encrypted: `secrets`, `deployments.apps`, `*.` for the core group, `*.*` for everything.
   *
   * @default - Secrets and ConfigMaps
   */
  readonly resources?: string[];
  /**
   * Whether values that are not encrypted can be read. A cluster that has run without encryption needs that until all
   * values are written again: without it, their objects cannot be read, and the cluster fails.
   *
   * @default false
   */
  readonly readsPlaintext?: boolean;
  /**
   * Kubernetes version of the cluster, such as `1.36`.
   *
   * @default - that of the policy of the app, else the newest
   */
  readonly kubernetesVersion?: string;
}

/**
 * Encrypts Secrets in etcd. The file has no key: a place that stands for one keeps the API server from starting, until the key
 * is filled in on the node.
 *
 * @see https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/
 * @example
 * import { App } from 'cdk8s';
 * import { EncryptionAtRest, EncryptionProvider } from 'cdk8s-hardened';
 *
 * new EncryptionAtRest(new App(), 'encryption', {
 *   providers: [EncryptionProvider.kms({ name: 'vault', endpoint: 'unix:///var/run/kms/kms.sock' })],
 * });
 */
export class EncryptionAtRest extends NodeFile {
  /** Kubernetes version that the file is for, such as `1.36`. */
  public readonly kubernetesVersion: string;
  private readonly providers: readonly EncryptionProvider[];
  private readonly resources: readonly string[];
  private readonly readsPlaintext: boolean;
  private readonly apiVersion: string;

  /**
   * Throws if there is no provider, if Secrets are not encrypted, if a resource cannot be encrypted, or if two keys or plugins have
   * one name.
   *
   * @param scope the parent construct, such as the app
   * @param id id of the construct
   * @param props options
   */
  public constructor(scope: Construct, id: string, props: EncryptionAtRestProps) {
    const at = pathOf(scope, id);
    const version = clusterVersion(scope, at, props.kubernetesVersion);
    const { providers, resources = ['secrets', 'configmaps'], readsPlaintext = false } = props;
    const problem = encryptedResourcesProblem(resources) ?? providersProblem(providers);
    if (problem) throw new Error(`"${at}" ${problem}`);
    super(scope, id, { path: `${HARDENING_FOLDER}/encryption-config.yaml`, text: '', folder: props.folder });
    this.kubernetesVersion = version;
    this.providers = providers;
    this.resources = resources;
    this.readsPlaintext = readsPlaintext;
    this.apiVersion = apiVersionOf('EncryptionConfiguration', version) as string;
  }

  /** How the keys are made and filled in, before the API server starts. No key stands in a command line. */
  public get keySteps(): string[] {
    return this.providers.flatMap(({ _keyNames, _socket }) => [
      ...(_socket === undefined
        ? []
        : [`Start the KMS plugin on each node of the control plane; it serves ${_socket}.`]),
      ..._keyNames.flatMap((name) => [
        `Make the key ${name} once, on a machine that you trust: \`(umask 077; head -c 32 /dev/urandom | base64 > ${name})\``,
        `Copy it to each node of the control plane, fill it in, and remove the copy: \`printf 's|${keyPlaceholder(name)}|%s|' "$(cat ${name})" | sed -i -f - ${this.path} && shred -u ${name}\``,
      ]),
    ]);
  }

  /** How a key is replaced by a new one. */
  public get rotationSteps(): string[] {
    const [first] = this.providers;
    const rewrite = this.rewriteSteps;
    if (first?._socket !== undefined)
      return [
        'Rotate the key in the KMS; the plugin reports a new key_id, and new values are encrypted with it.',
        ...rewrite,
      ];
    return [
      'Add the name of the new key in the second place of its provider, synthesize, fill in all keys, and install the file on each node of the control plane. The API servers reload it; wait until all have.',
      'Move the new name to the first place, synthesize, and install the file again. From now on the new key encrypts.',
      ...rewrite,
      'Remove the name of the old key, synthesize, and install the file. Destroy the old key when no backup of etcd needs it.',
    ];
  }

  /** How values that are stored are encrypted with the first provider. */
  public get rewriteSteps(): string[] {
    const commands = this.resources.map((each) =>
      each.startsWith('*')
        ? `Write all objects of ${each} again, each kind by: \`kubectl get KIND -A -o json | kubectl replace -f -\``
        : `Write all ${each} again: \`kubectl get ${each} -A -o json | kubectl replace -f -\``,
    );
    return [
      ...commands,
      ...(this.readsPlaintext ? ['Then remove readsPlaintext, synthesize, and install the file again.'] : []),
    ];
  }

  /** @internal */
  public override _text(): string {
    const identity = this.readsPlaintext ? [{ identity: {} }] : [];
    return yamlOf({
      ...{ apiVersion: this.apiVersion, kind: 'EncryptionConfiguration' },
      resources: [{ resources: this.resources, providers: [...this.providers.map(({ _json }) => _json), ...identity] }],
    });
  }

  /** @internal */
  public _wiring(): ServerWiring {
    const folders = new Set(this.providers.flatMap(({ _socket }) => (_socket ? posix.dirname(_socket) : [])));
    const sockets = [...folders].map(
      (path, index): HostMount => ({
        ...{ name: index === 0 ? 'kms' : `kms-${index + 1}`, path },
        ...{ isReadOnly: false, type: 'DirectoryOrCreate' },
      }),
    );
    return {
      flags: {
        'encryption-provider-config': this.path,
        'encryption-provider-config-automatic-reload': 'true',
      },
      mounts: [HARDENING_MOUNT, ...sockets],
    };
  }
}

function providersProblem(providers: readonly EncryptionProvider[]): string | undefined {
  if (providers.length === 0) return 'has no provider; values would be plain text';
  const names = providers.flatMap(({ _keyNames, _json }) => [
    ..._keyNames,
    ...((_json as any).kms ? [(_json as any).kms.name] : []),
  ]);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice === undefined ? undefined : `has two keys or plugins with the name "${twice}"; rename one`;
}
