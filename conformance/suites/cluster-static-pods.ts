import { Checker } from '../../src/engine/checker';
import { Profile } from '../../src/engine/profile';
import { ManifestSet } from '../../src/model/manifest-set';
import { Profiles } from '../../src/profiles/profiles';
import { CLUSTER_VERSIONS, clusterSettings, synthesized } from '../clusters';
import { type Outcome, type Settings, type Suite, TODAY } from '../suite';

/** The rules about flags. */
const FLAGS = new Profile('flags', {
  rules: Profiles.nsa().rules.filter(({ meta }) => meta.category === 'control-plane'),
});
/** The versions that the kubeadm of the judge makes clusters of. */
const VERSIONS = CLUSTER_VERSIONS.slice(-2);
const PATH_FLAG = /^--[a-z0-9-]+=(\/[^,]+)$/;

/** What kubeadm makes of the files. */
export const clusterStaticPods: Suite = {
  name: 'cluster-static-pods',
  guarantee:
    'The static pods that kubeadm makes of a `HardenedCluster` have all flags of the CIS benchmark, and see each file that a flag names',
  by: "kubeadm's own manifests",
  async run({ judge }: Settings): Promise<Outcome> {
    let pods = 0;
    let flags = 0;
    for (const version of VERSIONS)
      for (const settings of clusterSettings(version)) {
        const file = synthesized(version, settings).get('/etc/kubernetes/kubeadm/init.yaml') as string;
        const answer = await judge.ask('staticPods', { file });
        pods += answer.pods.length;
        for (const pod of answer.pods) flags += expectVisible(pod);
        const isWished = (message: string) =>
          settings.admission?.alwaysPullImages === false && message.includes('"AlwaysPullImages"');
        const said = foundIn(version, answer.pods).filter((message) => !isWished(message));
        if (said.length > 0) throw new Error(`Kubernetes ${version}: ${said.join('; ')}`);
        if (!foundIn(version, answer.pods.map(withProfiling)).some((message) => message.includes('--profiling')))
          throw new Error(`Kubernetes ${version}: the rules notice no flag that is missing`);
      }
    return { cases: `${pods} static pods, ${flags} paths in flags` };
  },
};

/** Throws for a flag whose path no mount has. Returns the number of such flags. */
function expectVisible(pod: any): number {
  const [{ name, command, volumeMounts }] = pod.spec.containers;
  const paths = command.flatMap((word: string) => PATH_FLAG.exec(word)?.[1] ?? []);
  for (const path of paths) {
    const mount = volumeMounts.find(({ mountPath }: any) => path === mountPath || path.startsWith(`${mountPath}/`));
    if (!mount) throw new Error(`${name}: no mount has ${path}`);
  }
  return paths.length;
}

/** Returns the messages of our rules about flags, and what they could not judge. */
function foundIn(version: string, pods: readonly any[]): string[] {
  const objects = pods.map((pod) => ({ apiVersion: 'v1', kind: 'Pod', ...pod }));
  const checker = new Checker({ profile: FLAGS, kubernetesVersion: version, today: TODAY });
  const { findings, errors } = checker.check(ManifestSet.fromJson(objects));
  return [...findings, ...errors].map(({ message }) => message);
}

/** The flag against profiling is one that kubeadm does not set by itself. */
function withProfiling(pod: any): any {
  const [container] = pod.spec.containers;
  const command = container.command.filter((word: string) => !word.startsWith('--profiling='));
  return { ...pod, spec: { ...pod.spec, containers: [{ ...container, command }] } };
}
