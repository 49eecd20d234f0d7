import { CIS_CHECKS, cisSection } from '../src/analysis/cluster/cis-benchmark';
import { Checker } from '../src/engine/checker';
import { Profile } from '../src/engine/profile';
import { ManifestSet } from '../src/model/manifest-set';
import { Profiles } from '../src/profiles/profiles';
import { readYaml } from '../src/yaml/read';
import type { BenchedNode } from './kube-bench';
import { TODAY } from './suite';

const KUBELET = '/var/lib/kubelet/config.yaml';
const PROXY = '/var/lib/kube-proxy/config.conf';
/** The rules about files of nodes. */
const RULES = new Profile('node files', {
  rules: Profiles.nsa().rules.filter(({ meta }) => meta.category === 'control-plane'),
});

/** A node: static pods, settings, and other files that flags name. */
export interface World {
  readonly version: string;
  readonly pods: readonly any[];
  /** Settings of the kubelet and of kube-proxy, as objects. */
  readonly settings: readonly any[];
  readonly files: { readonly [path: string]: string };
}

/** The documents of a text. */
export function documentsOf(text: string): any[] {
  return readYaml(text).documents.map(({ value }) => value);
}

/** What kube-bench looks at. JSON is YAML. */
export function benched({ pods, settings, files }: World): BenchedNode {
  const textOf = (kind: string) => JSON.stringify(settings.find((each) => each.kind === kind) ?? {});
  return {
    processes: [
      ...pods.map((pod) => pod.spec.containers[0].command.join(' ')),
      ...[`kubelet --config=${KUBELET}`, `kube-proxy --config=${PROXY}`],
    ],
    files: { ...files, [KUBELET]: textOf('KubeletConfiguration'), [PROXY]: textOf('KubeProxyConfiguration') },
    ...{ kubelet: KUBELET, proxy: PROXY },
  };
}

/** The numbers of the benchmark that findings of our rules are about. Throws where something cannot be judged. */
export function numbersFound(objects: readonly any[], version: string): ReadonlySet<string> {
  const checker = new Checker({ profile: RULES, kubernetesVersion: version, today: TODAY });
  const { _each: each, errors } = checker.check(ManifestSet.fromJson([...objects]));
  const [crash] = errors.filter(({ rule }) => rule !== undefined);
  if (crash) throw new Error(`${crash.rule}: ${crash.message}`);
  const sections = new Set(each.findings.flatMap((finding) => finding.standards ?? []));
  return new Set(CIS_CHECKS.filter((check) => sections.has(cisSection(check))).map(({ number }) => number));
}

/** The objects of a world, as `check` reads them. */
export function objectsOf({ pods, settings, files }: World): any[] {
  return [...pods.map((pod) => ({ apiVersion: 'v1', kind: 'Pod', ...pod })), ...settings, ...objectsIn(files)];
}

/** Files that are objects; others are for programs. */
function objectsIn(files: World['files']): any[] {
  const yaml = Object.entries(files).filter(([path]) => path.endsWith('.yaml'));
  return yaml.flatMap(([, text]) => documentsOf(text)).filter((each) => each?.kind !== undefined);
}

/** The same world, with a flag of one program that has another value, or none. */
export function withFlag(world: World, program: string, flag: string, value: string | undefined): World {
  const pods = world.pods.map((pod) => {
    const [container, ...rest] = pod.spec.containers;
    if (container.command[0] !== program) return pod;
    const kept = container.command.filter((word: string) => !word.startsWith(`--${flag}=`));
    const command = value === undefined ? kept : [...kept, `--${flag}=${value}`];
    return { ...pod, spec: { ...pod.spec, containers: [{ ...container, command }, ...rest] } };
  });
  return { ...world, pods };
}

/** The same world, with other fields of one kind of settings; `undefined` removes one. */
export function withFields(world: World, kind: string, fields: object): World {
  const settings = world.settings.map((each) =>
    each.kind === kind ? JSON.parse(JSON.stringify({ ...each, ...fields })) : each,
  );
  return { ...world, settings };
}
