import type { Construct } from 'constructs';
import { HEALTH_PATHS } from '../../analysis/cluster/component-flags';
import { apiVersionOf, firstVersionOf } from '../../analysis/cluster/versions';
import { atLeast } from '../../kubernetes/kubernetes-version';
import { pathOf } from '../construct-tree';
import { clusterVersion } from './cluster-version';
import { NodeFile, type NodeFilePlacement, yamlOf } from './node-file';
import { HARDENING_FOLDER, HARDENING_MOUNT, type ServerWiring } from './server-wiring';
import { issuerJson, issuersProblem, type TokenIssuer } from './token-issuer';

/** Options of a `StructuredAuthentication`. */
export interface StructuredAuthenticationProps extends NodeFilePlacement {
  /**
   * Issuers of tokens for people.
   *
   * @default - none: people have client certificates, which cannot be revoked
   */
  readonly issuers?: TokenIssuer[];
  /**
   * Paths that need no authentication, from Kubernetes 1.32 on. With an empty list, anonymous requests are refused everywhere;
   * the probes of kubeadm are anonymous, so `HardenedControlPlane` replaces them then.
   *
   * @default - `/livez`, `/readyz` and `/healthz`; before Kubernetes 1.32 none
   */
  readonly anonymousPaths?: string[];
  /**
   * Kubernetes version of the cluster, such as `1.36`.
   *
   * @default - that of the policy of the app, else the newest
   */
  readonly kubernetesVersion?: string;
}

/** The version from which anonymous requests can be limited to paths. */
const ANONYMOUS_SINCE = '1.32';

/**
 * Who people are: issuers of tokens, with conditions such as a second factor, and which paths need no authentication. Takes the
 * place of the flags `--oidc-*` and `--anonymous-auth`, which the API server refuses beside it.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration
 * @example
 * import { App } from 'cdk8s';
 * import { StructuredAuthentication } from 'cdk8s-hardened';
 *
 * new StructuredAuthentication(new App(), 'authentication', {
 *   issuers: [{ url: 'https://idp.acme.example', audiences: ['kubernetes'], groupsClaim: 'groups' }],
 * });
 */
export class StructuredAuthentication extends NodeFile {
  /** Kubernetes version that the file is for, such as `1.36`. */
  public readonly kubernetesVersion: string;
  private readonly issuers: readonly TokenIssuer[];
  private readonly anonymousPaths?: readonly string[];
  private readonly apiVersion: string;

  /**
   * Throws before Kubernetes 1.30, for an issuer that the API server refuses or that can name users of another, and for paths
   * that are not absolute or that the version cannot have.
   *
   * @param scope the parent construct, such as the app
   * @param id id of the construct
   * @param props options
   */
  public constructor(scope: Construct, id: string, props: StructuredAuthenticationProps = {}) {
    const at = pathOf(scope, id);
    const version = clusterVersion(scope, at, props.kubernetesVersion);
    const apiVersion = apiVersionOf('AuthenticationConfiguration', version);
    if (apiVersion === undefined)
      throw new Error(
        `"${at}" is for Kubernetes ${version}, which has no AuthenticationConfiguration before ${firstVersionOf('AuthenticationConfiguration')}; leave it out, or use --oidc-issuer-url`,
      );
    const { issuers = [] } = props;
    const problem = issuersProblem(issuers) ?? anonymousProblem(props.anonymousPaths, version);
    if (problem) throw new Error(`"${at}" ${problem}`);
    const canLimit = atLeast(version, ANONYMOUS_SINCE);
    if (!canLimit && issuers.length === 0)
      throw new Error(
        `"${at}" has no issuer, and Kubernetes ${version} cannot limit anonymous requests here; leave it out`,
      );
    super(scope, id, { path: `${HARDENING_FOLDER}/authentication-config.yaml`, text: '', folder: props.folder });
    this.kubernetesVersion = version;
    this.issuers = issuers;
    this.anonymousPaths = canLimit ? (props.anonymousPaths ?? HEALTH_PATHS) : undefined;
    this.apiVersion = apiVersion;
  }

  /**
   * Whether the file decides on anonymous requests: `--anonymous-auth` must then be absent.
   *
   * @internal
   */
  public get _decidesAnonymous(): boolean {
    return this.anonymousPaths !== undefined;
  }

  /**
   * Whether a probe of the API server needs no authentication.
   *
   * @internal
   */
  public get _allowsProbes(): boolean {
    return ['/livez', '/readyz'].every((path) => this.anonymousPaths?.includes(path));
  }

  /** @internal */
  public override _text(): string {
    const { issuers, anonymousPaths } = this;
    const anonymous =
      anonymousPaths &&
      (anonymousPaths.length === 0
        ? { enabled: false }
        : { enabled: true, conditions: anonymousPaths.map((path) => ({ path })) });
    return yamlOf({
      ...{ apiVersion: this.apiVersion, kind: 'AuthenticationConfiguration' },
      ...{ anonymous, jwt: issuers.length === 0 ? undefined : issuers.map(issuerJson) },
    });
  }

  /** @internal */
  public _wiring(): ServerWiring {
    return { flags: { 'authentication-config': this.path }, mounts: [HARDENING_MOUNT] };
  }
}

function anonymousProblem(paths: readonly string[] | undefined, version: string): string | undefined {
  if (paths === undefined) return undefined;
  if (!atLeast(version, ANONYMOUS_SINCE))
    return `has anonymousPaths, which Kubernetes ${version} ignores or refuses before ${ANONYMOUS_SINCE}; leave them out`;
  const wrong = paths.find((path) => !path.startsWith('/') || path.includes('*'));
  if (wrong !== undefined)
    return `has the anonymous path "${wrong}"; write a whole path, such as "/livez": patterns match nothing`;
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  return twice === undefined ? undefined : `has the anonymous path "${twice}" twice; remove one`;
}
