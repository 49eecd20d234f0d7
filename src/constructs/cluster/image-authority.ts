import { isObjectName } from '../object-name';

/** Who signed an image without a key of their own. */
export interface SigningIdentity {
  /**
   * The issuer of the identity, such as `https://token.actions.githubusercontent.com`.
   *
   * @default - `issuerRegExp`
   */
  readonly issuer?: string;
  /**
   * A regular expression (RE2) for the whole issuer, which begins with `^` and ends with `$`.
   *
   * @default - `issuer`
   */
  readonly issuerRegExp?: string;
  /**
   * The identity, such as the workflow `https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main`.
   *
   * @default - `subjectRegExp`
   */
  readonly subject?: string;
  /**
   * A regular expression (RE2) for the whole identity, which begins with `^` and ends with `$`.
   *
   * @default - `subject`
   */
  readonly subjectRegExp?: string;
}

/** What is signed about an image, beside the image. */
export interface ImageAttestation {
  /** Name of the check. */
  readonly name: string;
  /** Type of the statement: `slsaprovenance`, `spdx`, `spdxjson`, `cyclonedx`, `vuln`, `link` or `custom`. */
  readonly predicateType: string;
  /**
   * A policy in CUE that the statement has to fulfil.
   *
   * @default - none, the statement has to be there
   */
  readonly cue?: string;
}

/** Where keyless signatures come from, and what they have to state. */
export interface KeylessOptions {
  /** Who may sign; one of them has to. */
  readonly identities: SigningIdentity[];
  /**
   * Address of Fulcio, which issues the certificates.
   *
   * @default 'https://fulcio.sigstore.dev'
   */
  readonly fulcioUrl?: string;
  /**
   * Address of Rekor, which has the signatures.
   *
   * @default 'https://rekor.sigstore.dev'
   */
  readonly rekorUrl?: string;
  /**
   * Statements that have to be signed too.
   *
   * @default - none
   */
  readonly attestations?: ImageAttestation[];
}

/** Statements that have to be signed with a key. */
export interface KeyOptions {
  /**
   * Statements that have to be signed too.
   *
   * @default - none
   */
  readonly attestations?: ImageAttestation[];
}

const PREDICATES = ['slsaprovenance', 'spdx', 'spdxjson', 'cyclonedx', 'vuln', 'link', 'custom'];

/**
 * Who has to sign an image. Every method throws for what policy-controller refuses, and for what lets every signature pass.
 *
 * @see https://docs.sigstore.dev/policy-controller/overview/
 */
