import type { ApiObject } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';

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
  public static named(name: string): SecretRef {
    if (!/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name)) throw new Error(`secret name "${name}" is none; give a name`);
    return new SecretRef(() => ({ secretName: name }));
  }

  /** A Secret of this app, or one that was imported. */
  public static of(secret: kplus.ISecret): SecretRef {
    return new SecretRef(() => ({ secretName: secret.name }));
  }

  /**
   * The Secret that an ExternalSecret makes: what its `spec.target.name` says, else its own name.
   *
   * @param externalSecret the ExternalSecret, of any version of its API
   */
  public static externalSecret(externalSecret: ApiObject): SecretRef {
    if (externalSecret.kind !== 'ExternalSecret')
      throw new Error(`"${externalSecret.node.path}" is a ${externalSecret.kind}; give an ExternalSecret`);
    return new SecretRef(() => {
      const target = externalSecret.toJson()?.spec?.target?.name;
      return { secretName: target ?? externalSecret.name };
    });
  }

  /**
   * What the Secrets Store CSI driver mounts for a SecretProviderClass.
   *
   * @param name name of the SecretProviderClass, in the workload's namespace
   */
  public static secretProviderClass(name: string): SecretRef {
    return new SecretRef(undefined, name);
  }

  private constructor(
    private readonly secret: (() => { secretName: string }) | undefined,
    private readonly providerClass?: string,
  ) {}

  /**
   * The source of a volume.
   *
   * @internal
   */
  public _toVolumeSource(mode: number, items: { [key: string]: string } | undefined): any {
    if (this.providerClass !== undefined) {
      if (items) throw new Error(`SecretProviderClass "${this.providerClass}" names its own files; leave out files`);
      const volumeAttributes = { secretProviderClass: this.providerClass };
      return { csi: { driver: SECRETS_STORE, readOnly: true, volumeAttributes } };
    }
    const chosen = items && Object.entries(items).map(([key, path]) => ({ key, path }));
    return { secret: { ...this.secret?.(), defaultMode: mode, ...(chosen ? { items: chosen } : {}) } };
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
