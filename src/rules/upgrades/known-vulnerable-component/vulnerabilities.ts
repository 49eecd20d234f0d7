/** Versions with a vulnerability: the first that has it, and the first fixed one after it. */
export type AffectedRange = readonly [from: string, fixed: string];

/** A vulnerability of a component of clusters. */
export interface Vulnerability {
  readonly id: string;
  /** The day on which it was published. */
  readonly published: string;
  /** Last segments of the repositories of its images, or names of Kubernetes' programs. */
  readonly components: readonly string[];
  readonly affected: readonly AffectedRange[];
}

/** The day of the newest source that the table was compared with. */
export const VULNERABILITIES_AS_OF = '2026-10-09';

const INGRESS_NGINX = [
  'ingress-nginx/controller',
  'ingress-nginx/controller-chroot',
  'kubernetes-ingress-controller/nginx-ingress-controller',
];
const GRAFANA = ['grafana/grafana', 'grafana/grafana-enterprise', 'grafana/grafana-oss'];

/**
 * The newest last. Each is exploitable with usual settings, and gives away secrets, the cluster or a node. The versions are those of
 * the CVE record. docs/dated-data.md says how the table is kept current.
 *
 * Versions before the fix of CVE-2021-25742 have no `allow-snippet-annotations`: no setting makes them safe.
 */
export const VULNERABILITIES: readonly Vulnerability[] = [
  {
    id: 'CVE-2018-1002105',
    published: '2018-12-05',
    components: ['kube-apiserver'],
    affected: [
      ['0.0.0', '1.10.11'],
      ['1.11.0', '1.11.5'],
      ['1.12.0', '1.12.3'],
    ],
  },
  {
    id: 'CVE-2021-25742',
    published: '2021-10-21',
    components: INGRESS_NGINX,
    affected: [
      ['0.0.0', '0.49.1'],
      ['1.0.0', '1.0.1'],
    ],
  },
  {
    id: 'CVE-2021-43798',
    published: '2021-12-07',
    components: GRAFANA,
    affected: [
      ['8.0.0', '8.0.7'],
      ['8.1.0', '8.1.8'],
      ['8.2.0', '8.2.7'],
      ['8.3.0', '8.3.1'],
    ],
  },
  {
    id: 'CVE-2022-24348',
    published: '2022-02-04',
    components: ['argoproj/argocd'],
    affected: [
      ['0.0.0', '2.1.9'],
      ['2.2.0', '2.2.4'],
    ],
  },
  { id: 'CVE-2022-39328', published: '2022-11-08', components: GRAFANA, affected: [['9.2.0', '9.2.4']] },
  { id: 'CVE-2022-47633', published: '2022-12-23', components: ['kyverno/kyverno'], affected: [['1.8.3', '1.8.5']] },
  {
    id: 'CVE-2024-31989',
    published: '2024-05-21',
    components: ['argoproj/argocd'],
    affected: [
      ['0.0.0', '2.8.19'],
      ['2.9.0', '2.9.15'],
      ['2.10.0', '2.10.10'],
      ['2.11.0', '2.11.1'],
    ],
  },
  {
    id: 'CVE-2024-10220',
    published: '2024-11-22',
    components: ['kubelet'],
    affected: [
      ['0.0.0', '1.28.12'],
      ['1.29.0', '1.29.7'],
      ['1.30.0', '1.30.3'],
    ],
  },
  {
    id: 'CVE-2025-1974',
    published: '2025-03-24',
    components: INGRESS_NGINX,
    affected: [
      ['0.0.0', '1.11.5'],
      ['1.12.0', '1.12.1'],
    ],
  },
  {
    id: 'CVE-2025-5187',
    published: '2025-08-27',
    components: ['kube-apiserver'],
    affected: [
      ['1.31.0', '1.31.12'],
      ['1.32.0', '1.32.8'],
      ['1.33.0', '1.33.4'],
    ],
  },
  {
    id: 'CVE-2025-55190',
    published: '2025-09-04',
    components: ['argoproj/argocd'],
    affected: [
      ['2.13.0', '2.13.9'],
      ['2.14.0', '2.14.16'],
      ['3.0.0', '3.0.14'],
      ['3.1.0', '3.1.2'],
    ],
  },
  {
    id: 'CVE-2026-22039',
    published: '2026-01-27',
    components: ['kyverno/kyverno'],
    affected: [
      ['0.0.0', '1.15.3'],
      ['1.16.0', '1.16.3'],
    ],
  },
  {
    id: 'CVE-2026-24512',
    published: '2026-02-03',
    components: INGRESS_NGINX,
    affected: [
      ['0.0.0', '1.13.7'],
      ['1.14.0', '1.14.3'],
    ],
  },
  {
    id: 'CVE-2026-3288',
    published: '2026-03-09',
    components: INGRESS_NGINX,
    affected: [
      ['0.0.0', '1.13.8'],
      ['1.14.0', '1.14.4'],
    ],
  },
  {
    // 2.14.21, the last of version 2, has it too.
    id: 'CVE-2026-55797',
    published: '2026-10-09',
    components: ['argoproj/argocd'],
    affected: [
      ['2.11.0', '3.3.15'],
      ['3.4.0', '3.4.10'],
      ['3.5.0', '3.5.4'],
    ],
  },
];

/** The record of a vulnerability. */
export function recordOf({ id }: Pick<Vulnerability, 'id'>): string {
  return `https://nvd.nist.gov/vuln/detail/${id}`;
}

/** A setting that lets the author of a pod run any program in a component. */
export interface DangerousSetting {
  /** Last segments of the repository of its image. */
  readonly component: string;
  /** Environment variable and flag that set it. */
  readonly variable: string;
  readonly flag: string;
  /** What the values mean, and what to do. */
  readonly message: string;
  readonly source: string;
}

/** Settings that catalogues of other tools name. */
export const DANGEROUS_SETTINGS: readonly DangerousSetting[] = [
  {
    component: 'git-sync',
    variable: 'GITSYNC_GIT',
    flag: 'git',
    message: 'which git-sync runs in place of git; remove it',
    source:
      'https://github.com/bridgecrewio/checkov/blob/main/checkov/kubernetes/checks/resource/k8s/DangerousGitSync.py',
  },
];
