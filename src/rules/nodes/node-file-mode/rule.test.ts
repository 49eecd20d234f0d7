import { findingsOf } from '../../../../test/support/findings';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { tmpfilesText } from '../../../analysis/cluster/file-modes';
import { rule } from './rule';

const text =
  (...lines: string[]) =>
  ({ others }: World): void => {
    others.push({ apiVersion: 'files.cdk8s-hardened/v1', kind: 'TmpfilesConfiguration', lines });
  };
const at = (line: number) => `TmpfilesConfiguration /lines/${line}`;

testRule(rule, {
  valid: {
    'what our constructs write': text(...tmpfilesText([{ path: '/etc/kubernetes', mode: '0700' }], []).split('\n')),
    'stricter modes': text('z /etc/kubernetes/pki/*.crt 0400 root root -', 'z /etc/kubernetes/*.conf 0400 0 0 -'),
    'the user of etcd': text('d /var/lib/etcd 0700 etcd etcd -'),
    'other files': text('# a comment', '', 'd /run/web 0777 web web -', 'L /etc/link - - - - /etc/kubernetes/pki'),
  },
  invalid: {
    'kubeconfigs that all users read': {
      change: text('', 'z /etc/kubernetes/*.conf 0644 root root -'),
      at: [at(1)],
      mendedBy: 'none',
    },
    'one bit too many': {
      change: text('z /etc/kubernetes/manifests/kube-apiserver.yaml 0610 root root -'),
      at: [at(0)],
    },
    'keys, by what is above them': { change: text('Z /etc/kubernetes/pki 0644 root root -'), at: [at(0)] },
    'a mode that only removes bits, which are too few': {
      change: text('z /var/lib/kubelet/config.yaml ~0644 - - -'),
      at: [at(0)],
    },
    'another owner': { change: text('z /var/lib/kubelet/config.yaml 0600 kubelet root -'), at: [at(0)] },
    'another group of the keys': { change: text('Z /etc/kubernetes/pki - root wheel -'), at: [at(0)] },
    'both, in two lines': {
      change: text('d /var/lib/etcd 0755 root root -', 'z /etc/kubernetes/admin.conf 0600 admin admin -'),
      at: [at(0), at(1)],
    },
  },
});

test('messages name the sections', () => {
  expect(
    findingsOf(rule, [
      {
        apiVersion: 'files.cdk8s-hardened/v1',
        kind: 'TmpfilesConfiguration',
        lines: ['z /etc/kubernetes/manifests/etcd.yaml 0644 etcd root -'],
      },
    ]).map(({ message }) => message),
  ).toEqual([
    'path "/etc/kubernetes/manifests/etcd.yaml" gets mode 0644 (CIS 1.1.7); set it to 0600 or less',
    'path "/etc/kubernetes/manifests/etcd.yaml" gets the owner etcd:root (CIS 1.1.8); set it to root:root',
  ]);
});
