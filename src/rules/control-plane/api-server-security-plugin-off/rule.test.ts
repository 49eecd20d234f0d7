import { kubeadm, runs } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const ON_BY_DEFAULT = [
  ...['CertificateApproval', 'CertificateSigning', 'CertificateSubjectRestriction', 'LimitRanger'],
  ...['MutatingAdmissionWebhook', 'NamespaceLifecycle', 'PodSecurity', 'ResourceQuota', 'ServiceAccount'],
  ...['ValidatingAdmissionPolicy', 'ValidatingAdmissionWebhook'],
];
/** Rules about plugins that are a choice. */
const MISSING = [
  ...['api-server-always-pull-images-missing', 'api-server-event-rate-limit-missing'],
  'api-server-external-ips-allowed',
];

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    'the plugins': runs('kube-apiserver'),
    'another plugin is off': runs('kube-apiserver', { 'disable-admission-plugins': 'DefaultStorageClass' }),
  },
  invalid: {
    ...Object.fromEntries(
      ON_BY_DEFAULT.map((plugin) => [
        `${plugin} is off`,
        {
          change: runs('kube-apiserver', { 'disable-admission-plugins': `DefaultStorageClass, ${plugin}` }),
          at: ['/containers/0/command/1'],
          mendedBy: 'none' as const,
        },
      ]),
    ),
    'AlwaysAdmit is on': {
      change: runs('kube-apiserver', {
        'enable-admission-plugins':
          'NodeRestriction,AlwaysPullImages,DenyServiceExternalIPs,EventRateLimit,AlwaysAdmit',
      }),
      at: ['/containers/0/command/1'],
      mendedBy: 'force',
    },
    'no NodeRestriction': {
      change: runs('kube-apiserver', {
        'enable-admission-plugins': 'AlwaysPullImages,DenyServiceExternalIPs,EventRateLimit',
      }),
      at: ['/containers/0/command/1'],
      mendedBy: 'force',
    },
    'no list': {
      change: runs('kube-apiserver', { 'enable-admission-plugins': undefined }),
      at: ['/containers/0/command'],
      also: MISSING,
      mendedBy: 'fill',
    },
    'the list of kubeadm is replaced': {
      change: kubeadm('kube-apiserver', {
        'enable-admission-plugins': 'AlwaysPullImages,DenyServiceExternalIPs,EventRateLimit',
      }),
      at: ['ClusterConfiguration /apiServer/extraArgs/0/value'],
      mendedBy: 'force',
    },
    'AlwaysAdmit alone': {
      change: kubeadm('kube-apiserver', { 'enable-admission-plugins': 'AlwaysAdmit' }),
      at: ['ClusterConfiguration /apiServer/extraArgs/0/value', 'ClusterConfiguration /apiServer/extraArgs/0/value'],
      also: MISSING,
      mendedBy: 'force',
    },
  },
});
