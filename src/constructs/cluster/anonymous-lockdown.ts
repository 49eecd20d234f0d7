import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { recordCreation } from '../../aspects/creation-site';
import { pathOf, removeNamespace } from '../construct-tree';

/** Options of an `AnonymousLockdown`. */
export interface AnonymousLockdownProps {
  /**
   * Whether something asks the health paths of the API server without authentication: kubeadm's probes of it where a
   * `StructuredAuthentication` lets them pass, a load balancer. They would get 403, and kubelets restart the API server for ever.
   */
  readonly allowsProbes: boolean;
  /**
   * Whether nodes join by `kubeadm join --token` alone, which reads the ConfigMap `cluster-info` without authentication. A discovery file
   * with a token in it, as `HardenedControlPlane` makes, needs no such request.
   *
   * @default false
   */
  readonly joinsByToken?: boolean;
}

const RBAC = 'rbac.authorization.k8s.io';
const INFO_VIEWER = 'system:public-info-viewer';
const CLUSTER_INFO = 'kubeadm:bootstrap-signer-clusterinfo';
/** Without it, the API server adds again at each start what is missing. */
const KEPT = { 'rbac.authorization.kubernetes.io/autoupdate': 'false' };
const LABELS = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };

/**
 * Takes from anonymous requests what the API server and kubeadm allow them: the version of the cluster, and the ConfigMap `cluster-info`.
 * A manifest deletes nothing, so it has the objects of these names, with less in them. Apply it again after `kubeadm upgrade`, which
 * restores the second one.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#discovery-roles
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { AnonymousLockdown } from 'cdk8s-hardened';
 *
 * new AnonymousLockdown(new Chart(new App(), 'anonymous'), 'lockdown', { allowsProbes: true });
 */
export class AnonymousLockdown extends Construct {
  /**
   * Throws if it could not be said of a value whether probes are anonymous.
   *
   * @param scope the parent construct
   * @param id id of the construct
   * @param props options
   */
  public constructor(scope: Construct, id: string, props: AnonymousLockdownProps) {
    const { allowsProbes, joinsByToken = false } = props;
    if (typeof allowsProbes !== 'boolean')
      throw new Error(
        `"${pathOf(scope, id)}" does not say whether probes are anonymous; set allowsProbes, or they could get 403 and restart the API server for ever`,
      );
    super(scope, id);
    recordCreation(this);
    if (allowsProbes) this.object('role', 'ClusterRole', INFO_VIEWER, HEALTH_ALONE);
    else this.object('binding', 'ClusterRoleBinding', INFO_VIEWER, AUTHENTICATED_ALONE);
    if (!joinsByToken)
      new ApiObject(this, 'cluster-info', {
        ...{ apiVersion: `${RBAC}/v1`, kind: 'RoleBinding', subjects: [] },
        metadata: { name: CLUSTER_INFO, namespace: 'kube-public' },
        roleRef: { apiGroup: RBAC, kind: 'Role', name: CLUSTER_INFO },
      });
  }

  /** How it is installed. */
  public get installSteps(): string[] {
    return [
      'Anonymous requests: apply the objects of `AnonymousLockdown`, now and after each `kubeadm upgrade`, which restores the permission to read the ConfigMap `cluster-info`.',
    ];
  }

  /** How it is undone. */
  public get rollbackSteps(): string[] {
    return [
      `Anonymous requests get back what they had when the objects of \`AnonymousLockdown\` are deleted: the API server makes its own again when it starts, and \`kubeadm init phase bootstrap-token\` that of kubeadm.`,
    ];
  }

  private object(id: string, kind: string, name: string, content: object): void {
    const metadata = { name, annotations: KEPT, labels: LABELS };
    removeNamespace(new ApiObject(this, id, { apiVersion: `${RBAC}/v1`, kind, metadata, ...content }));
  }
}

/** Who is authenticated reads the version by `system:discovery`. */
const HEALTH_ALONE = { rules: [{ nonResourceURLs: ['/healthz', '/livez', '/readyz'], verbs: ['get'] }] };
const AUTHENTICATED_ALONE = {
  roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: INFO_VIEWER },
  subjects: [{ apiGroup: RBAC, kind: 'Group', name: 'system:authenticated' }],
};
