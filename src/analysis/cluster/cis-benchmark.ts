import type { Program } from './flags/program-flags';
import type { SettingsKind } from './settings-files';

/** Modes and owners of the files that a check of sections 1.1 and 4.1 is about. */
export type FileSubject = `files of ${string}`;

/** What decides a check: a program's flags, a kind of object, or nothing that files can show. */
export type CisSubject =
  | Program
  | SettingsKind
  | 'EncryptionConfiguration'
  | 'audit policy'
  | 'namespaces'
  | 'people'
  | 'pods'
  | 'roles'
  | FileSubject;

/** A check of the CIS benchmark 1.12. */
export interface CisCheck {
  readonly number: string;
  /** What it asks for, in our words. */
  readonly title: string;
  /** Any of them decides it. */
  readonly subjects: readonly CisSubject[];
}

type Row = readonly [number: string, title: string];

/** Checks of modes and owners of files. */
const FILES: readonly Row[] = [
  ['1.1.1', 'mode of the API server manifest'],
  ['1.1.2', 'owner of the API server manifest'],
  ['1.1.3', 'mode of the controller manager manifest'],
  ['1.1.4', 'owner of the controller manager manifest'],
  ['1.1.5', 'mode of the scheduler manifest'],
  ['1.1.6', 'owner of the scheduler manifest'],
  ['1.1.7', 'mode of the etcd manifest'],
  ['1.1.8', 'owner of the etcd manifest'],
  ['1.1.9', 'mode of network plugin files'],
  ['1.1.10', 'owner of network plugin files'],
  ['1.1.11', 'mode of the etcd data folder'],
  ['1.1.12', 'owner of the etcd data folder'],
  ['1.1.13', 'mode of administrator credentials'],
  ['1.1.14', 'owner of administrator credentials'],
  ['1.1.15', 'mode of scheduler.conf'],
  ['1.1.16', 'owner of scheduler.conf'],
  ['1.1.17', 'mode of controller-manager.conf'],
  ['1.1.18', 'owner of controller-manager.conf'],
  ['1.1.19', 'owner of the PKI folder and its files'],
  ['1.1.20', 'mode of PKI certificates'],
  ['1.1.21', 'mode of PKI keys'],
  ['4.1.1', 'mode of the kubelet service file'],
  ['4.1.2', 'owner of the kubelet service file'],
  ['4.1.3', 'mode of the kube-proxy kubeconfig'],
  ['4.1.4', 'owner of the kube-proxy kubeconfig'],
  ['4.1.5', 'mode of kubelet.conf'],
  ['4.1.6', 'owner of kubelet.conf'],
  ['4.1.7', 'mode of client certificate authorities'],
  ['4.1.8', 'owner of client certificate authorities'],
  ['4.1.9', 'mode of the kubelet configuration'],
  ['4.1.10', 'owner of the kubelet configuration'],
];

