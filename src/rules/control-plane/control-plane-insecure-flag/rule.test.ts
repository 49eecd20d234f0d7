import { findingsOf, placesOf } from '../../../../test/support/findings';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { PROGRAMS } from './flags';
import { SETTINGS } from './kubelet';
import { rule } from './rule';

const PKI = '/etc/kubernetes/pki';
/** The flags of kubeadm, and further flags that the CIS benchmark requires. */
const API_SERVER = [
  'kube-apiserver',
  '--anonymous-auth=false',
  '--authorization-mode=Node,RBAC',
  '--enable-admission-plugins=NodeRestriction,AlwaysPullImages,DenyServiceExternalIPs,EventRateLimit',
  `--client-ca-file=${PKI}/ca.crt`,
  `--etcd-cafile=${PKI}/etcd/ca.crt`,
  `--etcd-certfile=${PKI}/apiserver-etcd-client.crt`,
  `--etcd-keyfile=${PKI}/apiserver-etcd-client.key`,
  `--kubelet-certificate-authority=${PKI}/ca.crt`,
  `--kubelet-client-certificate=${PKI}/apiserver-kubelet-client.crt`,
  `--kubelet-client-key=${PKI}/apiserver-kubelet-client.key`,
  `--service-account-key-file=${PKI}/sa.pub`,
  `--tls-cert-file=${PKI}/apiserver.crt`,
  `--tls-private-key-file=${PKI}/apiserver.key`,
  '--encryption-provider-config=/etc/kubernetes/hardening/encryption.yaml',
  '--audit-policy-file=/etc/kubernetes/hardening/audit-policy.yaml',
  '--audit-log-path=/var/log/kubernetes/audit/audit.log',
  '--audit-log-maxage=30',
  '--audit-log-maxbackup=10',
  '--audit-log-maxsize=100',
  '--profiling=false',
  '--service-account-extend-token-expiration=false',
  '--tls-min-version=VersionTLS12',
  '--tls-cipher-suites=TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
];
const CONTROLLER_MANAGER = [
  'kube-controller-manager',
  '--bind-address=127.0.0.1',
  '--profiling=false',
  '--use-service-account-credentials=true',
  `--service-account-private-key-file=${PKI}/sa.key`,
  `--root-ca-file=${PKI}/ca.crt`,
];
const SCHEDULER = ['kube-scheduler', '--bind-address=127.0.0.1', '--profiling=false'];
const ETCD = [
  'etcd',
  `--cert-file=${PKI}/etcd/server.crt`,
  `--key-file=${PKI}/etcd/server.key`,
  '--client-cert-auth=true',
  `--peer-cert-file=${PKI}/etcd/peer.crt`,
  `--peer-key-file=${PKI}/etcd/peer.key`,
  '--peer-client-cert-auth=true',
  `--trusted-ca-file=${PKI}/etcd/ca.crt`,
  '--listen-client-urls=https://127.0.0.1:2379,https://10.0.0.1:2379',
];
const KUBELET = {
  authentication: {
    anonymous: { enabled: false },
    webhook: { enabled: true },
    x509: { clientCAFile: `${PKI}/ca.crt` },
  },
  authorization: { mode: 'Webhook' },
  readOnlyPort: 0,
  rotateCertificates: true,
  serverTLSBootstrap: true,
  seccompDefault: true,
  podPidsLimit: 4096,
};

