import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import { given, has, isFalse, isPlainHttp, items } from '../../shared/control-plane/predicates';
import { type FlagRequirement, REMOVE } from '../../shared/control-plane/requirements';

const http = (program: 'etcd' | 'kube-apiserver', flag: string, cis?: string): FlagRequirement => ({
  ...{ program, flag, cis, must: 'use https in $', isFine: (value) => !items(value).some(isPlainHttp) },
});
/** Without a certificate, etcd would have none: the fix needs one. */
const selfSigned = (flag: string, certificate: string, cis: string): FlagRequirement => ({
  ...{ program: 'etcd', flag, cis, must: 'remove $', isFine: (value) => value === undefined || isFalse(value) },
  fix: (flags) => (has(flags, certificate) ? REMOVE : undefined),
});

export const rule = componentRule({
  id: 'etcd-without-tls',
  title: 'Connections to etcd use TLS with certificates of an authority',
  severity: Severity.HIGH,
  guide: ['N4', 'N6'],
  flags: [
    given('etcd', 'cert-file', { cis: '2.1' }),
    given('etcd', 'key-file', { cis: '2.1' }),
    selfSigned('auto-tls', 'cert-file', '2.3'),
    given('etcd', 'peer-cert-file', { cis: '2.4' }),
    given('etcd', 'peer-key-file', { cis: '2.4' }),
    selfSigned('peer-auto-tls', 'peer-cert-file', '2.6'),
    http('etcd', 'listen-client-urls', '2.1'),
    http('etcd', 'listen-peer-urls', '2.4'),
    given('kube-apiserver', 'etcd-certfile', { cis: '1.2.23' }),
    given('kube-apiserver', 'etcd-keyfile', { cis: '1.2.23' }),
    given('kube-apiserver', 'etcd-cafile', { cis: '1.2.26' }),
    http('kube-apiserver', 'etcd-servers'),
  ],
});
