/** What is too large for the API server to judge: objects that are judged though they are large, and larger ones that are refused in words. */
import assert from 'node:assert/strict';
import { admissionPolicies } from '../src/admission/admission-policies';
import { AdmissionFamily } from '../src/admission/family';
import { AdmissionStage } from '../src/admission/stage';
import { TOO_LARGE } from '../src/admission/too-large';
import { Profile } from '../src/engine/profile';
import { CATALOG } from '../src/rules/catalog';
import type { Judge } from './judge';
import { TODAY } from './suite';

const RBAC = 'rbac.authorization.k8s.io';
const NETWORKING = 'networking.k8s.io/v1';
const metadata = { name: 'large', namespace: 'shop' };
/** A text of words, paths and spaces, as expensive as a usual one. */
const WORDS = 'run path/to/a/file --with some=words ';

type Sized = (size: number) => object;
/** For each family: part of what is refused, a size that is judged, the object of a size, and how much more is refused. */
const CASES: {
  readonly [family in AdmissionFamily]?: readonly [what: string, most: number, sized: Sized, more?: number][];
} = {
  [AdmissionFamily.POD_SECURITY]: [
    ['containers', 500, (size) => podOf({ containers: many(size, (name) => ({ name, image: 'web:1.0' })) })],
    ['volumes', 500, (size) => podOf({ volumes: many(size, (name) => ({ name, hostPath: { path: `/${name}` } })) })],
    ['characters', 3000, (size) => pod({ command: many(size, () => 'a') }), 100],
    ['characters', 2700, (size) => pod({ args: many(size, String) }), 100],
    ['characters', 2700, (size) => pod({ volumeMounts: many(size, (name) => ({ name, mountPath: name })) }), 100],
    ['characters', 2700, (size) => pod({ securityContext: { capabilities: { add: many(size, String) } } }), 100],
    ['characters', 99_968, (size) => pod({ args: [text(size)] })],
    ['characters', 99_968, (size) => pod({ livenessProbe: { exec: { command: [text(size)] } } })],
    ['characters', 100_000, (size) => pod({ workingDir: text(size) })],
    ['characters', 100_000, (size) => pod({ volumeMounts: [{ name: 'a', mountPath: text(size) }] })],
    ['characters', 100_000, (size) => pod({ securityContext: { capabilities: { add: [text(size)] } } })],
    ['volumes', 20_000, (size) => podOf({ volumes: [{ name: 'a', hostPath: { path: text(size) } }] })],
  ],
  [AdmissionFamily.IMAGES]: [['images', 40_000, (size) => pod({ image: text(size) })]],
  [AdmissionFamily.SECRETS]: [
    ['variables', 4000, (size) => pod({ env: many(size, (name) => ({ name, value: 'a' })) })],
    ['variables', 4000, (size) => pod({ env: many(size, (name) => ({ name, value: text(40) })) })],
    ['variables', 199_998, (size) => pod({ env: [{ name: 'A', value: text(size) }] })],
    ['variables', 199_998, (size) => pod({ env: [{ name: 'A'.repeat(size), value: 'a' }] })],
    ['each word', 3000, (size) => pod({ args: many(size, () => 'a') }), 100],
    ['each word', 1500, (size) => pod({ args: many(size, () => text(33)) }), 100],
    ['each word', 99_968, (size) => pod({ args: [text(size)] })],
    ['each word', 99_968, (size) => pod({ lifecycle: { preStop: { exec: { command: [text(size)] } } } })],
  ],
  [AdmissionFamily.CONFIGURATION]: [['keys', 4000, (size) => configMap(size, 250)]],
  [AdmissionFamily.NETWORK]: [
    ['blocks', 1500, (size) => networkPolicy(many(size, () => ({ ipBlock: { cidr: '10.1.0.0/16' } })))],
    [
      'blocks',
      1500,
      (size) => networkPolicy([{ ipBlock: { cidr: '0.0.0.0/0', except: many(size - 1, () => '10.1.0.0/16') } }]),
    ],
  ],
  [AdmissionFamily.RBAC]: [
    [
      'rules',
      1000,
      (size) => role(many(size / 2, (name) => ({ apiGroups: [name], resources: ['a'], verbs: ['get'] }))),
      2,
    ],
    [
      'rules',
      250,
      (size) => role(many(size, () => ({ apiGroups: ['*'], resources: ['a'], verbs: ['get', 'create'] }))),
    ],
    ['verbs', 3000, (size) => role([{ apiGroups: [''], resources: ['secrets'], verbs: many(size, String) }])],
    ['subjects', 5000, (size) => binding(many(size, (name) => ({ kind: 'User', apiGroup: RBAC, name })))],
    ['names', 200_000, (size) => binding([{ kind: 'User', apiGroup: RBAC, name: text(size) }])],
  ],
  [AdmissionFamily.INGRESS]: [
    ['paths', 1000, (size) => ingress(many(size - 1, () => '/a/path'))],
    ['characters', 100_000, (size) => ingress([text(size)])],
  ],
};

