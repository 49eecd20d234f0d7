import { ClusterFiles } from '../../../analysis/cluster/cluster-files';
import type { ProgramFlags } from '../../../analysis/cluster/flags/program-flags';
import { controlPlaneOf } from '../../../analysis/cluster/flags/programs-in';
import { KERNEL_SETTINGS, sysctlValues } from '../../../analysis/cluster/kubelet-settings';
import { CLUSTER_TYPE, SETTINGS_TYPES } from '../../../analysis/cluster/settings-files';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { ReportDescriptor } from '../../../engine/visitor';
import type { Manifest } from '../../../model/manifest';
import { NSA_GUIDE } from '../../shared/sources';

const { InitConfiguration, JoinConfiguration, KubeletConfiguration: KUBELET } = SETTINGS_TYPES;
const { MEDIUM, LOW } = Severity;

export const rule = defineRule({
  id: 'node-settings-incomplete',
  category: 'nodes',
  title: 'A setting of a node has what it needs in the other files of the cluster',
  severity: MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA L1', 'NSA/CISA A1', 'NSA/CISA N6', 'OWASP K09:2022', 'OWASP K07:2025'],
  references: [
    'https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/',
    'https://kubernetes.io/docs/reference/access-authn-authz/kubelet-tls-bootstrapping/',
    NSA_GUIDE,
  ],
  equivalents: {},
  visit: {
    types: [CLUSTER_TYPE, 'Pod', KUBELET],
    manifest(manifest, { all, report }) {
      if (manifest.groupKind === KUBELET)
        for (const found of kernelSettings(manifest, new ClusterFiles(all, manifest))) report(found);
      for (const program of controlPlaneOf(manifest)) {
        if (program.program !== 'kube-apiserver') continue;
        const files = new ClusterFiles(all, manifest);
        for (const found of auditOutput(program)) report(found);
        for (const found of kubeletCertificates(program, files)) report(found);
        for (const found of anonymousRequests(program, files)) report(found);
      }
    },
  },
});

function auditOutput(program: ProgramFlags): ReportDescriptor[] {
  const policy = program.written.get('audit-policy-file');
  const isWritten = ['audit-log-path', 'audit-webhook-config-file'].some((flag) => program.written.get(flag)?.value);
  if (!policy || isWritten) return [];
  const message =
    'the audit policy has no effect, as no log is written; set --audit-log-path, or --audit-webhook-config-file';
  return [{ pointer: policy.pointer, message }];
}

/** The API server checks certificates of kubelets that sign theirs themselves. */
function kubeletCertificates(program: ProgramFlags, files: ClusterFiles): ReportDescriptor[] {
  const authority = program.written.get('kubelet-certificate-authority');
  const own = files
    .ofType(KUBELET)
    .find((file) => file.value('/serverTLSBootstrap') !== true && !file.value('/tlsCertFile'));
  if (!authority || !own) return [];
  const message = `the API server refuses the certificate that the kubelet of "${own.objectRef.name || 'a KubeletConfiguration'}" makes for itself, so kubectl logs and exec fail; set serverTLSBootstrap there to true`;
  return [{ pointer: authority.pointer, message }];
}

function anonymousRequests(program: ProgramFlags, files: ClusterFiles): ReportDescriptor[] {
  const flag = program.written.get('anonymous-auth');
  const file = program.written.get('authentication-config');
  if (flag?.value !== 'false') {
    const [config] = files.ofType('apiserver.config.k8s.io/AuthenticationConfiguration');
    if (flag || !file || !config || config.value('/anonymous')) return [];
    const message =
      'anonymous requests may be for every path, as the AuthenticationConfiguration says nothing of them; add "anonymous" to it';
    return [{ pointer: file.pointer, message }];
  }
  const [init] = files.ofType(InitConfiguration);
  const joining = files.ofType(JoinConfiguration).find((join) => join.value('/discovery/bootstrapToken'));
  const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'];
  const asks = program.container
    ? probes.some((probe) => program.container?.value(`/${probe}/httpGet`))
    : init !== undefined && !init.value('/patches/directory');
  return [
    ...(asks
      ? [
          {
            pointer: flag.pointer,
            message:
              'the kubelet restarts the API server for ever, as its probes are anonymous requests; use probes by tcpSocket, with a patch of kubeadm',
          },
        ]
      : []),
    ...(joining
      ? [
          {
            pointer: flag.pointer,
            message: `nodes that join with "${joining.objectRef.name || 'a JoinConfiguration'}" wait for ever, as they ask anonymously for cluster-info; use discovery.file there`,
          },
        ]
      : []),
  ];
}

/** A kubelet that finds other settings of the kernel does not start. */
function kernelSettings(kubelet: Manifest, files: ClusterFiles): ReportDescriptor[] {
  if (kubelet.value('/protectKernelDefaults') !== true) return [];
  const texts = files.ofType('files.cdk8s-hardened/SysctlConfiguration');
  // Where no text of a node is given, those of the node are not known.
  if (texts.length === 0 && files.ofType('files.cdk8s-hardened/TmpfilesConfiguration').length === 0) return [];
  const values = new Map(texts.flatMap(({ json }) => [...sysctlValues(json.lines)]));
  const wrong = Object.entries(KERNEL_SETTINGS).filter(([name, value]) => values.get(name) !== String(value));
  if (wrong.length === 0) return [];
  const wanted = wrong.map(([name, value]) => `${name} = ${value}`).join(', ');
  const message = `the kubelet does not start where the kernel has other settings; add a file in /etc/sysctl.d with ${wanted}`;
  return [{ pointer: '/protectKernelDefaults', message, severity: LOW }];
}
