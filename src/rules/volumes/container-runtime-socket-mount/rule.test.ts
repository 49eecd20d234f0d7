import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule as cloudCredentialsHostPath } from '../cloud-credentials-host-path/rule';
import { rule as sensitiveHostPath } from '../sensitive-host-path/rule';
import { rule } from './rule';

/** hostPath volumes, in order. */
function volumes(...paths: readonly any[]) {
  return ({ spec }: World) => {
    spec.volumes = paths.map((path, index) => ({ name: `volume-${index}`, hostPath: { path } }));
  };
}

/** Pointers of the findings, by the index of the volume. */
const at = (...indexes: readonly number[]) => indexes.map((index) => `/volumes/${index}/hostPath/path`);

const HOST_PATH = ['host-path-volume', 'restricted-volume-type'];
const SENSITIVE = [...HOST_PATH, 'sensitive-host-path'];
const SOCKETS = [
  'docker.sock',
  'containerd/containerd.sock',
  'crio/crio.sock',
  'cri-dockerd.sock',
  'podman/podman.sock',
  'k3s/containerd/containerd.sock',
  'dockershim.sock',
];
const ALL = SOCKETS.map((_, index) => index);

testRule(rule, {
  plus: [cloudCredentialsHostPath, sensitiveHostPath],
  valid: {
    'a directory for sockets of containers': ({ spec }) => {
      spec.volumes = [{ name: 'run', emptyDir: { sizeLimit: '1Mi' } }];
      spec.containers[0].volumeMounts = [{ name: 'run', mountPath: '/var/run' }];
    },
    'no path': ({ spec }) => {
      spec.volumes = [{ name: 'run', hostPath: null, emptyDir: { sizeLimit: '1Mi' } }];
    },
  },
  invalid: {
    '§4.29: the sockets, under /run': {
      change: volumes(...SOCKETS.map((socket) => `/run/${socket}`)),
      at: at(...ALL),
      also: SENSITIVE,
      mendedBy: 'force',
    },
    '§4.29: the sockets, under /var/run': {
      change: volumes(...SOCKETS.map((socket) => `/var/run/${socket}`)),
      at: at(...ALL),
      also: SENSITIVE,
      mendedBy: 'force',
    },
    '§4.29: the directories that contain them': {
      change: volumes(
        '/run',
        '/var/run/',
        '/run/containerd',
        '/var/run/crio',
        '/run/docker',
        '/run/podman',
        '/run/k3s',
      ),
      at: at(0, 1, 2, 3, 4, 5, 6),
      also: SENSITIVE,
      mendedBy: 'force',
    },
    'the whole node': {
      change: volumes('/'),
      at: at(0),
      also: [...SENSITIVE, 'cloud-credentials-host-path'],
      mendedBy: 'force',
    },
    'a Windows named pipe': {
      windows: true,
      change: volumes('\\\\.\\pipe\\docker_engine', '//./pipe/containerd-containerd', '\\\\.\\pipe\\shop'),
      at: at(0, 1),
      also: HOST_PATH,
      mendedBy: 'force',
    },
    'with other files there, and names with the same prefix': {
      change: volumes(
        '/run/udev',
        '/run/docker.sock.d',
        '/run/containerd/io',
        '/srv/docker.sock',
        '/running',
        '/run/docker.sock',
      ),
      at: at(5),
      also: SENSITIVE,
      mendedBy: 'force',
    },
    'the socket of another service': {
      change: ({ spec }) => {
        spec.volumes = [
          { name: 'bus', hostPath: { path: '/run/dbus/system_bus_socket', type: 'Socket' } },
          { name: 'device', hostPath: { path: '/run/udev', type: 'Directory' } },
          { name: 'own', hostPath: { path: '/srv/shop.sock', type: 'Socket' } },
        ];
      },
      at: at(0),
      also: SENSITIVE,
      severity: 'high',
      mendedBy: 'force',
    },
  },
});