export class ImageAuthority {
  /**
   * Signatures with a certificate of an identity, such as that of a pipeline. Throws without an identity, and for an expression that
   * every identity fits.
   *
   * @param name name of the authority, as messages have it
   * @param options who may sign
   */
  public static keyless(name: string, options: KeylessOptions): ImageAuthority {
    const { identities, fulcioUrl = 'https://fulcio.sigstore.dev', rekorUrl = 'https://rekor.sigstore.dev' } = options;
    const wrong = (problem: string) => new Error(`the authority "${name}" ${problem}`);
    if (identities.length === 0) throw wrong('has no identity, so that anyone could sign; name one');
    for (const identity of identities) {
      const problem = textProblem(identity, 'issuer') ?? textProblem(identity, 'subject');
      if (problem) throw wrong(problem);
    }
    for (const url of [fulcioUrl, rekorUrl])
      if (!/^https:\/\/[^/?#@\s]+(\/\S*)?$/.test(url))
        throw wrong(`has the address "${url}"; begin it with "https://"`);
    return authority(name, { keyless: { url: fulcioUrl, identities }, ctlog: { url: rekorUrl } }, options.attestations);
  }

  /**
   * Signatures with a key, which is given as PEM. Throws for what is no public key.
   *
   * @param name name of the authority
   * @param pem the public key
   * @param options what has to be signed too; default: the image alone
   */
  public static publicKey(name: string, pem: string, options: KeyOptions = {}): ImageAuthority {
    if (/PRIVATE KEY/.test(pem)) throw new Error(`the authority "${name}" has a private key; give the public one`);
    if (!/^\s*-----BEGIN (RSA )?PUBLIC KEY-----\n[\s\S]+\n-----END (RSA )?PUBLIC KEY-----\s*$/.test(pem))
      throw new Error(
        `the authority "${name}" has no public key in PEM; give a text that begins with "-----BEGIN PUBLIC KEY-----"`,
      );
    return authority(name, { key: { data: pem, hashAlgorithm: 'sha256' } }, options.attestations);
  }

  /**
   * Signatures with a key whose public part is in a Secret of the namespace of policy-controller.
   *
   * @param name name of the authority
   * @param secretName name of the Secret
   * @param options what has to be signed too; default: the image alone
   */
  public static keyOfSecret(name: string, secretName: string, options: KeyOptions = {}): ImageAuthority {
    if (!isObjectName(secretName))
      throw new Error(
        `the authority "${name}" has the Secret "${secretName}", which is no name of an object; give one`,
      );
    return authority(name, { key: { secretRef: { name: secretName }, hashAlgorithm: 'sha256' } }, options.attestations);
  }

  /**
   * Signatures with a key of a key management service.
   *
   * @param name name of the authority
   * @param reference the key, such as `gcpkms://projects/acme/locations/global/keyRings/ci/cryptoKeys/images`
   * @param options what has to be signed too; default: the image alone
   */
  public static keyOfKms(name: string, reference: string, options: KeyOptions = {}): ImageAuthority {
    const isKnown =
      /^(awskms:\/\/([^/:]+:\d+)?\/arn:[^/]+:kms:[^/]+:(key|alias)\/\S+|(gcpkms|azurekms|hashivault):\/\/\S+)$/;
    if (!isKnown.test(reference))
      throw new Error(
        `the authority "${name}" has the key "${reference}"; begin it with "awskms:///arn:", "gcpkms://", "azurekms://" or "hashivault://"`,
      );
    return authority(name, { key: { kms: reference, hashAlgorithm: 'sha256' } }, options.attestations);
  }

  /**
   * Refuses images, signed or not, such as those of a registry that is not used any more.
   *
   * @param name name of the authority
   * @param message what the author of the pod reads
   */
  public static refuse(name: string, message: string): ImageAuthority {
    if (message.trim() === '') throw new Error(`the authority "${name}" refuses without a message; say why`);
    return authority(name, { static: { action: 'fail', message } });
  }

  private constructor(
    /** @internal */
    public readonly _name: string,
    /** @internal */
    public readonly _json: object,
    /** @internal */
    public readonly _isStatic: boolean,
  ) {}

  /** @internal */
  public static _of(name: string, json: object): ImageAuthority {
    return new ImageAuthority(name, json, Object.hasOwn(json, 'static'));
  }
}

function authority(name: string, json: object, attestations: readonly ImageAttestation[] = []): ImageAuthority {
  if (!isObjectName(name)) throw new Error(`an authority has the name "${name}"; write one such as "ci"`);
  const given = attestations.map(({ name: check, predicateType, cue }) => {
    if (!isObjectName(check))
      throw new Error(`the authority "${name}" has an attestation without a valid name; name it`);
    if (!PREDICATES.includes(predicateType))
      throw new Error(
        `the authority "${name}" has an attestation of type "${predicateType}"; use one of ${PREDICATES.join(', ')}`,
      );
    if (cue?.trim() === '') throw new Error(`the authority "${name}" has an empty policy for "${check}"; leave it out`);
    return { name: check, predicateType, policy: cue && { type: 'cue', data: cue } };
  });
  return ImageAuthority._of(name, { name, ...json, attestations: given.length > 0 ? given : undefined });
}

/** policy-controller looks for a match anywhere in the text, and takes an expression that fits everything. */
function textProblem(identity: SigningIdentity, field: 'issuer' | 'subject'): string | undefined {
  const [text, expression] = [identity[field], identity[`${field}RegExp`]];
  if ((text === undefined) === (expression === undefined))
    return `has an identity with not one of ${field} and ${field}RegExp; give one`;
  if (text !== undefined)
    return text.trim() === '' ? `has an empty ${field}, which fits every identity; name it` : undefined;
  if (!/^\^.*\$$/.test(expression as string))
    return `has ${field}RegExp "${expression}", which fits a part of a text; begin it with "^" and end it with "$"`;
  try {
    return new RegExp(expression as string).test('https://anyone.example/any?thing=1')
      ? `has ${field}RegExp "${expression}", which every ${field} fits; name yours`
      : undefined;
  } catch {
    return `has ${field}RegExp "${expression}", which is no regular expression; correct it`;
  }
}
