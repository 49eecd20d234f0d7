import type { ApiObject } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import { isObjectName } from '../object-name';

/** The driver of the Secrets Store. */
const SECRETS_STORE = 'secrets-store.csi.k8s.io';

/**
 * A secret, wherever it is kept: a Kubernetes Secret, one that an ExternalSecret makes, or one that the Secrets Store CSI
 * driver brings. A workload sees it as read-only files.
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { SecretRef, SecureDeployment } from 'cdk8s-hardened';
 *
 * const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
 * new SecureDeployment(chart, 'web', {
 *   containers: [{ image: 'ghcr.io/acme/web:1.4.2', portNumber: 8080 }],
 *   secrets: [{ secret: SecretRef.named('web-tls'), path: '/etc/tls' }],
 * });
 */
export class SecretRef {
  /** A Secret that is there, by name. */
  public static fromSecretName(name: string): SecretRef {
    if (!isObjectName(name)) throw new Error(`secret name "${name}" is none; give a name`);
    return new SecretRef(() => name);
  }

  /** A Secret of this app, or one that was imported. */
  public static fromSecret(secret: kplus.ISecret): SecretRef {
    const { metadata } = secret as Partial<kplus.Secret>;
    return new SecretRef(() => secret.name, metadata?.namespace);
  }

  /**
   * The Secret that an ExternalSecret makes: what its `spec.target.name` says, else its own name.
   *
   * @param externalSecret the ExternalSecret, of any version of its API
   */
  public static fromExternalSecret(externalSecret: ApiObject): SecretRef {
    if (externalSecret.kind !== 'ExternalSecret')
      throw new Error(`"${externalSecret.node.path}" is a ${externalSecret.kind}; give an ExternalSecret`);
    const nameOf = () => externalSecret.toJson()?.spec?.target?.name ?? externalSecret.name;
    return new SecretRef(nameOf, externalSecret.metadata.namespace);
  }

  /**
   * What the Secrets Store CSI driver mounts for a SecretProviderClass.
   *
   * @param name name of the SecretProviderClass, in the workload's namespace
   */
  public static fromSecretProviderClass(name: string): SecretRef {
    if (!isObjectName(name)) throw new Error(`name "${name}" of a SecretProviderClass is none; give a name`);
    return new SecretRef(() => name, undefined, true);
  }

  /**
   * Namespace that it stands in; undefined where nobody says it.
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
   * Whether its files have the mode that the pod asks for.
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

/** A secret that the containers of a workload see as files. */
export interface SecretMount {
  /** The secret. */
  readonly secret: SecretRef;
  /** Folder that it is mounted at, read-only. */
  readonly path: string;
  /**
   * Which keys, and the file that each is in.
   *
   * @default - all keys, each a file of its name
   */
  readonly files?: { [key: string]: string };
  /**
   * Mode of the files. Secrets belong to root on the node, so the pod's user reads them by its group or as one of all others.
   *
   * @default - 0440 where the pod has an `fsGroup`, else 0444
   */
  readonly mode?: number;
  /**
   * Names of the containers that see it.
   *
   * @default - all
   */
  readonly containers?: string[];
}
