import { randomBytes } from 'node:crypto';
import { readYaml } from '../../src/yaml/read';
import { CLUSTER_VERSIONS, clusterSettings, synthesized } from '../clusters';
import { Judge, type Verdict } from '../judge';
import { buildOlder, OLDER_VERSIONS } from '../older-judge';
import { grouped, type Outcome, type Settings, type Suite } from '../suite';

/** A file that exists: kubeadm looks for the one that discovery names. */
const EXISTING = process.execPath;
const PLACEHOLDER = /REPLACE-WITH-KEY-[\w-]+/g;
/** The judge is of the newest release: its kubeadm takes clusters of that and of the one before. */
const OF_KUBEADM: readonly string[] = CLUSTER_VERSIONS.slice(-2);

/** What the constructs of a cluster write, the components read. */
export const clusterFiles: Suite = {
  name: 'cluster-files',
  guarantee:
    'Each file that `HardenedCluster` writes decodes strictly and is valid; one whose keys are not filled in is refused',
  by: "upstream's strict decoders and validations of the newest release, and `kubeadm config validate`",
  async run({ judge }: Settings): Promise<Outcome> {
    const counts = { files: 0, refused: 0 };
    for (const version of CLUSTER_VERSIONS) await expectFiles(judge, version, OF_KUBEADM.includes(version), counts);
    return { cases: `${grouped(counts.files)} files, ${grouped(counts.refused)} of them also without keys` };
  },
};

/** The same, asked of the components of each older release. */
export const olderClusterFiles: Suite = {
  name: 'cluster-files-older',
  guarantee: 'Each file that `HardenedCluster` writes for an older version decodes strictly there',
  by: 'the decoders and `kubeadm config validate` of each release from 1.30 to 1.36',
  async run(): Promise<Outcome> {
    const counts = { files: 0, refused: 0 };
    for (const version of OLDER_VERSIONS) {
      const judge = new Judge({}, buildOlder(version));
      try {
        await expectFiles(judge, version, true, counts);
      } finally {
        await judge.close();
      }
    }
    return {
      cases: `${grouped(counts.files)} files for ${OLDER_VERSIONS.length} releases, ${OLDER_VERSIONS[0]} to ${OLDER_VERSIONS.at(-1)}`,
    };
  },
};

async function expectFiles(
  judge: Judge,
  version: string,
  hasKubeadm: boolean,
  counts: { files: number; refused: number },
): Promise<void> {
  for (const settings of clusterSettings(version))
    for (const [path, text] of synthesized(version, settings)) {
      if (!path.endsWith('.yaml') || (!hasKubeadm && text.startsWith('apiVersion: kubeadm.k8s.io/'))) continue;
      const where = `${path} for Kubernetes ${version}`;
      if (isOfObjects(text)) {
        await expectObjects(judge, where, text);
        continue;
      }
      const filled = filledIn(text);
      if (filled !== text && !judge.isOlder) {
        counts.refused += 1;
        const { accepted } = await judge.ask('decode', { file: withExistingFiles(text) });
        if (accepted) throw new Error(`${where}: accepted before its keys are filled in`);
      }
      counts.files += 1;
      const verdict = await judge.ask('decode', { file: withExistingFiles(filled) });
      if (!verdict.accepted) throw new Error(`${where}: ${said(verdict)}\n${text}`);
    }
}

/** Static pods and policies are objects; their decoders are those of the API. */
function isOfObjects(text: string): boolean {
  return /^apiVersion: (v1|admissionregistration\.k8s\.io\/v1)$/m.test(text);
}

/**
 * A patch is no whole pod. The API reserves the names of static policies for files, so it is asked about others; static policies
 * came with the newest release.
 */
async function expectObjects(judge: Judge, where: string, text: string): Promise<void> {
  const objects = readYaml(text.replaceAll('.static.k8s.io', '.example')).documents.map(({ value }) => value as any);
  for (const object of objects.filter(({ kind }) => kind !== 'Pod')) {
    const verdict = await judge.ask('validate', { object });
    if (!verdict.accepted) throw new Error(`${where}: ${said(verdict)}`);
  }
}

function filledIn(text: string): string {
  return text
    .replace(PLACEHOLDER, () => randomBytes(32).toString('base64'))
    .replace('REPLACE-WITH-CERTIFICATE-KEY', randomBytes(32).toString('hex'));
}

function withExistingFiles(text: string): string {
  return text.replace('/etc/kubernetes/kubeadm/discovery.conf', EXISTING);
}

function said({ errors }: Verdict): string {
  return errors.map(({ field, detail }) => `${field} ${detail}`).join('; ');
}
