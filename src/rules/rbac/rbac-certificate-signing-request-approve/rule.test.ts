import { boundInOneNamespace, grant, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { PodSecurityLevel } from '../../../engine/rule';
import { Walk } from '../../../engine/walk';
import { Manifest } from '../../../model/manifest';
import { ManifestSet } from '../../../model/manifest-set';
import { rule } from './rule';

const on = (resource: string, verb: string, ...resourceNames: string[]) => ({
  apiGroups: ['certificates.k8s.io'],
  resources: [resource],
  verbs: [verb],
  ...(resourceNames.length > 0 ? { resourceNames } : {}),
});
const REQUESTS = 'certificatesigningrequests';
const APPROVAL = on(`${REQUESTS}/approval`, 'update');
const STATUS = on(`${REQUESTS}/status`, 'patch');
const CREATE = on(REQUESTS, 'create');
const LOGIN = 'kubernetes.io/kube-apiserver-client';
const OWN = 'issuers.cert-manager.io/*';
const of = (where: 'role' | 'clusterRole', ...rules: unknown[]) =>
  grant(where, rules[0], (world) => {
    world[where].rules = rules;
  });
const [FIRST, SECOND] = ['ClusterRole /rules/0/resources', 'ClusterRole /rules/1/resources'];

testRule(rule, {
  valid: {
    'to ask for certificates': of('clusterRole', CREATE, on(REQUESTS, 'get')),
    'to change requests, which does not approve them': of('clusterRole', on(REQUESTS, 'update')),
    '§4.13: in a Role, which grants nothing': of('role', APPROVAL, on('signers', 'approve'), CREATE),
    'to sign without a place for it': of('clusterRole', on('signers', 'sign')),
    'a place for certificates without a signer': of('clusterRole', STATUS),
    'to read the approval': of('clusterRole', on(`${REQUESTS}/approval`, 'get')),
    'in another group': of('clusterRole', { ...APPROVAL, apiGroups: ['cert-manager.io'] }),
    'a star after the slash, which matches nothing': of('clusterRole', on(`${REQUESTS}/*`, 'update')),
    'trust anchors, which are attested': {
      change: of('clusterRole', on('signers', 'attest')),
      also: ['rbac-trust-bundle-modify'],
    },
  },
  invalid: {
    'update the approval': { change: of('clusterRole', APPROVAL), at: [FIRST], mendedBy: 'none' },
    '§4.42: patch the approval': { change: of('clusterRole', { ...APPROVAL, verbs: ['patch'] }), at: [FIRST] },
    '§4.42: approve for signers': { change: of('clusterRole', on('signers', 'approve')), at: [FIRST] },
    'approve for a signer of the cluster': { change: of('clusterRole', on('signers', 'approve', LOGIN)), at: [FIRST] },
    'approve for all of them by the name that stands for them': {
      change: of('clusterRole', on('signers', 'approve', 'kubernetes.io/*')),
      at: [FIRST],
    },
    "approve for a product's own signer": {
      change: of('clusterRole', on('signers', 'approve', OWN)),
      at: [FIRST],
      severity: 'medium',
    },
    'a star among the names, which is a name': {
      change: of('clusterRole', on('signers', 'approve', '*')),
      at: [FIRST],
      severity: 'medium',
    },
    'both halves': { change: of('clusterRole', APPROVAL, on('signers', 'approve', LOGIN)), at: [FIRST, SECOND] },
    'both halves and to ask': {
      change: of('clusterRole', APPROVAL, on('signers', 'approve', LOGIN), CREATE),
      at: [FIRST, SECOND],
      severity: 'critical',
    },
    "both halves for a product's own signer, and to ask": {
      change: of('clusterRole', APPROVAL, on('signers', 'approve', OWN), CREATE),
      at: [FIRST, SECOND],
      severity: 'medium',
    },
    'one half and to ask': { change: of('clusterRole', APPROVAL, CREATE), at: [FIRST] },
    'to sign': { change: of('clusterRole', STATUS, on('signers', 'sign', LOGIN)), at: [FIRST, SECOND] },
    "to sign for a product's own signer": {
      change: of('clusterRole', STATUS, on('signers', 'sign', OWN)),
      at: [FIRST, SECOND],
      severity: 'medium',
    },
    "to sign for the cluster and approve for a product's own signer": {
      change: of(
        'clusterRole',
        { ...STATUS, resources: [...APPROVAL.resources, ...STATUS.resources] },
        {
          ...on('signers', 'sign'),
          verbs: ['sign'],
        },
        on('signers', 'get', OWN),
      ),
      at: [FIRST, SECOND],
    },
    '§4.7: a star before the slash': {
      change: of('clusterRole', on('*/approval', 'update')),
      at: [FIRST],
      also: ['rbac-wildcard-resource'],
    },
    'bound in one namespace, which grants nothing': {
      change: grant('clusterRole', APPROVAL, boundInOneNamespace),
      at: [FIRST],
      severity: 'medium',
    },
    'not bound to a subject': { change: grant('clusterRole', APPROVAL, unbound), at: [FIRST], severity: 'medium' },
  },
});

test('the rules of a role are read in proportion to their number', () => {
  const reads = (count: number) => {
    let total = 0;
    const get = () => {
      total += 1;
      return ['update'];
    };
    const rules = Array.from({ length: count }, () => Object.defineProperty({ ...APPROVAL }, 'verbs', { get }));
    const role = Manifest.fromJson({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'many' },
    });
    role.json.rules = rules;
    const found: unknown[] = [];
    const listener = {
      found: (...finding: unknown[]) => found.push(finding),
      crashed: (_: unknown, __: unknown, error: unknown) => {
        throw error;
      },
    };
    const target = { kubernetesVersion: '1.37', podSecurityLevel: PodSecurityLevel.RESTRICTED };
    new Walk([rule], ManifestSet.fromManifests([role]), target, listener).show(role);
    expect(found).toHaveLength(count);
    return total;
  };
  const [one, two, three] = [reads(100), reads(200), reads(300)];
  expect(three - two).toBe(two - one);
});