export async function expectSizes(judge: Judge): Promise<void> {
  const profile = new Profile('all', { rules: [...CATALOG] });
  for (const family of Object.values(AdmissionFamily)) {
    const cases = CASES[family] ?? [];
    const told = (TOO_LARGE[family] ?? []).map(({ what }) => what);
    for (const what of told)
      assert.ok(
        cases.some(([part]) => what.includes(part)),
        `no object is too large: ${family}: ${what}`,
      );
    if (cases.length === 0) continue;
    const { objects } = admissionPolicies({
      policy: { profile },
      today: TODAY,
      stage: AdmissionStage.DENY,
      families: [family],
      guards: [],
    });
    const policies = objects.filter(({ kind }) => kind === 'ValidatingAdmissionPolicy');
    const world = { policies, bindings: objects.filter((each) => !policies.includes(each)) };
    for (const [part, most, sized, more = 1] of cases) {
      const { costs, limits } = await judge.ask('cel', { ...world, requests: [{ object: sized(most), user: 'jane' }] });
      for (const { total, expressions } of costs) {
        assert.ok(total <= limits.binding, `${family}, ${part}: ${total}`);
        for (const { field, cost, error } of expressions)
          assert.ok(!error, `${family}, ${part}, ${field}: ${cost} ${error}`);
      }
      const larger = sized(most + more);
      const { decisions } = await judge.ask('cel', { ...world, requests: [{ object: larger, user: 'jane' }] });
      const message = decisions[0]?.message ?? 'admitted';
      const all = told.filter((each) => each.includes(part));
      assert.ok(
        all.some((each) => message.includes(`has ${each}, which is too much`)),
        `${family}, ${part}: ${message.slice(0, 300)}`,
      );
    }
  }
}

function many<T>(count: number, of: (name: string) => T): T[] {
  return Array.from({ length: count }, (_, index) => of(`x${index}`));
}

function text(size: number): string {
  return WORDS.repeat(Math.ceil(size / WORDS.length)).slice(0, size);
}

function podOf(spec: object) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata,
    spec: { containers: [{ name: 'web', image: 'web:1.0' }], ...spec },
  };
}

function pod(container: object) {
  return podOf({ containers: [{ name: 'web', image: 'web:1.0', ...container }] });
}

function configMap(keys: number, size: number) {
  return {
    ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata },
    data: Object.fromEntries(many(keys, (name) => [name, text(size)])),
  };
}

function networkPolicy(to: object[]) {
  return {
    ...{ apiVersion: NETWORKING, kind: 'NetworkPolicy', metadata },
    spec: { podSelector: {}, policyTypes: ['Egress'], egress: [{ to }] },
  };
}

function role(rules: object[]) {
  const labels = { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' };
  return { apiVersion: `${RBAC}/v1`, kind: 'ClusterRole', metadata: { name: 'large', labels }, rules };
}

function binding(subjects: object[]) {
  return {
    ...{ apiVersion: `${RBAC}/v1`, kind: 'ClusterRoleBinding', metadata: { name: 'large' }, subjects },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: 'view' },
  };
}

function ingress(paths: string[]) {
  const backend = { service: { name: 'web', port: { number: 80 } } };
  const http = { paths: paths.map((path) => ({ path, pathType: 'Prefix', backend })) };
  return {
    ...{ apiVersion: NETWORKING, kind: 'Ingress', metadata },
    spec: { rules: [{ host: 'www.example.com', http }] },
  };
}
