import { placesOf } from '../../../../test/support/findings';
import { boundTo, RBAC_GROUP } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const both = ['ClusterRoleBinding /subjects/0/name', 'RoleBinding /subjects/0/name'];
const IN_CLUSTER = ['ClusterRoleBinding /subjects/0/name'];
const masters = { apiGroup: RBAC_GROUP, kind: 'Group', name: 'system:masters' };
const asShipped = (labels: any, name = 'cluster-admin') => {
  return ({ clusterRoleBinding }: World): void => {
    clusterRoleBinding.metadata = { name, labels };
    clusterRoleBinding.roleRef.name = 'cluster-admin';
    clusterRoleBinding.subjects = [masters];
  };
};
const LABELS = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };

/** Made with `openssl req -new -newkey ed25519 -nodes -subj /O=system:masters/CN=jane`. */
const OPENSSL = [
  'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlHbk1Gc0NBUUF3S0RFWE1CVUdBMVVFQ2d3T2MzbHpkR1Z0T20x',
  'aGMzUmxjbk14RFRBTEJnTlZCQU1NQkdwaApibVV3S2pBRkJnTXJaWEFESVFDNUlpTzVlSk82SUZsOW82aU02YlZCQUVzVWxyODRB',
  'eHQ0clJoOTRudlJZNkFBCk1BVUdBeXRsY0FOQkFKL3dic2htUzQ2WXR5Y3ZUY1I4di92M2t3SDFOMk9XTDNZcktmYUdLRXgyNUdD',
  'VlpBZ0oKMEZpTEpSb1l1V0lqVUw1V1ZDY1BvUTR3cnVIdEFDZVN3QWM9Ci0tLS0tRU5EIENFUlRJRklDQVRFIFJFUVVFU1QtLS0t',
  'LQo=',
].join('');

const awsAuth = (data: any, metadata: any = { name: 'aws-auth', namespace: 'kube-system' }) => {
  return ({ others }: World): void => {
    others.push({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data });
  };
};
const NODES = `- rolearn: arn:aws:iam::111122223333:role/nodes
  username: system:node:{{EC2PrivateDNSName}}
  groups:
    - system:bootstrappers
    - system:nodes
`;
const ADMINS = `- rolearn: arn:aws:iam::111122223333:role/admins
  username: admin
  groups:
    - system:masters
`;

testRule(rule, {
  valid: {
    'the nodes of AWS': awsAuth({ mapRoles: NODES }),
    'no YAML': awsAuth({ mapRoles: '{', mapUsers: 'system:masters' }),
    'a config map of that name elsewhere': awsAuth({ mapRoles: ADMINS }, { name: 'aws-auth', namespace: 'shop' }),
    'another config map': awsAuth({ mapRoles: ADMINS }, { name: 'aws', namespace: 'kube-system' }),
    "the API server's own binding": asShipped(LABELS),
    'a name with the same beginning': boundTo('Group', 'system:masters2'),
    'kubeadm’s group': boundTo('Group', 'kubeadm:cluster-admins'),
  },
  invalid: {
    // Trivy KSV-0123 looks for the kind "ClusterRolebinding", which does not exist
    '§4.1: in bindings': { change: boundTo('Group', 'system:masters'), at: both, mendedBy: 'none' },
    'an AWS role': {
      change: awsAuth({ mapRoles: NODES + ADMINS }),
      at: ['ConfigMap /data/mapRoles'],
      mendedBy: 'none',
    },
    'AWS users': {
      change: awsAuth({
        mapUsers: JSON.stringify([
          { userarn: 'arn:aws:iam::111122223333:user/jane', username: 'jane', groups: ['system:masters'] },
          { userarn: 'arn:aws:iam::111122223333:user/joe', username: 'joe', groups: ['web', 'system:masters'] },
        ]),
      }),
      at: ['ConfigMap /data/mapUsers', 'ConfigMap /data/mapUsers'],
    },
    'an AWS role, without a namespace': {
      change: awsAuth({ mapRoles: ADMINS }, { name: 'aws-auth' }),
      at: ['ConfigMap /data/mapRoles'],
      also: ['default-namespace'],
    },
    'as a user, which it is not': {
      change: ({ clusterRoleBinding }) => {
        clusterRoleBinding.subjects = [{ ...masters, kind: 'User' }];
      },
      at: IN_CLUSTER,
      severity: 'low',
    },
    'under the name of the usual binding': {
      change: asShipped(undefined),
      at: IN_CLUSTER,
      also: ['rbac-cluster-admin-binding'],
    },
  },
});

describe('certificate signing requests', () => {
  /** What `openssl req -new` makes for `/O=<organization>/CN=jane`, with the organization as a string of a type. */
  const request = (organization: string, stringType = 0x0c): string => {
    const attribute = (oid: number, type: number, text: string) => {
      const value = Buffer.from(text);
      const pair = Buffer.from([0x06, 0x03, 0x55, 0x04, oid, type, value.length, ...value]);
      return Buffer.from([0x31, pair.length + 2, 0x30, pair.length, ...pair]);
    };
    const name = Buffer.concat([attribute(0x0a, stringType, organization), attribute(0x03, 0x0c, 'jane')]);
    const der = Buffer.from([0x30, name.length + 5, 0x02, 0x01, 0x00, 0x30, name.length, ...name]);
    const body = der.toString('base64').replace(/.{64}/g, '$&\n');
    const pem = `-----BEGIN CERTIFICATE REQUEST-----\n${body}\n-----END CERTIFICATE REQUEST-----\n`;
    return Buffer.from(pem).toString('base64');
  };
  const places = (spec: any) =>
    placesOf(rule, [
      { apiVersion: 'certificates.k8s.io/v1', kind: 'CertificateSigningRequest', metadata: { name: 'jane' }, spec },
    ]);
  const FOUND = ['critical CertificateSigningRequest /spec/request'];

  test.each<[string, any, string[]]>([
    ['the group', { request: request('system:masters') }, FOUND],
    ['the group as a printable string', { request: request('system:masters', 0x13) }, FOUND],
    ['by openssl', { request: OPENSSL }, FOUND],
    ['another group', { request: request('developers') }, []],
    ['a longer name', { request: request('system:masters2') }, []],
    ['not base64', { request: '%%%' }, []],
    ['no PEM', { request: Buffer.from('system:masters').toString('base64') }, []],
    ['a number', { request: 3 }, []],
    ['null', { request: null }, []],
    ['no spec', undefined, []],
  ])('%s', (_, spec, expected) => {
    expect(places(spec)).toEqual(expected);
  });
});
