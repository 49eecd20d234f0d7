import type { Duration } from 'cdk8s';
import { prefixProblem } from '../../analysis/cluster/authentication';

/** A condition for the claims of a token, in CEL. */
export interface ClaimCheck {
  /** The condition, such as `claims.hd == "acme.example"`. A claim that is not there refuses the token. */
  readonly expression: string;
  /** What the log says about a token that is refused. */
  readonly message: string;
}

/**
 * An issuer of tokens for people (OpenID Connect).
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration
 */
export interface TokenIssuer {
  /** URL of the issuer: `https://`, without query. It must not be the issuer of the cluster's own tokens. */
  readonly url: string;
  /** Audiences, one of which a token must have. */
  readonly audiences: string[];
  /**
   * Certificates that sign the one of the issuer, as PEM: the content, not a path.
   *
   * @default - those of the node
   */
  readonly certificateAuthority?: string;
  /**
   * The claim with the name of the user. `email` needs tokens that say `email_verified`.
   *
   * @default 'sub'
   */
  readonly usernameClaim?: string;
  /**
   * Text before names of users, so that no token names a user of another issuer. Each issuer has its own.
   *
   * @default 'oidc:'
   */
  readonly usernamePrefix?: string;
  /**
   * The claim with the groups of the user.
   *
   * @default - tokens have no groups
   */
  readonly groupsClaim?: string;
  /**
   * Text before names of groups.
   *
   * @default - that before names of users
   */
  readonly groupsPrefix?: string;
  /**
   * Whether a token must say, in `amr`, that the user had two factors.
   *
   * @default true
   */
  readonly requiresMfa?: boolean;
  /**
   * The longest life of a token.
   *
   * @default - 12 hours
   */
  readonly maxLifetime?: Duration;
  /**
   * Further conditions for the claims.
   *
   * @default - none
   */
  readonly claimChecks?: ClaimCheck[];
}

const CLAIM = /^[A-Za-z_][\w.:/-]*$/;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----/;

/** Returns what is wrong with issuers. */
export function issuersProblem(issuers: readonly TokenIssuer[]): string | undefined {
  for (const issuer of issuers) {
    const problem = issuerProblem(issuer);
    if (problem) return `has the issuer "${issuer.url}", ${problem}`;
  }
  const urls = issuers.map(({ url }) => url);
  const twice = urls.find((url, index) => urls.indexOf(url) !== index);
  if (twice !== undefined) return `has the issuer "${twice}" twice; give it all its audiences`;
  const prefixes = issuers.map(prefixOf);
  const shared = prefixes.find((prefix, index) => prefixes.indexOf(prefix) !== index);
  return shared === undefined
    ? undefined
    : `has two issuers with the prefix "${shared}", so that one can name users of the other; give each its own usernamePrefix`;
}

function issuerProblem(issuer: TokenIssuer): string | undefined {
  const { url, audiences, certificateAuthority, usernameClaim = 'sub', groupsClaim, maxLifetime } = issuer;
  if (!isIssuerUrl(url))
    return 'which is no https URL without user, query and fragment; write it as "https://idp.acme.example"';
  if (audiences.length === 0 || audiences.includes(''))
    return 'which has no audience; name the client, such as "kubernetes"';
  if (new Set(audiences).size < audiences.length) return 'which has an audience twice; remove one';
  if (certificateAuthority !== undefined && !CERTIFICATE.test(certificateAuthority))
    return 'whose certificateAuthority is no certificate; give the content of the PEM file, not its path';
  for (const claim of [usernameClaim, ...(groupsClaim === undefined ? [] : [groupsClaim])])
    if (!CLAIM.test(claim)) return `whose claim "${claim}" is no name; write it as "sub"`;
  for (const prefix of [prefixOf(issuer), groupsPrefixOf(issuer)]) {
    const problem = prefixProblem(prefix);
    if (problem !== undefined) return `whose prefix ${problem}`;
  }
  if (maxLifetime && maxLifetime.toSeconds() <= 0) return 'whose maxLifetime is no time; give hours';
  return undefined;
}

function isIssuerUrl(text: string): boolean {
  try {
    const { protocol, username, password } = new URL(text);
    return protocol === 'https:' && username === '' && password === '' && !/[?#\s]/.test(text);
  } catch {
    return false;
  }
}

function prefixOf({ usernamePrefix = 'oidc:' }: TokenIssuer): string {
  return usernamePrefix;
}

function groupsPrefixOf(issuer: TokenIssuer): string {
  return issuer.groupsPrefix ?? prefixOf(issuer);
}

/** Returns an issuer as the configuration has it. */
export function issuerJson(issuer: TokenIssuer): object {
  const { url, audiences, certificateAuthority, usernameClaim = 'sub', groupsClaim, requiresMfa = true } = issuer;
  const seconds = issuer.maxLifetime?.toSeconds() ?? 12 * 60 * 60;
  const checks: ClaimCheck[] = [
    { expression: `claims.exp - claims.iat <= ${seconds}`, message: `the token lives longer than ${seconds} seconds` },
    ...(requiresMfa ? [{ expression: "'mfa' in claims.amr", message: 'the user had no second factor' }] : []),
    ...(usernameClaim === 'email'
      ? [{ expression: 'claims.email_verified == true', message: 'the email is not verified' }]
      : []),
    ...(issuer.claimChecks ?? []),
  ];
  return {
    issuer: {
      ...{ url, audiences, certificateAuthority },
      audienceMatchPolicy: audiences.length > 1 ? 'MatchAny' : undefined,
    },
    claimValidationRules: checks.map(({ expression, message }) => ({ expression, message })),
    claimMappings: {
      username: { claim: usernameClaim, prefix: prefixOf(issuer) },
      groups: groupsClaim === undefined ? undefined : { claim: groupsClaim, prefix: groupsPrefixOf(issuer) },
    },
    userValidationRules: [
      { expression: "!user.username.startsWith('system:')", message: 'names with system: are reserved' },
      {
        expression: "user.groups.all(group, !group.startsWith('system:'))",
        message: 'groups with system: are reserved',
      },
    ],
  };
}
