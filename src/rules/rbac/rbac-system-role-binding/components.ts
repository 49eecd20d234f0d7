import type { Subject } from '../../../analysis/access/subjects';
import { Severity } from '../../../engine/severity';

/** A role of a part of the cluster, and the subjects that the cluster itself grants it to. */
export interface ComponentRole {
  /** What the holder may do; follows "which may". */
  readonly does: string;
  /** The severity in a ClusterRoleBinding. */
  readonly severity: Severity;
  readonly owners: readonly Subject[];
}

/** The namespace of the cluster's own accounts. */
export const KUBE_SYSTEM = 'kube-system';
const user = (name: string): Subject => ({ kind: 'User', name });
const group = (name: string): Subject => ({ kind: 'Group', name });
const account = (name: string, namespace?: string): Subject => ({ kind: 'ServiceAccount', name, namespace });

/** Groups of nodes that join; names below `system:bootstrappers:` are theirs too. */
export const BOOTSTRAPPERS = 'system:bootstrappers';
const JOINING = [group(BOOTSTRAPPERS), user('kubelet-bootstrap')];
const NODES = [group('system:nodes')];
/** What the names of roles about certificates begin with. */
export const SIGNERS = 'system:certificates.k8s.io:';
/** What the names of roles of controllers begin with. */
export const CONTROLLER = 'system:controller:';

const role = (does: string, severity: Severity, ...owners: Subject[]): ComponentRole => ({ does, severity, owners });

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go */
export const COMPONENTS: { readonly [role: string]: ComponentRole } = {
  'system:kube-controller-manager': role(
    'read all secrets and make tokens of all accounts',
    Severity.CRITICAL,
    user('system:kube-controller-manager'),
    account('kube-controller-manager', KUBE_SYSTEM),
  ),
  'system:kube-scheduler': role(
    'place all pods on nodes',
    Severity.MEDIUM,
    user('system:kube-scheduler'),
    account('kube-scheduler', KUBE_SYSTEM),
  ),
  'system:volume-scheduler': role('change all persistent volumes', Severity.HIGH, user('system:kube-scheduler')),
  'system:kube-dns': role('read all services and endpoints', Severity.MEDIUM, account('kube-dns', KUBE_SYSTEM)),
  'system:kube-aggregator': role(
    'read all services and endpoints',
    Severity.MEDIUM,
    user('system:kube-aggregator'),
    account('kube-aggregator', KUBE_SYSTEM),
  ),
  'system:kubelet-api-admin': role(
    'run commands in all pods',
    Severity.CRITICAL,
    user('kube-apiserver'),
    user('kube-apiserver-kubelet-client'),
    user('system:kube-apiserver'),
    group('kubeadm:cluster-admins'),
  ),
  'system:node': role('read all secrets and change all pods and nodes', Severity.HIGH, ...NODES),
  'system:node-bootstrapper': role('request certificates of nodes', Severity.HIGH, ...JOINING),
  'system:node-problem-detector': role(
    'change the status of all nodes',
    Severity.MEDIUM,
    user('system:node-problem-detector'),
    account('node-problem-detector'),
  ),
  'system:node-proxier': role(
    'read all services, endpoints and nodes',
    Severity.MEDIUM,
    user('system:kube-proxy'),
    account('kube-proxy', KUBE_SYSTEM),
    ...NODES,
  ),
  [`${SIGNERS}certificatesigningrequests:nodeclient`]: role(
    'get certificates of nodes without an approval',
    Severity.HIGH,
    ...JOINING,
  ),
  [`${SIGNERS}certificatesigningrequests:selfnodeclient`]: role(
    'get certificates of nodes without an approval',
    Severity.HIGH,
    ...NODES,
  ),
  [`${SIGNERS}kube-apiserver-client-approver`]: role('approve certificates of any user', Severity.CRITICAL),
  [`${SIGNERS}kube-apiserver-client-kubelet-approver`]: role('approve certificates of nodes', Severity.HIGH),
  [`${SIGNERS}kubelet-serving-approver`]: role('approve server certificates of nodes', Severity.HIGH),
  [`${SIGNERS}legacy-unknown-approver`]: role('approve certificates of unknown use', Severity.HIGH),
};

/** Controllers that can take over the cluster by what they are for. */
const POWERFUL = ['clusterrole-aggregation-controller', 'token-cleaner', 'bootstrap-signer', 'certificate-controller'];

/** What is known of a role by its name; undefined if it is no role of a part of the cluster. */
export function componentRoleOf(name: string): ComponentRole | undefined {
  if (Object.hasOwn(COMPONENTS, name)) return COMPONENTS[name];
  const owner = name.slice('system:'.length);
  if (name.startsWith(CONTROLLER)) {
    const controller = name.slice(CONTROLLER.length);
    const severity = POWERFUL.includes(controller) ? Severity.CRITICAL : Severity.HIGH;
    return role(`do what the ${controller} does`, severity, account(controller, KUBE_SYSTEM), user(name));
  }
  if (name.startsWith(SIGNERS)) return role('approve or sign certificates', Severity.HIGH);
  const isPart = name.startsWith('system:kube-') || name.startsWith('system:node-');
  return isPart ? role(`act as ${owner}`, Severity.HIGH, user(name), account(owner, KUBE_SYSTEM)) : undefined;
}
