import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { holds, hostPathVolumes, pathSegments } from '../../shared/host-path';
import { HOST_PATH_VOLUMES, NSA_GUIDE, POD_SECURITY_BASELINE } from '../../shared/sources';

export const SOCKETS = [
  '/run/docker.sock',
  '/run/docker/containerd/containerd.sock',
  '/run/containerd/containerd.sock',
  '/run/crio/crio.sock',
  '/run/cri-dockerd.sock',
  '/run/dockershim.sock',
  '/run/podman/podman.sock',
  '/run/k3s/containerd/containerd.sock',
  '/run/k0s/containerd.sock',
  '\\\\.\\pipe\\docker_engine',
  '\\\\.\\pipe\\containerd-containerd',
].map(pathSegments);
const RUN = pathSegments('/run');

export const rule = defineRule({
  id: 'container-runtime-socket-mount',
  category: 'volumes',
  title: 'Pods do not mount the socket of a container runtime',
  severity: Severity.CRITICAL,
  profiles: ['nsa'],
  standards: ['NSA/CISA P4', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [NSA_GUIDE, POD_SECURITY_BASELINE, HOST_PATH_VOLUMES],
  equivalents: {
    kubescape: ['C-0074'],
    kubeLinter: ['docker-sock'],
    trivy: ['KSV-0006'],
    checkov: ['CKV_K8S_27'],
    kyverno: ['disallow-container-sock-mounts', 'docker-socket-check'],
  },
  visit: {
    podTemplate(pod, { report }) {
      for (const { name, path, type, pointer, segments } of hostPathVolumes(pod)) {
        const socket = SOCKETS.find((each) => holds(segments, each));
        if (socket) {
          const way = socket.length === segments.length ? 'is' : 'contains';
          report({
            pointer,
            message: `volume "${name}" ${way} the socket of a container runtime, "${path}" on the node; remove the volume`,
          });
        } else if (type === 'Socket' && holds(RUN, segments)) {
          report({
            pointer,
            severity: Severity.HIGH, // the path does not tell which service it is
            message: `volume "${name}" is "${path}", the socket of a service on the node; remove the volume`,
          });
        }
      }
    },
  },
});
