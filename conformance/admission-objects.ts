/** Objects that say as little as can be, for the policies of all rules. */

import { KubernetesApi } from '../src/kubernetes/api/kubernetes-api';
import type { Field, Shape } from '../src/kubernetes/api/shape';
import { allKinds } from '../src/kubernetes/api/table';
import { groupOf, typeOf } from '../src/kubernetes/workload-kinds';
import { ADMISSIONS } from '../src/rules/admission-catalog';
import { partsOf } from '../src/rules/shared/admission/admission';
import { wrap } from '../test/support/arbitrary';
import { POD_KINDS } from '../test/support/world';

type Fields = ReadonlyMap<string, Field>;

export function emptyObjects(): any[] {
  return [...hollowObjects(), ...nulledObjects(), ...somePods()];
}

/** Objects that say as little as can be: a list is null there if its field has no omitempty. */
export function hollowObjects(): any[] {
  const required = { requiredDuringSchedulingIgnoredDuringExecution: {} };
  const hollow = {
    volumes: [
      { name: 'a', projected: {} },
      { name: 'b', hostPath: {} },
      { name: 'c', image: {} },
    ],
    affinity: { nodeAffinity: required },
    securityContext: { seLinuxOptions: {}, seccompProfile: {}, appArmorProfile: {}, sysctls: [{}] },
    containers: [{ lifecycle: {}, livenessProbe: {}, env: [{}], envFrom: [{}], ports: [{}], volumeMounts: [{}] }],
  };
  const pods = Object.values(POD_KINDS).flatMap(({ wrap }) => [{}, hollow].map((spec) => wrap({}, spec)));
  const types = admittedTypes();
  const others = allKinds().filter(([apiVersion, kind]) => types.has(typeOf(groupOf(apiVersion), kind)));
  return [
    ...pods,
    ...others.flatMap(([apiVersion, kind]) => {
      const bare = { apiVersion, kind, metadata: { name: 'bare' } };
      return [bare, { ...bare, spec: {}, rules: [{}], subjects: [{}], roleRef: {}, scheduling: {} }];
    }),
  ];
}

/**
 * For each object in an object of each kind, one in which every field of it is null. The API server drops the nulls of fields
 * with omitempty, and keeps those of lists and maps without.
 */
function nulledObjects(): any[] {
  const api = KubernetesApi.of('latest');
  const types = new Set([...admittedTypes(), 'Pod', 'PodTemplate', 'apps/Deployment']);
  return allKinds()
    .filter(([apiVersion, kind]) => types.has(typeOf(groupOf(apiVersion), kind)))
    .flatMap(([apiVersion, kind]) => {
      const fields = api.fieldsOf(apiVersion, kind);
      if (!fields) return [];
      return [...nulled(fields, new Set())].map((object) => {
        const metadata = { name: 'nulled', ...object.metadata };
        return { ...object, apiVersion, kind, metadata };
      });
    });
}

/** An object with nulls alone, and one for each object in it, alone in its place. */
function* nulled(fields: Fields, around: ReadonlySet<string>): Generator<any> {
  yield Object.fromEntries([...fields.keys()].map((name) => [name, null]));
  for (const [name, { shape }] of fields) {
    if (name === 'status' && around.size === 0) continue; // no policy reads it
    for (const inner of nulledIn(shape, around)) yield { [name]: inner };
  }
}

function* nulledIn(shape: Shape, around: ReadonlySet<string>): Generator<any> {
  if (shape.form === 'list') for (const inner of nulledIn(shape.element, around)) yield [inner];
  if (shape.form === 'map') for (const inner of nulledIn(shape.element, around)) yield { key: inner };
  if (shape.form !== 'object') return;
  const { name, fields } = shape.type();
  if (!around.has(name)) yield* nulled(fields, new Set([...around, name]));
}

/** Pods that rules or named differences are about, so that they are seen whatever is generated. */
function somePods(): any[] {
  const image = 'registry.acme.io/web:1';
  return [hugePod(), wrap('Pod', { metadata: { name: 'web' }, spec: { containers: [{ name: 'web', image }] } })];
}

export function hugePod(): any {
  const containers = [{ name: 'web', image: 'ghcr.io/acme/web:1', resources: { requests: { memory: '0' } } }];
  const spec = { containers, resources: { requests: { memory: '10e399' } } };
  return wrap('Pod', { metadata: { name: 'web' }, spec });
}

/** The types of objects without pods that policies judge. */
function admittedTypes(): Set<string> {
  return new Set(
    Object.values(ADMISSIONS)
      .flatMap(partsOf)
      .flatMap((each) => ('types' in each ? each.types : [])),
  );
}
