import { posix } from 'node:path';
import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { apiVersionOf, firstVersionOf } from '../../analysis/cluster/versions';
import { pathOf } from '../construct-tree';
import { isObjectName } from '../object-name';
import { clusterVersion } from './cluster-version';
import { NodeFile, type NodeFilePlacement, yamlOf } from './node-file';
import { HARDENING_FOLDER, HARDENING_MOUNT, type ServerWiring } from './server-wiring';

/** A webhook that can deny requests before RBAC is asked. */
export interface AuthorizationWebhook {
  /** Name of the webhook, as a DNS name. */
  readonly name: string;
  /** Path of its kubeconfig on the node: absolute, below `/etc/kubernetes/hardening`. */
  readonly kubeConfigFile: string;
  /**
   * Conditions in CEL that a request must meet to be asked about. Leave out what the cluster needs to run, and what runs the
   * webhook: while it does not answer, all of these requests are denied.
   */
  readonly matchConditions: string[];
  /**
   * Time to wait for an answer.
   *
   * @default - 3 seconds
   */
  readonly timeout?: Duration;
}

/** Options of a `StructuredAuthorization`. */
export interface StructuredAuthorizationProps extends NodeFilePlacement {
  /** The webhooks, in the order in which they are asked. */
  readonly webhooks: AuthorizationWebhook[];
  /**
   * Kubernetes version of the cluster, such as `1.36`.
   *
   * @default - that of the policy of the app, else the newest
   */
  readonly kubernetesVersion?: string;
}

/**
 * Who may do what, with webhooks that can deny: `Node`, the webhooks, `RBAC`, in this order. A webhook that does not answer denies.
 * It takes the place of `--authorization-mode`, which the API server refuses beside it. Without a webhook,
 * `--authorization-mode=Node,RBAC` says the same, and more tools read it.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authorization/#using-configuration-file-for-authorization
 * @example
 * import { App } from 'cdk8s';
 * import { StructuredAuthorization } from 'cdk8s-hardened';
 *
 * new StructuredAuthorization(new App(), 'authorization', {
 *   webhooks: [
 *     {
 *       name: 'guard.acme.example',
 *       kubeConfigFile: '/etc/kubernetes/hardening/guard.kubeconfig',
 *       matchConditions: ['!request.user.startsWith("system:")'],
 *     },
 *   ],
 * });
 */
export class StructuredAuthorization extends NodeFile {
  /** Kubernetes version that the file is for, such as `1.36`. */
  public readonly kubernetesVersion: string;
  private readonly webhooks: readonly AuthorizationWebhook[];
  private readonly apiVersion: string;

  /**
   * Throws before Kubernetes 1.30, without a webhook, and for a webhook that the API server refuses or cannot read.
   *
   * @param scope the parent construct, such as the app
   * @param id id of the construct
   * @param props options
   */
  public constructor(scope: Construct, id: string, props: StructuredAuthorizationProps) {
    const at = pathOf(scope, id);
    const version = clusterVersion(scope, at, props.kubernetesVersion);
    const apiVersion = apiVersionOf('AuthorizationConfiguration', version);
    if (apiVersion === undefined)
      throw new Error(
        `"${at}" is for Kubernetes ${version}, which has no AuthorizationConfiguration before ${firstVersionOf('AuthorizationConfiguration')}; leave it out`,
      );
    const problem = webhooksProblem(props.webhooks);
    if (problem) throw new Error(`"${at}" ${problem}`);
    super(scope, id, { path: `${HARDENING_FOLDER}/authorization-config.yaml`, text: '', folder: props.folder });
    this.kubernetesVersion = version;
    this.webhooks = props.webhooks;
    this.apiVersion = apiVersion;
  }

  /** What must be on the node beside the file. */
  public get installSteps(): string[] {
    return this.webhooks.map(
      ({ name, kubeConfigFile }) =>
        `Put the kubeconfig of the webhook ${name} at ${kubeConfigFile}, with mode 0600: without it, the API server does not start.`,
    );
  }

  /** @internal */
  public override _text(): string {
    return yamlOf({
      ...{ apiVersion: this.apiVersion, kind: 'AuthorizationConfiguration' },
      authorizers: [
        { type: 'Node', name: 'node' },
        ...this.webhooks.map(({ name, kubeConfigFile, matchConditions, timeout }) => ({
          ...{ type: 'Webhook', name },
          webhook: {
            timeout: `${timeout?.toSeconds() ?? 3}s`,
            ...{ subjectAccessReviewVersion: 'v1', matchConditionSubjectAccessReviewVersion: 'v1' },
            ...{ failurePolicy: 'Deny', authorizedTTL: '5m', unauthorizedTTL: '30s' },
            connectionInfo: { type: 'KubeConfigFile', kubeConfigFile },
            matchConditions: matchConditions.map((expression) => ({ expression })),
          },
        })),
        { type: 'RBAC', name: 'rbac' },
      ],
    });
  }

  /** @internal */
  public _wiring(): ServerWiring {
    return { flags: { 'authorization-config': this.path }, mounts: [HARDENING_MOUNT] };
  }
}

function webhooksProblem(webhooks: readonly AuthorizationWebhook[]): string | undefined {
  if (webhooks.length === 0) return 'has no webhook; leave it out: --authorization-mode=Node,RBAC does the same';
  const names = ['node', 'rbac', ...webhooks.map(({ name }) => name)];
  for (const { name, kubeConfigFile, matchConditions, timeout = Duration.seconds(3) } of webhooks) {
    const its = `has the webhook "${name}", `;
    if (!isObjectName(name)) return `${its}which is no DNS name; write it as "guard.acme.example"`;
    if (names.indexOf(name) !== names.lastIndexOf(name)) return `${its}whose name is used twice; rename one`;
    if (!kubeConfigFile.startsWith(`${HARDENING_FOLDER}/`) || posix.normalize(kubeConfigFile) !== kubeConfigFile)
      return `${its}whose kubeConfigFile "${kubeConfigFile}" the API server does not see in its container; put it below ${HARDENING_FOLDER}`;
    if (matchConditions.length === 0)
      return `${its}which is asked about every request, so that nothing works while it does not answer; give matchConditions`;
    if (new Set(matchConditions).size < matchConditions.length) return `${its}which has a condition twice; remove one`;
    const seconds = timeout.toSeconds();
    if (seconds <= 0 || seconds > 30) return `${its}whose timeout is ${seconds} seconds; use 1 to 30`;
  }
  return undefined;
}
