import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { type Image, imageOf } from '../../../images/image';
import { isRepository } from '../../shared/image-places';
import { NSA_GUIDE } from '../../shared/sources';

type Version = readonly [major: number, minor: number, patch: number];

interface Vulnerability {
  readonly id: string;
  readonly repositories: readonly string[];
  /** The first vulnerable version, and the first fixed version after it. */
  readonly ranges: readonly (readonly [from: string, fixed: string])[];
}

const INGRESS_NGINX = ['ingress-nginx/controller', 'ingress-nginx/controller-chroot'];
const NVD = 'https://nvd.nist.gov/vuln/detail';

/** Versions before the fix of CVE-2021-25742 have no `allow-snippet-annotations`: no setting makes them safe. */
const VULNERABILITIES: readonly Vulnerability[] = [
  {
    id: 'CVE-2021-25742',
    repositories: [...INGRESS_NGINX, 'kubernetes-ingress-controller/nginx-ingress-controller'],
    ranges: [
      ['0.0.0', '0.49.1'],
      ['1.0.0', '1.0.1'],
    ],
  },
  {
    id: 'CVE-2025-1974',
    repositories: [...INGRESS_NGINX, 'kubernetes-ingress-controller/nginx-ingress-controller'],
    ranges: [
      ['0.0.0', '1.11.5'],
      ['1.12.0', '1.12.1'],
    ],
  },
  {
    id: 'CVE-2022-24348',
    repositories: ['argoproj/argocd'],
    ranges: [
      ['0.0.0', '2.1.9'],
      ['2.2.0', '2.2.4'],
    ],
  },
  {
    id: 'CVE-2022-39328',
    repositories: ['grafana/grafana', 'grafana/grafana-enterprise', 'grafana/grafana-oss'],
    ranges: [['9.2.0', '9.2.4']],
  },
  { id: 'CVE-2022-47633', repositories: ['kyverno/kyverno'], ranges: [['1.8.3', '1.8.5']] },
];

/** A tag without a complete version does not identify the content of the image. */
export const rule = defineRule({
  id: 'known-vulnerable-component',
  category: 'upgrades',
  title: 'Components have no well-known critical vulnerability',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA U1', 'OWASP K10:2022', 'OWASP K07:2025'],
  references: [NSA_GUIDE, ...VULNERABILITIES.map(({ id }) => `${NVD}/${id}`)],
  equivalents: {
    kubescape: ['C-0059', 'C-0081', 'C-0090', 'C-0091'],
    checkov: ['CKV_K8S_159'],
    kyverno: ['check-ingress-nginx-controller-version-and-annotation-policy'],
  },
  visit: {
    container(container, { report }) {
      const written = container.value('/image');
      const image = imageOf(written);
      const known = image ? VULNERABILITIES.filter(({ repositories }) => isOneOf(image, repositories)) : [];
      const version = known.length > 0 ? versionOf(image?.tag ?? '') : undefined;
      if (!version) return;
      const found = known.flatMap(({ id, ranges }) => {
        const range = ranges.find(([from, fixed]) => isWithin(version, from, fixed));
        return range ? [{ id, fixed: range[1] }] : [];
      });
      if (found.length === 0) return;
      const fixed = found
        .map((each) => each.fixed)
        .reduce((a, b) => (isWithin(versionOf(a) as Version, '0.0.0', b) ? b : a));
      report({
        pointer: `${container.path}/image`,
        message: `image "${written}" of container "${container.name}" has ${found.map(({ id }) => id).join(' and ')}; use ${fixed} or newer`,
      });
    },
  },
});

function isOneOf(image: Image, repositories: readonly string[]): boolean {
  return repositories.some((each) => isRepository(image, each));
}

/** `v1.11.4` and `9.2.3-ubuntu`; `1.11` may be any of its patches. */
function versionOf(tag: string): Version | undefined {
  const [, major, minor, patch] = /^v?(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?![\d.])/.exec(tag) ?? [];
  return patch === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
}

function isWithin(version: Version, from: string, fixed: string): boolean {
  return compare(version, versionOf(from) as Version) >= 0 && compare(version, versionOf(fixed) as Version) < 0;
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
