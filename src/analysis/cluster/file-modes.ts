/**
 * Modes and owners of the files that kubeadm and the kubelet write, as systemd-tmpfiles reads them: CIS 1.1 and 4.1. It changes
 * what is there, and makes the folders.
 */
const MODES: readonly string[] = [
  'z /etc/kubernetes/manifests/*.yaml 0600 root root -',
  'z /etc/kubernetes/*.conf 0600 root root -',
  'Z /etc/kubernetes/pki - root root -',
  'z /etc/kubernetes/pki/*.key 0600 root root -',
  'z /etc/kubernetes/pki/*.crt 0644 root root -',
  'z /etc/kubernetes/pki/etcd/*.key 0600 root root -',
  'z /etc/kubernetes/pki/etcd/*.crt 0644 root root -',
  'z /var/lib/etcd 0700 root root -',
  'z /var/lib/kubelet/config.yaml 0600 root root -',
  'z /usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf 0600 root root -',
];

/** A path with its mode. */
export interface PathMode {
  readonly path: string;
  readonly mode: string;
}

/** Returns the text of a file for systemd-tmpfiles. */
export function tmpfilesText(folders: readonly PathMode[], files: readonly PathMode[]): string {
  const lines = [
    ...folders.map(({ path, mode }) => `d ${path} ${mode} root root -`),
    ...MODES,
    ...files.map(({ path, mode }) => `z ${path} ${mode} root root -`),
  ];
  return `${lines.join('\n')}\n`;
}