/** Checks of one section, with what decides them. */
const SECTIONS: readonly (readonly [subjects: readonly CisSubject[], rows: readonly Row[]])[] = [
  [['kube-apiserver', 'AuthenticationConfiguration'], [['1.2.1', 'no anonymous requests']]],
  [
    ['kube-apiserver', 'AuthorizationConfiguration'],
    [
      ['1.2.6', 'not everything is allowed'],
      ['1.2.7', 'kubelets are authorized by node'],
      ['1.2.8', 'roles decide'],
    ],
  ],
  [
    ['kube-apiserver'],
    [
      ['1.2.2', 'no file of tokens'],
      ['1.2.3', 'external IPs of Services are refused'],
      ['1.2.4', 'client certificate for kubelets'],
      ['1.2.5', 'certificates of kubelets are verified'],
      ['1.2.9', 'rate of events is limited'],
      ['1.2.10', 'AlwaysAdmit is off'],
      ['1.2.11', 'images are always pulled'],
      ['1.2.12', 'ServiceAccount admission is on'],
      ['1.2.13', 'NamespaceLifecycle admission is on'],
      ['1.2.14', 'NodeRestriction is on'],
      ['1.2.15', 'no profiling of the API server'],
      ['1.2.16', 'audit log is written'],
      ['1.2.17', 'audit log is kept for 30 days'],
      ['1.2.18', 'ten files of the audit log are kept'],
      ['1.2.19', 'files of the audit log have 100 MB'],
      ['1.2.20', 'requests time out'],
      ['1.2.21', 'service accounts are looked up'],
      ['1.2.22', 'service accounts have a key'],
      ['1.2.23', 'client certificate for etcd'],
      ['1.2.24', 'serving certificate'],
      ['1.2.25', 'authority of clients'],
      ['1.2.26', 'authority of etcd'],
      ['1.2.27', 'encryption at rest is configured'],
      ['1.2.29', 'strong ciphers of the API server'],
      ['1.2.30', 'service account tokens are not extended'],
      ['3.2.1', 'audit policy is given'],
    ],
  ],
  [['EncryptionConfiguration'], [['1.2.28', 'encryption provider is fit']]],
  [
    ['kube-controller-manager'],
    [
      ['1.3.1', 'terminated pods are removed'],
      ['1.3.2', 'no profiling of the controller manager'],
      ['1.3.3', 'controllers have accounts of their own'],
      ['1.3.4', 'key that signs service accounts'],
      ['1.3.5', 'root authority for pods'],
      ['1.3.6', 'serving certificates of kubelets rotate'],
      ['1.3.7', 'controller manager listens on loopback'],
    ],
  ],
  [['kube-scheduler', 'KubeSchedulerConfiguration'], [['1.4.1', 'no profiling of the scheduler']]],
  [['kube-scheduler'], [['1.4.2', 'scheduler listens on loopback']]],
  [
    ['etcd'],
    [
      ['2.1', 'etcd has a certificate'],
      ['2.2', 'etcd authenticates clients'],
      ['2.3', 'etcd signs no certificate for itself'],
      ['2.4', 'members have certificates'],
      ['2.5', 'members authenticate each other'],
      ['2.6', 'members sign no certificates for themselves'],
      ['2.7', 'etcd has an authority of its own'],
    ],
  ],
  [
    ['people'],
    [
      ['3.1.1', 'people have no client certificates'],
      ['3.1.2', 'people have no service accounts'],
    ],
  ],
  [['InitConfiguration'], [['3.1.3', 'people have no bootstrap tokens']]],
  [['audit policy'], [['3.2.2', 'audit policy covers what matters']]],
  [
    ['KubeletConfiguration'],
    [
      ['4.2.1', 'kubelet refuses anonymous requests'],
      ['4.2.2', 'kubelet authorizes by the API server'],
      ['4.2.3', 'kubelet has an authority of clients'],
      ['4.2.4', 'no read-only port'],
      ['4.2.5', 'idle connections time out'],
      ['4.2.6', 'kubelet manages its iptables chains'],
      ['4.2.8', 'events are recorded at a limited rate'],
      ['4.2.9', 'kubelet has a serving certificate'],
      ['4.2.10', 'client certificates rotate'],
      ['4.2.11', 'serving certificates rotate'],
      ['4.2.12', 'strong ciphers of kubelets'],
      ['4.2.13', 'processes of a pod are limited'],
      ['4.2.14', 'seccomp by default'],
    ],
  ],
  [['kubelet'], [['4.2.7', 'host name is not overridden']]],
  [['KubeProxyConfiguration', 'kube-proxy'], [['4.3.1', 'metrics of kube-proxy on loopback']]],
  [
    ['roles'],
    [
      ['5.1.1', 'cluster-admin only where needed'],
      ['5.1.2', 'little access to Secrets'],
      ['5.1.3', 'few wildcards in roles'],
      ['5.1.4', 'little access to make pods'],
      ['5.1.7', 'system:masters is not used'],
      ['5.1.8', 'little bind, impersonate and escalate'],
      ['5.1.9', 'little access to make persistent volumes'],
      ['5.1.10', 'little access to nodes/proxy'],
      ['5.1.11', 'little approval of certificates'],
      ['5.1.12', 'little access to webhooks'],
      ['5.1.13', 'little creation of service account tokens'],
    ],
  ],
  [
    ['pods'],
    [
      ['5.1.5', 'default service accounts are not used'],
      ['5.1.6', 'tokens are mounted only where needed'],
      ['5.2.2', 'no privileged containers'],
      ['5.2.3', 'no host process namespace'],
      ['5.2.4', 'no host IPC namespace'],
      ['5.2.5', 'no host network'],
      ['5.2.6', 'no privilege escalation'],
      ['5.2.7', 'no root containers'],
      ['5.2.8', 'no NET_RAW'],
      ['5.2.9', 'no added capabilities'],
      ['5.2.10', 'no Windows host processes'],
      ['5.2.11', 'no host paths'],
      ['5.2.12', 'no host ports'],
      ['5.3.1', 'network plugin supports policies'],
      ['5.3.2', 'namespaces have network policies'],
      ['5.4.1', 'Secrets as files'],
      ['5.4.2', 'Secrets in a store outside'],
      ['5.5.1', 'provenance of images is verified'],
      ['5.6.2', 'seccomp profile of pods'],
      ['5.6.3', 'security context of pods'],
      ['5.6.4', 'default namespace is not used'],
    ],
  ],
  [
    ['namespaces'],
    [
      ['5.2.1', 'namespaces have a policy for pods'],
      ['5.6.1', 'namespaces separate workloads'],
    ],
  ],
];

/** All checks, by number. */
export const CIS_CHECKS: readonly CisCheck[] = [
  ...FILES.map(([number, title]): CisCheck => ({ number, title, subjects: [`files of ${number}`] })),
  ...SECTIONS.flatMap(([subjects, rows]) => rows.map(([number, title]) => ({ number, title, subjects }))),
].sort((a, b) => compareNumbers(a.number, b.number));

function compareNumbers(a: string, b: string): number {
  const [left, right] = [a, b].map((each) => each.split('.').map(Number)) as [number[], number[]];
  const at = left.findIndex((part, index) => part !== right[index]);
  return (left[at] ?? 0) - (right[at] ?? 0);
}

/** The section of the benchmark that a check is, as rules cite it. */
export function cisSection({ number }: CisCheck): string {
  return `CIS 1.12 ${number}`;
}