const runs = (command: readonly string[], rest: any = {}) => {
  return ({ spec }: World): void => {
    Object.assign(spec.containers[0], { command, ...rest });
  };
};
/** The same flags with other values; `undefined` omits a flag. */
const but = (command: readonly string[], flags: { readonly [flag: string]: string | undefined }) => {
  const [program = '', ...rest] = command;
  const kept = rest.filter((word) => !Object.keys(flags).some((flag) => word.startsWith(`--${flag}=`)));
  const set = Object.entries(flags).flatMap(([flag, value]) => (value === undefined ? [] : [`--${flag}=${value}`]));
  return [program, ...kept, ...set];
};
const kubelet = (change: any) => {
  return ({ others }: World): void => {
    others.push({
      apiVersion: 'kubelet.config.k8s.io/v1beta1',
      kind: 'KubeletConfiguration',
      ...structuredClone(KUBELET),
      ...change,
    });
  };
};
/** A file in a ConfigMap. JSON is YAML. */
const inConfigMap = (key: string, file: any) => {
  return ({ others }: World): void => {
    const data = { [key]: typeof file === 'string' ? file : JSON.stringify(file) };
    others.push({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'shop' }, data });
  };
};
const KUBELET_FILE = { apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration', ...KUBELET };
const cluster = (rest: any) => ({ apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'ClusterConfiguration', ...rest });

const AT_COMMAND = ['/containers/0/command'];

testRule(rule, {
  valid: {
    'another program': runs(['web', '--profiling=true']),
    'another name with the same prefix': runs(['kube-apiserver-exporter', '--profiling=true']),
    'the API server': runs(API_SERVER),
    'by its path, in two fields': runs(['/usr/local/bin/kube-apiserver'], { args: API_SERVER.slice(1) }),
    'the controller manager': runs(CONTROLLER_MANAGER),
    'the scheduler': runs(SCHEDULER),
    'the scheduler with a file': runs(['kube-scheduler', '--config=/etc/scheduler.yaml', '--bind-address=::1']),
    etcd: runs(ETCD),
    'etcd with a file': runs(['etcd', '--config-file=/etc/etcd.yaml']),
    'flags in two words, and with underscores': runs([
      'kube-scheduler',
      '--bind_address',
      '127.0.0.1',
      '--profiling',
      'false',
    ]),
    'a shell, whose script is not read': runs(['/bin/sh', '-c', 'kube-scheduler']),
    'a kubelet': kubelet({}),
    'a kubelet in a ConfigMap': inConfigMap('kubelet', KUBELET_FILE),
    'a text about such a file': inConfigMap(
      'notes',
      'kind: KubeletConfiguration is the kind: of it\nreadOnlyPort: 10255',
    ),
    'another kind in a ConfigMap': inConfigMap('kubelet', {
      ...KUBELET_FILE,
      apiVersion: 'example.com/v1',
      readOnlyPort: 1,
    }),
    'kubeadm without flags': ({ others }) => {
      others.push(cluster({}));
    },
    'kubeadm with secure flags': ({ others }) => {
      others.push(cluster({ apiServer: { extraArgs: [{ name: 'anonymous-auth', value: 'false' }] } }));
    },
  },
  invalid: {
    'a flag': { change: runs(but(SCHEDULER, { profiling: 'true' })), at: ['/containers/0/command/2'], severity: 'low' },
    'a flag in args': {
      change: runs(['kube-scheduler'], { args: ['--bind-address=127.0.0.1', '--profiling'] }),
      at: ['/containers/0/args/1'],
      severity: 'low',
    },
    'no flag': {
      change: runs(but(SCHEDULER, { 'bind-address': undefined })),
      at: AT_COMMAND,
      severity: 'medium',
      mendedBy: 'none',
    },
    'in an init container': {
      change: ({ spec }) => {
        spec.initContainers[0].command = but(ETCD, { 'client-cert-auth': undefined });
      },
      at: ['/initContainers/0/command'],
    },
    'a kubelet in a ConfigMap': {
      change: inConfigMap(
        'kubelet',
        'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nauthentication:\n  x509: {clientCAFile: /ca.crt}\nreadOnlyPort: 10255\nrotateCertificates: true\nserverTLSBootstrap: true\nseccompDefault: true\npodPidsLimit: 4096\n',
      ),
      at: ['ConfigMap /data/kubelet'],
      mendedBy: 'none',
    },
    'two fields of a kubelet in a ConfigMap': {
      change: inConfigMap('kubelet', { ...KUBELET_FILE, readOnlyPort: 10255, authorization: { mode: 'AlwaysAllow' } }),
      at: ['ConfigMap /data/kubelet', 'ConfigMap /data/kubelet'],
    },
    'kube-proxy in a ConfigMap': {
      change: inConfigMap('config.conf', {
        apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
        kind: 'KubeProxyConfiguration',
        metricsBindAddress: '0.0.0.0:10249',
      }),
      at: ['ConfigMap /data/config.conf'],
      severity: 'low',
    },
    'a flag of kubeadm': {
      change: ({ others }) => {
        others.push(cluster({ apiServer: { extraArgs: [{ name: 'authorization-mode', value: 'AlwaysAllow' }] } }));
      },
      at: ['ClusterConfiguration /apiServer/extraArgs/0/value'],
    },
    'a flag of kubeadm before v1beta4': {
      change: ({ others }) => {
        others.push(
          cluster({ apiVersion: 'kubeadm.k8s.io/v1beta3', etcd: { local: { extraArgs: { 'auto-tls': 'true' } } } }),
        );
      },
      at: ['ClusterConfiguration /etcd/local/extraArgs/auto-tls'],
    },
    'a flag of kubeadm in a ConfigMap': {
      change: inConfigMap(
        'ClusterConfiguration',
        cluster({ scheduler: { extraArgs: [{ name: 'bind-address', value: '0.0.0.0' }] } }),
      ),
      at: ['ConfigMap /data/ClusterConfiguration'],
      severity: 'medium',
    },
    'a field of a kubelet': {
      change: kubelet({ readOnlyPort: 10255 }),
      at: ['KubeletConfiguration /readOnlyPort'],
    },
  },
});

describe('flags', () => {
  const judged = (command: readonly string[], rest: any = {}) =>
    findingsOf(rule, [
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'x', namespace: 'kube-system' },
        spec: { containers: [{ name: 'x', command, ...rest }] },
      },
    ]).map(({ severity, message }) => `${severity} ${message.replace('container "x" has ', '')}`);

  test.each<[readonly string[], { [flag: string]: string | undefined }, string[]]>([
    [
      API_SERVER,
      { 'anonymous-auth': undefined },
      ['medium no --anonymous-auth (CIS 1.2.1); set --anonymous-auth to "false"'],
    ],
    [API_SERVER, { 'anonymous-auth': undefined, 'authentication-config': '/x' }, []],
    [API_SERVER, { 'token-auth-file': '/x' }, ['high --token-auth-file "/x" (CIS 1.2.2); remove --token-auth-file']],
    [
      API_SERVER,
      { 'authorization-mode': undefined },
      ['high no --authorization-mode (CIS 1.2.6); set --authorization-mode to "Node,RBAC"'],
    ],
    [API_SERVER, { 'authorization-mode': undefined, 'authorization-config': '/x' }, []],
    [
      API_SERVER,
      { 'authorization-mode': 'RBAC' },
      ['high --authorization-mode "RBAC" (CIS 1.2.6); set --authorization-mode to "Node,RBAC"'],
    ],
    [
      API_SERVER,
      { 'authorization-mode': 'Node,RBAC,AlwaysAllow' },
      ['high --authorization-mode "Node,RBAC,AlwaysAllow" (CIS 1.2.6); set --authorization-mode to "Node,RBAC"'],
    ],
    [API_SERVER, { 'authorization-mode': 'Node,RBAC,Webhook' }, []],
    [API_SERVER, { 'insecure-port': '8080' }, ['high --insecure-port "8080" (NSA/CISA N4); remove --insecure-port']],
    [API_SERVER, { 'insecure-port': '0' }, []],
    // Trivy KCV-0003 requires the opposite
    [
      API_SERVER,
      { 'enable-admission-plugins': 'NodeRestriction,AlwaysPullImages,EventRateLimit' },
      [
        'low --enable-admission-plugins "NodeRestriction,AlwaysPullImages,EventRateLimit" (CIS 1.2.3); add "DenyServiceExternalIPs" to --enable-admission-plugins',
      ],
    ],
    [
      API_SERVER,
      { 'disable-admission-plugins': 'PodSecurity' },
      [
        'high --disable-admission-plugins "PodSecurity" (CIS 1.2.13); remove the security plugins from --disable-admission-plugins',
      ],
    ],
    [API_SERVER, { 'disable-admission-plugins': 'DefaultStorageClass' }, []],
    [API_SERVER, { 'audit-log-path': undefined }, ['medium no --audit-log-path (CIS 1.2.16); set --audit-log-path']],
    [API_SERVER, { 'audit-log-path': undefined, 'audit-webhook-config-file': '/x' }, []],
    [
      API_SERVER,
      { 'audit-log-maxage': '29' },
      ['low --audit-log-maxage "29" (CIS 1.2.17); set --audit-log-maxage to 30 or more'],
    ],
    [API_SERVER, { 'audit-log-maxage': '0' }, []],
    [
      API_SERVER,
      { 'audit-log-maxsize': undefined },
      ['low no --audit-log-maxsize (CIS 1.2.19); set --audit-log-maxsize to 100 or more'],
    ],
    // kube-bench accepts it
    [API_SERVER, { 'audit-policy-file': '' }, ['medium --audit-policy-file "" (CIS 3.2.1); set --audit-policy-file']],
    [API_SERVER, { 'service-account-lookup': 'true' }, []],
    [
      API_SERVER,
      { 'service-account-lookup': 'FALSE' },
      ['high --service-account-lookup "FALSE" (CIS 1.2.21); remove --service-account-lookup'],
    ],
    [
      API_SERVER,
      { 'tls-cipher-suites': 'TLS_RSA_WITH_AES_128_CBC_SHA' },
      [
        'medium --tls-cipher-suites "TLS_RSA_WITH_AES_128_CBC_SHA" (CIS 1.2.29); remove weak suites from --tls-cipher-suites',
      ],
    ],
    [
      API_SERVER,
      { 'tls-min-version': 'VersionTLS11' },
      ['medium --tls-min-version "VersionTLS11" (CIS 1.2.29); set --tls-min-version to "VersionTLS12" or newer'],
    ],
    [API_SERVER, { 'tls-min-version': 'VersionTLS13', 'tls-cipher-suites': undefined }, []],
    [
      CONTROLLER_MANAGER,
      { 'terminated-pod-gc-threshold': '0' },
      ['low --terminated-pod-gc-threshold "0" (CIS 1.3.1); set --terminated-pod-gc-threshold to a number above zero'],
    ],
    [
      CONTROLLER_MANAGER,
      { 'feature-gates': 'A=true,RotateKubeletServerCertificate=false' },
      [
        'medium --feature-gates "A=true,RotateKubeletServerCertificate=false" (CIS 1.3.6); remove "RotateKubeletServerCertificate=false" from --feature-gates',
      ],
    ],
    [
      CONTROLLER_MANAGER,
      { 'bind-address': '0.0.0.0' },
      ['medium --bind-address "0.0.0.0" (CIS 1.3.7); set --bind-address to "127.0.0.1"'],
    ],
    [CONTROLLER_MANAGER, { 'bind-address': '::1' }, []],
    [ETCD, { 'auto-tls': 'true' }, ['high --auto-tls "true" (CIS 2.3); remove --auto-tls']],
    [ETCD, { 'auto-tls': 'false' }, []],
    [
      ETCD,
      { 'trusted-ca-file': `${PKI}/ca.crt` },
      [
        `medium --trusted-ca-file "${PKI}/ca.crt" (CIS 2.7); set --trusted-ca-file to a certificate authority of etcd alone`,
      ],
    ],
    [ETCD, { 'listen-client-urls': 'http://127.0.0.1:2379,https://10.0.0.1:2379' }, []],
    [
      ETCD,
      { 'listen-client-urls': 'http://0.0.0.0:2379' },
      ['high --listen-client-urls "http://0.0.0.0:2379" (NSA/CISA N4); use https in --listen-client-urls'],
    ],
    [
      ETCD,
      { 'listen-client-urls': 'http://127.0.0.1.example.com:2379' },
      [
        'high --listen-client-urls "http://127.0.0.1.example.com:2379" (NSA/CISA N4); use https in --listen-client-urls',
      ],
    ],
  ])('%#: %j', (command, flags, expected) => {
    expect(judged(but(command, flags))).toEqual(expected);
  });

  /** Severity, flag and section of each finding. */
  const found = (command: readonly string[]) =>
    judged(command).map((each) => {
      const [, severity, flag, section] = /^(\w+) .*?--([\w-]+).*?\(([^)]+)\)/.exec(each) ?? [];
      return `${severity} ${flag} ${section}`;
    });

  test.each<[string, string[]]>([
    [
      'kube-apiserver',
      [
        'medium anonymous-auth CIS 1.2.1',
        'low enable-admission-plugins CIS 1.2.3',
        'medium kubelet-client-certificate CIS 1.2.4',
        'medium kubelet-client-key CIS 1.2.4',
        'medium kubelet-certificate-authority CIS 1.2.5',
        'high authorization-mode CIS 1.2.6',
        'low enable-admission-plugins CIS 1.2.9',
        'low enable-admission-plugins CIS 1.2.11',
        'high enable-admission-plugins CIS 1.2.14',
        'low profiling CIS 1.2.15',
        'medium audit-log-path CIS 1.2.16',
        'medium service-account-key-file CIS 1.2.22',
        'high etcd-certfile CIS 1.2.23',
        'high etcd-keyfile CIS 1.2.23',
        'medium tls-cert-file CIS 1.2.24',
        'medium tls-private-key-file CIS 1.2.24',
        'high client-ca-file CIS 1.2.25',
        'high etcd-cafile CIS 1.2.26',
        'medium encryption-provider-config CIS 1.2.27',
        'low service-account-extend-token-expiration CIS 1.2.30',
        'medium audit-policy-file CIS 3.2.1',
      ],
    ],
    [
      'kube-controller-manager',
      [
        'low profiling CIS 1.3.2',
        'medium use-service-account-credentials CIS 1.3.3',
        'medium service-account-private-key-file CIS 1.3.4',
        'medium root-ca-file CIS 1.3.5',
        'medium bind-address CIS 1.3.7',
      ],
    ],
    ['kube-scheduler', ['low profiling CIS 1.4.1', 'medium bind-address CIS 1.4.2']],
    [
      'etcd',
      [
        'high cert-file CIS 2.1',
        'high key-file CIS 2.1',
        'high client-cert-auth CIS 2.2',
        'high peer-cert-file CIS 2.4',
        'high peer-key-file CIS 2.4',
        'high peer-client-cert-auth CIS 2.5',
        'medium trusted-ca-file CIS 2.7',
      ],
    ],
  ])('%s without flags lacks those whose absence is insecure, and no other', (program, expected) => {
    expect(found([program])).toEqual(expected);
  });

  test.each<[readonly string[], string, string, string]>([
    [API_SERVER, 'token-auth-file', '/x', 'high token-auth-file CIS 1.2.2'],
    [API_SERVER, 'basic-auth-file', '/x', 'high basic-auth-file CIS 1.2.2'],
    [API_SERVER, 'insecure-bind-address', '0.0.0.0', 'high insecure-bind-address NSA/CISA N4'],
    [API_SERVER, 'kubelet-https', 'false', 'high kubelet-https NSA/CISA N6'],
    [API_SERVER, 'audit-log-maxbackup', '9', 'low audit-log-maxbackup CIS 1.2.18'],
    [API_SERVER, 'audit-log-maxsize', '99', 'low audit-log-maxsize CIS 1.2.19'],
    [API_SERVER, 'service-account-lookup', 'false', 'high service-account-lookup CIS 1.2.21'],
    [CONTROLLER_MANAGER, 'tls-min-version', 'VersionTLS10', 'medium tls-min-version NSA/CISA N6'],
    [SCHEDULER, 'tls-cipher-suites', 'TLS_ECDHE_RSA_WITH_RC4_128_SHA', 'medium tls-cipher-suites NSA/CISA N6'],
    [SCHEDULER, 'tls-cipher-suites', 'TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA', 'medium tls-cipher-suites NSA/CISA N6'],
    [
      SCHEDULER,
      'tls-cipher-suites',
      'TLS_AES_128_GCM_SHA256,TLS_RSA_WITH_AES_256_GCM_SHA384',
      'medium tls-cipher-suites NSA/CISA N6',
    ],
    [SCHEDULER, 'tls-cipher-suites', 'TLS_RSA_WITH_AES_128_GCM_SHA256', 'medium tls-cipher-suites NSA/CISA N6'],
    [ETCD, 'peer-auto-tls', 'true', 'high peer-auto-tls CIS 2.6'],
    [ETCD, 'trusted-ca-file', '', 'medium trusted-ca-file CIS 2.7'],
    [ETCD, 'listen-client-urls', 'http://127.0.0.1:2379,http://10.0.0.1:2379', 'high listen-client-urls NSA/CISA N4'],
  ])('%#: a value that is insecure', (command, flag, value, expected) => {
    expect(found(but(command, { [flag]: value }))).toEqual([expected]);
  });

  const DEFAULT_PLUGINS = [
    ...['CertificateApproval', 'CertificateSigning', 'CertificateSubjectRestriction', 'LimitRanger'],
    ...['MutatingAdmissionWebhook', 'NamespaceLifecycle', 'PodSecurity', 'ResourceQuota', 'ServiceAccount'],
    ...['ValidatingAdmissionPolicy', 'ValidatingAdmissionWebhook'],
  ];
  test.each(DEFAULT_PLUGINS)('the admission plugin %s stays on', (plugin) => {
    const command = but(API_SERVER, { 'disable-admission-plugins': `DefaultStorageClass, ${plugin}` });
    expect(found(command)).toEqual(['high disable-admission-plugins CIS 1.2.13']);
  });

  test('the admission plugin AlwaysAdmit stays off', () => {
    const plugins = 'NodeRestriction,AlwaysPullImages,DenyServiceExternalIPs,EventRateLimit,AlwaysAdmit';
    const command = but(API_SERVER, { 'enable-admission-plugins': plugins });
    expect(found(command)).toEqual(['high enable-admission-plugins CIS 1.2.10']);
  });

  test('the program comes from the image if there is no command', () => {
    const image = 'registry.example.com:5000/kube-scheduler:v1.37.0@sha256:0';
    expect(judged([], { command: undefined, args: ['--bind-address=127.0.0.1'], image })).toEqual([
      'low no --profiling (CIS 1.4.1); set --profiling to "false"',
    ]);
    expect(judged([], { command: null, args: null, image: null })).toEqual([]);
  });

  test('hyperkube runs the program of its first argument', () => {
    expect(judged(['/hyperkube', ...SCHEDULER])).toEqual([]);
    expect(judged(['/hyperkube', 'kube-scheduler', '--bind-address=127.0.0.1'])).toHaveLength(1);
    expect(judged(['/hyperkube'])).toEqual([]);
  });

  test('etcd reads its environment, and flags override it', () => {
    const env = [
      { name: 'ETCD_CLIENT_CERT_AUTH', value: 'true' },
      { name: 'ETCD_AUTO_TLS', value: 'true' },
      { name: 'ETCD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    ];
    expect(judged(but(ETCD, { 'client-cert-auth': undefined }), { env })).toEqual([
      'high --auto-tls "true" (CIS 2.3); remove --auto-tls',
    ]);
    expect(judged(but(ETCD, { 'auto-tls': 'false' }), { env })).toEqual([]);
    expect(judged(ETCD, { env: null })).toEqual([]);
  });
});

