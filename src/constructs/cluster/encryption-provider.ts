import type { Duration } from 'cdk8s';

/** A KMS plugin on the nodes of the control plane. */
export interface KmsPlugin {
  /** Name of the plugin, without ":". It is written beside each value; it cannot change. */
  readonly name: string;
  /** Socket of the plugin, as `unix:///var/run/kms/kms.sock`, in a folder of its own. */
  readonly endpoint: string;
  /**
   * Time to wait for an answer.
   *
   * @default - 3 seconds
   */
  readonly timeout?: Duration;
}

const KEY_NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * How values are encrypted in etcd. A key that is kept on the node has a name and no value here: the value is made on the nodes.
 *
 * @see https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/#providers
 */
export class EncryptionProvider {
  /**
   * A KMS plugin, by version 2 of the protocol: the key that encrypts the keys is not on the node. Throws if the endpoint is no
   * socket.
   *
   * @param plugin the plugin
   */
  public static kms(plugin: KmsPlugin): EncryptionProvider {
    const { name, endpoint, timeout } = plugin;
    if (name === '' || name.includes(':'))
      throw new Error(`the KMS plugin "${name}" has a name with ":"; write another`);
    // "unix://tmp/kms.sock" of the guide has the host "tmp".
    if (!/^unix:\/\/\/[\w./-]+\/[\w.-]+$/.test(endpoint))
      throw new Error(
        `the KMS plugin "${name}" has the endpoint "${endpoint}"; write it as "unix:///var/run/kms/kms.sock"`,
      );
    const seconds = timeout?.toSeconds() ?? 3;
    if (seconds <= 0) throw new Error(`the KMS plugin "${name}" has no time to answer; give it 3 seconds`);
    const socket = endpoint.slice('unix://'.length);
    return new EncryptionProvider({ kms: { apiVersion: 'v2', name, endpoint, timeout: `${seconds}s` } }, [], socket);
  }

  /**
   * XSalsa20 and Poly1305, with keys on the node. Not for FIPS. Throws if a key has no valid name.
   *
   * @param keyNames names of the keys; the first encrypts, all decrypt
   */
  public static secretbox(...keyNames: string[]): EncryptionProvider {
    return new EncryptionProvider({ secretbox: { keys: keysOf('secretbox', keyNames) } }, keyNames);
  }

  /**
   * AES-CBC, with keys on the node. Throws if a key has no valid name.
   *
   * @param keyNames names of the keys; the first encrypts, all decrypt
   */
  public static aescbc(...keyNames: string[]): EncryptionProvider {
    return new EncryptionProvider({ aescbc: { keys: keysOf('aescbc', keyNames) } }, keyNames);
  }

  private constructor(
    /** @internal */
    public readonly _json: object,
    /** @internal */
    public readonly _keyNames: readonly string[],
    /** @internal */
    public readonly _socket?: string,
  ) {}
}

/** What stands in the place of a key. It is no base64, so that the API server does not start with it; none is a part of another. */
export function keyPlaceholder(name: string): string {
  return `REPLACE-WITH-KEY-${name}-HERE`;
}

function keysOf(provider: string, names: readonly string[]): object[] {
  if (names.length === 0) throw new Error(`the provider ${provider} has no key; name one, such as "key-2026-11"`);
  return names.map((name, index) => {
    if (!KEY_NAME.test(name))
      throw new Error(
        `the provider ${provider} has a key with an invalid name; write a name such as "key-2026-11", never the key itself`,
      );
    if (names.indexOf(name) !== index)
      throw new Error(`the provider ${provider} has the key "${name}" twice; remove one`);
    return { name, secret: keyPlaceholder(name) };
  });
}
