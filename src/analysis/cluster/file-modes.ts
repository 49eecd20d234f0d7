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

/** What the CIS benchmark, 1.12 and 2.0.1, asks of a file of a node. */
export interface FileCheck {
  /** A path that the check is about; what is given in a pattern fits if it fits this. */
  readonly path: string;
  /** The weakest mode; undefined where only the owner counts. */
  readonly mode?: number;
  /** User and group. */
  readonly owner?: string;
  /** The sections about mode and owner. */
  readonly sections: readonly string[];
}

const fileCheck = (path: string, mode: number | undefined, ...sections: string[]): FileCheck => ({
  ...{ path, mode, sections },
  owner: sections.length > 1 || mode === undefined ? 'root root' : undefined,
});

/** The checks of CIS 1.1 and 4.1. kubeadm runs its etcd as root, so the owner of its data may be root too. */
export const FILE_CHECKS: readonly FileCheck[] = [
  fileCheck('/etc/kubernetes/manifests/kube-apiserver.yaml', 0o600, '1.1.1', '1.1.2'),
  fileCheck('/etc/kubernetes/manifests/kube-controller-manager.yaml', 0o600, '1.1.3', '1.1.4'),
  fileCheck('/etc/kubernetes/manifests/kube-scheduler.yaml', 0o600, '1.1.5', '1.1.6'),
  fileCheck('/etc/kubernetes/manifests/etcd.yaml', 0o600, '1.1.7', '1.1.8'),
  fileCheck('/etc/cni/net.d/10-cni.conflist', 0o600, '1.1.9', '1.1.10'),
  { path: '/var/lib/etcd', mode: 0o700, owner: 'etcd etcd', sections: ['1.1.11', '1.1.12'] },
  fileCheck('/etc/kubernetes/admin.conf', 0o600, '1.1.13', '1.1.14'),
  fileCheck('/etc/kubernetes/super-admin.conf', 0o600, '1.1.13', '1.1.14'),
  fileCheck('/etc/kubernetes/scheduler.conf', 0o600, '1.1.15', '1.1.16'),
  fileCheck('/etc/kubernetes/controller-manager.conf', 0o600, '1.1.17', '1.1.18'),
  fileCheck('/etc/kubernetes/pki', undefined, '1.1.19'),
  fileCheck('/etc/kubernetes/pki/apiserver.crt', 0o644, '1.1.20'),
  fileCheck('/etc/kubernetes/pki/etcd/server.crt', 0o644, '1.1.20'),
  fileCheck('/etc/kubernetes/pki/apiserver.key', 0o600, '1.1.21'),
  fileCheck('/etc/kubernetes/pki/etcd/server.key', 0o600, '1.1.21'),
  fileCheck('/usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf', 0o600, '4.1.1', '4.1.2'),
  fileCheck('/etc/systemd/system/kubelet.service.d/10-kubeadm.conf', 0o600, '4.1.1', '4.1.2'),
  fileCheck('/etc/kubernetes/proxy.conf', 0o600, '4.1.3', '4.1.4'),
  fileCheck('/var/lib/kube-proxy/kubeconfig.conf', 0o600, '4.1.3', '4.1.4'),
  fileCheck('/etc/kubernetes/kubelet.conf', 0o600, '4.1.5', '4.1.6'),
  fileCheck('/etc/kubernetes/pki/ca.crt', 0o644, '4.1.7', '4.1.8'),
  fileCheck('/var/lib/kubelet/config.yaml', 0o600, '4.1.9', '4.1.10'),
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

/** One line for systemd-tmpfiles. */
export interface TmpfilesLine {
  /** From 0. */
  readonly line: number;
  readonly isRecursive: boolean;
  readonly path: string;
  /** Undefined where the line leaves the mode as it is. */
  readonly mode?: number;
  readonly user: string;
  readonly group: string;
}

/** Reads lines for systemd-tmpfiles; those that change no mode or owner are left out. */
export function tmpfilesLines(lines: readonly string[]): TmpfilesLine[] {
  return lines.flatMap((text, line) => {
    const [type = '', path = '', mode = '-', user = '-', group = '-'] = text.trim().split(/\s+/);
    if (!/^[a-zA-Z]/.test(type) || !path.startsWith('/')) return [];
    const [digits] = /[0-7]{3,4}$/.exec(mode) ?? [];
    const own = { line, isRecursive: /^[ZC]/.test(type), path, user, group };
    return [{ ...own, mode: digits === undefined ? undefined : Number.parseInt(digits, 8) }];
  });
}

/** Whether a line is about a path: the pattern fits it, or a folder above it whose content it changes too. */
export function isAbout({ path: pattern, isRecursive }: TmpfilesLine, path: string): boolean {
  const source = pattern
    .replace(/\/+$/, '')
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]')
    .replaceAll('[!', '[^');
  try {
    return new RegExp(`^${source}${isRecursive ? '(?:/.*)?' : ''}$`).test(path);
  } catch {
    return true; // A pattern that is none may be about anything.
  }
}

/** Returns the sections of the CIS benchmark about files whose mode or owner some line sets. */
export function decidedSections(lines: readonly string[]): string[] {
  return tmpfilesLines(lines).flatMap((line) =>
    FILE_CHECKS.filter(({ path }) => isAbout(line, path)).flatMap(({ mode, owner, sections }) => [
      ...(mode !== undefined && line.mode !== undefined ? sections.slice(0, 1) : []),
      ...(owner !== undefined && line.user !== '-' && line.group !== '-' ? sections.slice(-1) : []),
    ]),
  );
}
