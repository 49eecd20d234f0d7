/** A page of docs/api/. */
export interface Page {
  readonly file: string;
  readonly title: string;
  readonly about: string;
  /** Where its types are declared: starts of paths. A type is on the first page that names its place. */
  readonly sources: readonly string[];
}

/** The pages, in the order of the index. */
export const PAGES: readonly Page[] = [
  {
    file: 'workloads.md',
    title: 'Workloads',
    about: 'The secure workloads and their settings. [docs/workloads.md](../workloads.md) is the guide.',
    sources: ['src/constructs/workloads/'],
  },
  {
    file: 'network.md',
    title: 'Network',
    about: 'Declared connections between workloads, and the peers outside the app.',
    sources: ['src/constructs/network/', 'src/constructs/cluster-proxies.ts', 'src/analysis/network/'],
  },
  {
    file: 'access.md',
    title: 'Access',
    about:
      'Service accounts, what they are granted, roles for people, and who may do what. [docs/access.md](../access.md) is the guide.',
    sources: ['src/constructs/access/', 'src/constructs/access-analysis/', 'src/analysis/access/'],
  },
  {
    file: 'namespaces.md',
    title: 'Namespaces',
    about: 'Namespaces with Pod Security labels, a default deny, quota and limits.',
    sources: ['src/constructs/namespaces/'],
  },
  {
    file: 'cluster.md',
    title: 'Cluster',
    about:
      'Files of the control plane and of nodes: audit, encryption, authentication, admission, kubelets, kubeadm. [docs/cluster.md](../cluster.md) is the guide.',
    sources: ['src/constructs/cluster/', 'src/analysis/cluster/'],
  },
  {
    file: 'admission.md',
    title: 'Admission',
    about: 'The rules as policies that the cluster enforces. [docs/admission.md](../admission.md) is the guide.',
    sources: ['src/constructs/admission/', 'src/admission/'],
  },
  {
    file: 'images.md',
    title: 'Images',
    about:
      'Image references, the lock file of digests, and the aspect that pins. [docs/images.md](../images.md) is the guide.',
    sources: ['src/images/', 'src/host/image-lock.ts', 'src/aspects/pin-images.ts'],
  },
  {
    file: 'aspects.md',
    title: 'Aspects',
    about: 'What checks and fixes everything in a scope, once per synth.',
    sources: ['src/aspects/', 'src/harden/'],
  },
  {
    file: 'policy.md',
    title: 'Policy, profiles and waivers',
    about:
      'Which rules are checked, for which Kubernetes version, and which findings are accepted. [docs/policy.md](../policy.md) is the guide.',
    sources: [
      'src/constructs/defaults.ts',
      'src/constructs/cluster-facts.ts',
      'src/profiles/',
      'src/host/policy-file.ts',
      'src/engine/profile.ts',
      'src/engine/waivers/',
      'src/engine/severity.ts',
      'src/kubernetes/workload-kinds.ts',
    ],
  },
  {
    file: 'reports.md',
    title: 'Checks and reports',
    about: 'Checking manifests from a program, and the result.',
    sources: ['src/engine/checker.ts', 'src/engine/finding.ts', 'src/engine/report.ts', 'src/report/', 'src/host/'],
  },
  {
    file: 'rules.md',
    title: 'Rules of your own',
    about: 'The interface of a rule, and the views of manifests that it reads.',
    sources: ['src/engine/', 'src/model/', 'src/json/', 'src/kubernetes/'],
  },
  {
    file: 'testing.md',
    title: 'Testing',
    about: 'Tests for rules of your own.',
    sources: ['src/testing/'],
  },
];