describe('settings', () => {
  const settings = (change: any, version?: string) => {
    const object = { apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration', ...KUBELET, ...change };
    return placesOf(rule, [object], version).map((place) => place.replace(' KubeletConfiguration', ''));
  };

  test.each<[any, string[], string?]>([
    [
      { authentication: { ...KUBELET.authentication, anonymous: { enabled: true } } },
      ['high /authentication/anonymous/enabled'],
    ],
    [{ authentication: { ...KUBELET.authentication, anonymous: null } }, []],
    [
      { authentication: { ...KUBELET.authentication, webhook: { enabled: false } } },
      ['medium /authentication/webhook/enabled'],
    ],
    [{ authentication: null }, ['medium /authentication/x509/clientCAFile']],
    [{ authorization: { mode: 'AlwaysAllow' } }, ['high /authorization/mode']],
    [{ authorization: null }, []],
    [{ readOnlyPort: null }, []],
    [{ streamingConnectionIdleTimeout: '0s' }, [], '1.34'],
    [{ streamingConnectionIdleTimeout: '0s' }, ['low /streamingConnectionIdleTimeout'], '1.33'],
    [{ streamingConnectionIdleTimeout: '5m0s' }, [], '1.33'],
    [{ streamingConnectionIdleTimeout: '10s' }, [], '1.33'],
    [{ makeIPTablesUtilChains: false }, ['medium /makeIPTablesUtilChains']],
    // kube-bench accepts these four
    [{ eventRecordQPS: 0 }, ['low /eventRecordQPS']],
    [{ rotateCertificates: undefined }, ['medium /rotateCertificates']],
    [{ podPidsLimit: -1 }, ['low /podPidsLimit']],
    [{ seccompDefault: false }, ['medium /seccompDefault']],
    [{ seccompDefault: undefined }, [], '1.24'],
    [{ serverTLSBootstrap: false }, ['medium /serverTLSBootstrap']],
    [{ serverTLSBootstrap: false, tlsCertFile: '/x', tlsPrivateKeyFile: '/y' }, []],
    [
      { featureGates: { RotateKubeletServerCertificate: false } },
      ['medium /featureGates/RotateKubeletServerCertificate'],
    ],
    [{ tlsCipherSuites: ['TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA'] }, ['medium /tlsCipherSuites']],
    [{ tlsCipherSuites: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', null] }, []],
    [{ tlsMinVersion: 'VersionTLS10' }, ['medium /tlsMinVersion']],
    [{ staticPodURL: 'http://example.com' }, ['medium /staticPodURL']],
  ])('%j', (change, expected, ...[version]) => {
    expect(settings(change, version)).toEqual(expected);
  });

  test('kube-proxy', () => {
    const proxy = (metricsBindAddress: any) =>
      placesOf(rule, [
        { apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration', metricsBindAddress },
      ]);
    const FOUND = ['low KubeProxyConfiguration /metricsBindAddress'];
    expect([undefined, null, '', '127.0.0.1:10249', '[::1]:10249'].flatMap(proxy)).toEqual([]);
    expect([proxy('0.0.0.0:10249'), proxy('127.0.0.1.example.com:1')]).toEqual([FOUND, FOUND]);
  });
});

test('the option excludes sections', () => {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'x' },
    spec: { containers: [{ name: 'x', command: ['kube-scheduler'] }] },
  };
  expect(placesOf(rule, [pod])).toHaveLength(2);
  expect(placesOf(rule.withOptions({ sparedSections: ['CIS 1.4.1', 'CIS 1.4.2'] }), [pod])).toEqual([]);
});

test('the rule cites the section of each message', () => {
  const checks = [...Object.values(PROGRAMS).flatMap((program) => program.checks), ...Object.values(SETTINGS).flat()];
  const cited = (version: string) => (source: string) => {
    const section = source.replace('CIS', `CIS ${version}`);
    return [section, section.replace(/\d+$/, '*')].some((each) => rule.meta.standards.includes(each));
  };
  const sections = checks.map(({ source }) => source).filter((source) => source.startsWith('CIS'));
  expect(sections).not.toEqual([]);
  for (const version of ['2.0.1', '1.12']) {
    expect(sections.filter((source) => !cited(version)(source))).toEqual([]);
  }
});
