import type { ApiObject } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import { isObjectName } from '../object-name';

/** Name of the Secrets Store CSI driver. */
const SECRETS_STORE = 'secrets-store.csi.k8s.io';

/**
 * References a secret in any store: a Kubernetes Secret, one that an ExternalSecret creates, or one that the Secrets
 * Store CSI driver mounts. A workload gets it as read-only files.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/secret/
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { SecretRef, SecureDeployment } from 'cdk8s-hardened';
 *
 * const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
 * new SecureDeployment(chart, 'web', {
 *   containers: [{ image: 'ghcr.io/acme/web:1.4.2', portNumber: 8080 }],
 *   secrets: [{ secret: SecretRef.fromSecretName('web-tls'), path: '/etc/tls' }],
 * });
 */
export class SecretRef {
  /**
   * References an existing Secret by name.
   *
   * @param name name of the Secret, in the workload's namespace
   */
  public static fromSecretName(name: string): SecretRef {
    if (!isObjectName(name)) throw new Error(`secret name "${name}" is not the name of an object; give one`);
    return new SecretRef(() => name);
  }

  /**
   * References a Secret of this app, or an imported one.
   *
   * @param secret the Secret
   */
  public static fromSecret(secret: kplus.ISecret): SecretRef {
    const { metadata } = secret as Partial<kplus.Secret>;
    return new SecretRef(() => secret.name, metadata?.namespace);
  }

  /**
   * References the Secret that an ExternalSecret creates: `spec.target.name`, else the name of the ExternalSecret.
   *
   * @see https://external-secrets.io/latest/api/externalsecret/
   * @param externalSecret the ExternalSecret, of any version of its API
   */
  public static fromExternalSecret(externalSecret: ApiObject): SecretRef {
    if (externalSecret.kind !== 'ExternalSecret')
      throw new Error(`"${externalSecret.node.path}" is a ${externalSecret.kind}; give an ExternalSecret`);
    const nameOf = () => externalSecret.toJson()?.spec?.target?.name ?? externalSecret.name;
    return new SecretRef(nameOf, externalSecret.metadata.namespace);
  }

  /**
   * References what the Secrets Store CSI driver mounts for a SecretProviderClass.
   *
   * @see https://secrets-store-csi-driver.sigs.k8s.io/concepts
   * @param name name of the SecretProviderClass, in the workload's namespace
   */
  public static fromSecretProviderClass(name: string): SecretRef {
    if (!isObjectName(name))
      throw new Error(`name "${name}" of a SecretProviderClass is not the name of an object; give one`);
    return new SecretRef(() => name, undefined, true);
  }

  /**
   * Namespace of the secret; undefined if it is unknown.
   *
   * @internal
   */
  public readonly _namespace?: string;

  private constructor(
    private readonly name: () => string,
    namespace?: string,
    private readonly isProvided = false,
  ) {
    this._namespace = namespace;
  }

  /**
   * Whether its files have the mode that the pod sets.
   *
   * @internal
   */
  public get _hasMode(): boolean {
    return !this.isProvided;
  }

  /**
   * The source of a volume.
   *
   * @internal
   */
  public _toVolumeSource(mode: number, files: { [key: string]: string } | undefined): any {
    const name = this.name();
    if (this.isProvided) {
      if (files) throw new Error(`SecretProviderClass "${name}" names its own files; leave out files`);
      return { csi: { driver: SECRETS_STORE, readOnly: true, volumeAttributes: { secretProviderClass: name } } };
    }
    const items = files && Object.entries(files).map(([key, path]) => ({ key, path }));
    if (items?.length === 0) throw new Error(`files of secret "${name}" is empty; name one, or leave it out for all`);
    for (const { key, path } of items ?? []) {
      if (!/^[-._A-Za-z0-9]+$/.test(key)) throw new Error(`secret "${name}" has no key "${key}"; name one of its keys`);
      if (path === '' || path.startsWith('/') || path.split('/').includes('..'))
        throw new Error(`file "${path}" of secret "${name}" leaves its folder; give a path below it`);
    }
    return { secret: { secretName: name, defaultMode: mode, ...(items ? { items } : {}) } };
  }
}

/** Mounts a secret as files in the containers of a workload. */
export interface SecretMount {
  /** The secret. */
  readonly secret: SecretRef;
  /** Folder in which it is mounted, read-only. */
  readonly path: string;
  /**
   * File name by key.
   *
   * @default - all keys, each as a file of its name
   */
  readonly files?: { [key: string]: string };
  /**
   * Mode of the files. Secrets belong to root on the node, so the pod's user reads them as a member of the group, or as
   * other.
   *
   * @default - 0440 if the pod has an `fsGroup`, else 0444
   */
  readonly mode?: number;
  /**
   * Names of the containers that mount it.
   *
   * @default - all
   */
  readonly containers?: string[];
}
