/** Kinds of files that components read from the disk of a node: none of them has a name. */
const NAMELESS: ReadonlySet<string> = new Set(
  [
    ...['AdmissionConfiguration', 'AuthenticationConfiguration', 'AuthorizationConfiguration', 'ClusterConfiguration'],
    ...['EncryptionConfig', 'EncryptionConfiguration', 'InitConfiguration', 'JoinConfiguration'],
    ...['KubeProxyConfiguration', 'KubeSchedulerConfiguration', 'KubeletConfiguration', 'Policy'],
  ].map((kind) => kind.toLowerCase()),
);

/** Whether the objects of a kind have no names. */
export function isNameless(kind: string): boolean {
  return NAMELESS.has(kind.toLowerCase());
}
