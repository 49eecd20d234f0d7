/** Pods that a cluster fills, and what `fix` makes of the same pods. */
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { type AdmissionProps, admissionPolicies } from '../src/admission/admission-policies';
import { AdmissionStage } from '../src/admission/stage';
import { Checker } from '../src/engine/checker';
import type { DefinedRule } from '../src/engine/define-rule';
import { Profile } from '../src/engine/profile';
import { HardenMode, harden } from '../src/harden/harden';
import { apiOf, preventsReading, problemsOf } from '../src/model/api';
import { Manifest } from '../src/model/manifest';
import { ManifestSet } from '../src/model/manifest-set';
import { ADMISSIONS } from '../src/rules/admission-catalog';
import { CATALOG } from '../src/rules/catalog';
import type { AdmissionRequest, Judge, MutateAnswer } from './judge';
import { TODAY } from './suite';

const MUTATING = 'MutatingAdmissionPolicy';
const USER = 'jane';
const AT_ONCE = 200;

/** The rules with a value that the cluster fills, and the one that ends with any of them. */
export const FILLING = CATALOG.filter(({ meta }) => {
  const admission = ADMISSIONS[meta.id];
  if (!admission || !('fill' in admission) || admission.fill === undefined) return false;
  return admission.fill === 'endsWithAny' || !('notFilled' in admission.fill);
});

export function profileOf(rules: readonly DefinedRule[] = FILLING): Profile {
  return new Profile('filling', { rules: [...rules] });
}

/** The objects that fill, and those that judge. */
export function fillObjects(props: Partial<AdmissionProps> = {}) {
  const { objects } = admissionPolicies({
    ...{ policy: { profile: profileOf() }, today: TODAY, stage: AdmissionStage.DENY, fill: true },
    ...props,
  });
  const of = (kind: string) => objects.filter((object) => object.kind === kind);
  return {
    all: objects,
    filling: { policies: of(MUTATING), bindings: of(`${MUTATING}Binding`) },
    judging: { policies: of('ValidatingAdmissionPolicy'), bindings: of('ValidatingAdmissionPolicyBinding') },
  };
}

/** Sends pods to the policies that fill. */
export async function filled(
  judge: Judge,
  pods: readonly any[],
  { filling } = fillObjects(),
  version = '1.35',
): Promise<MutateAnswer['mutations']> {
  const found: MutateAnswer['mutations'] = [];
  for (let start = 0; start < pods.length; start += AT_ONCE) {
    const requests = pods.slice(start, start + AT_ONCE).map((object): AdmissionRequest => ({ object, user: USER }));
    const { mutations } = await judge.ask('mutate', { ...filling, requests, version });
    found.push(...mutations);
  }
  return found.map((each, index) => ({
    ...each,
    before: typed(each.before, pods[index]),
    after: typed(each.after, pods[index]),
  }));
}

/** The API server's objects do not say what they are. */
function typed(object: any, { apiVersion, kind }: any): any {
  return { ...object, apiVersion, kind };
}

/** What `fix` makes of an object by the same rules; undefined if it cannot be read. */
export function fixed(object: any, rules: readonly DefinedRule[] = FILLING): any {
  const manifest = Manifest.fromJson(structuredClone(object));
  const all = ManifestSet.fromManifests([manifest]);
  if (problemsOf(manifest, apiOf(all, 'latest')).some(preventsReading)) return undefined;
  const outcome = harden([manifest], [manifest], { profile: profileOf(rules), mode: HardenMode.FILL, today: TODAY });
  return outcome.get(manifest)?.manifest.json;
}

/** The rules that a check finds broken in an object. */
export function brokenIn(object: any, rules: readonly DefinedRule[] = FILLING): string[] {
  const all = ManifestSet.fromManifests([Manifest.fromJson(structuredClone(object))]);
  const { findings } = new Checker({ profile: profileOf(rules), today: TODAY }).check(all)._each;
  return [...new Set(findings.map(({ rule }) => rule))].sort();
}

/** Whether `fix` reads what the expressions only search, or a number where they see none. */
export function isReadCloser({ spec }: any): boolean {
  const containers = [...(spec.containers ?? []), ...(spec.initContainers ?? []), ...(spec.ephemeralContainers ?? [])];
  const hasCommand = ({ command, args, lifecycle, ...probes }: any) =>
    [command, args, lifecycle?.postStart?.exec?.command, lifecycle?.preStop?.exec?.command].some(
      (each) => each?.length > 0,
    ) || ['startupProbe', 'livenessProbe', 'readinessProbe'].some((probe) => probes[probe]?.exec?.command?.length > 0);
  const first = (spec.securityContext?.sysctls ?? []).filter(({ name }: any) =>
    name.endsWith('unprivileged_port_start'),
  );
  return (
    containers.some(hasCommand) || first.length > 1 || first.some(({ value }: any) => !/^\d{1,9}$/.test(value ?? ''))
  );
}

/** A pod without what no request to create it has, and without nulls. */
export function plain({ spec }: any): any {
  const { ephemeralContainers: _, ...rest } = spec;
  return JSON.parse(JSON.stringify(rest, (_key, value) => value ?? undefined));
}

/** What each container has in the end, from itself or its pod, by the name of the field. */
export function settings({ spec }: any): Map<string, unknown> {
  const all = [...(spec.containers ?? []), ...(spec.initContainers ?? [])];
  return new Map(
    all.flatMap((container: any, index: number) => {
      const has = { ...spec.securityContext, ...definite(container.securityContext) };
      return Object.entries(has).map(([field, value]) => [`${index} ${field}`, value] as const);
    }),
  );
}

function definite(context: any): any {
  return Object.fromEntries(Object.entries(context ?? {}).filter(([, value]) => value !== undefined && value !== null));
}

/** Expects that a pod is filled as `fix` does it; less where `fix` knows more of it, and never more. */
export function expectAsFixed(before: any, after: any): 'same' | 'less' | 'unread' {
  const wanted = fixed(before);
  if (wanted === undefined) return 'unread';
  const said = `before ${JSON.stringify(before)}\nafter  ${JSON.stringify(after)}\nfixed  ${JSON.stringify(wanted)}`;
  if (!isReadCloser(before)) {
    assert.deepEqual(plain(after), plain(wanted), said);
    return 'same';
  }
  const [was, is, would] = [before, after, wanted].map(settings) as [
    Map<string, unknown>,
    Map<string, unknown>,
    Map<string, unknown>,
  ];
  for (const [field, value] of is) {
    if (isDeepStrictEqual(was.get(field), value)) continue;
    assert.deepEqual(value, would.get(field), `${field}\n${said}`);
  }
  return isDeepStrictEqual(plain(after), plain(wanted)) ? 'same' : 'less';
}

/** Pods of authors who say nothing of security, in some shapes. */
export function barePods(): any[] {
  const container = { name: 'web', image: 'ghcr.io/acme/web:1', ports: [{ containerPort: 8080 }] };
  const pod = (spec: object) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' }, spec });
  const script = { command: ['sh', '-c', 'until nc -z db 5432; do sleep 1; done; exec /app/server 2>&1'] };
  return [
    pod({ containers: [container] }),
    pod({ containers: [container, { ...container, name: 'proxy' }] }),
    pod({ containers: [container], initContainers: [{ ...container, name: 'prepare' }] }),
    pod({ containers: [{ ...container, ...script }] }),
    pod({ containers: [{ ...container, securityContext: { runAsUser: 1000, capabilities: { drop: ['NET_RAW'] } } }] }),
    pod({ securityContext: { runAsNonRoot: true }, containers: [container] }),
  ];
}
