import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule as cloudCredentialsHostPath } from '../cloud-credentials-host-path/rule';
import { rule as containerRuntimeSocketMount } from '../container-runtime-socket-mount/rule';
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

testRule(rule, {
  plus: [cloudCredentialsHostPath, containerRuntimeSocketMount],
  valid: {
    'a claim': ({ spec }) => {
      spec.volumes = [{ name: 'etc', persistentVolumeClaim: { claimName: 'etc' } }];
    },
    'null for the path of the node, and for the volumes of a container': ({ spec }) => {
      spec.volumes = [{ name: 'etc', hostPath: null, emptyDir: { sizeLimit: '1Mi' } }];
    },
    'a sensitive path inside the container': ({ spec }) => {
      spec.volumes = [{ name: 'settings', configMap: { name: 'settings' } }];
      spec.containers[0].volumeMounts = [{ name: 'settings', mountPath: '/etc', readOnly: true }];
    },
  },
  invalid: {
    'a directory of the system, in any notation': {
      change: volumes('/etc', '/etc/', '//etc', '/./etc', '/srv/../etc'),
      at: at(0, 1, 2, 3, 4),
      also: [...HOST_PATH, 'cloud-credentials-host-path'],
      mendedBy: 'force',
    },
    '§4.29: paths below': {
      change: volumes('/etc/ssl/private', '/var/lib/kubelet/pods', '/dev/sda', '/usr/bin/runc', '/var/log/pods'),
      at: at(0, 1, 2, 3, 4),
      also: HOST_PATH,
      mendedBy: 'force',
    },
    '§4.29: paths above': {
      change: volumes('/opt', '/var/lib', '/var'),
      at: at(0, 1, 2),
      also: [...HOST_PATH, 'cloud-credentials-host-path'],
      mendedBy: 'force',
    },
    'the whole node': {
      change: volumes('/'),
      at: at(0),
      also: [...HOST_PATH, 'cloud-credentials-host-path', 'container-runtime-socket-mount'],
      mendedBy: 'force',
    },
    '§4.29: /run by both its names': {
      change: volumes('/run/udev', '/var/run/udev'),
      at: at(0, 1),
      also: HOST_PATH,
      mendedBy: 'force',
    },
    '§4.29: the home of root, not mounted': {
      change: volumes('/root/scripts'),
      at: at(0),
      also: HOST_PATH,
      mendedBy: 'force',
    },
    'each of the others': {
      change: volumes(
        ...'/bin /boot /lib /lib64 /opt/cni/bin /proc /sbin /sys/fs /home/ann/shop'.split(' '),
        ...'containerd containers crio docker etcd kubelet/plugins rancher'
          .split(' ')
          .map((name) => `/var/lib/${name}`),
      ),
      at: at(...Array.from({ length: 16 }, (_, index) => index)),
      also: HOST_PATH,
      mendedBy: 'force',
    },
    'with other paths, and names with the same prefix': {
      change: volumes(
        '/srv/shop',
        '/etcd',
        '/devices',
        '/ETC',
        '/var/lib/kubelets',
        '/sys',
        '/opt/shop',
        '/var/lib/shop',
        '/mnt/etc',
      ),
      at: at(5),
      also: HOST_PATH,
      mendedBy: 'force',
    },
    'with time zones, which are harmless': {
      change: volumes(
        '/etc/localtime',
        '/etc/timezone',
        '/usr/share/zoneinfo/Europe',
        '/usr/share',
        '/etc/localtime.d',
      ),
      at: at(3, 4),
      also: HOST_PATH,
      mendedBy: 'force',
    },
    'with volumes without a path': {
      change: volumes('', null, undefined, '/boot'),
      at: at(3),
      also: HOST_PATH,
      mendedBy: 'force',
    },
  },
});
