import { minorVersion } from '../../kubernetes/kubernetes-version';
import { API_SERVER, NAMESPACES, resourceRule } from '../requests';
import { AdmissionGuard } from './admission-guard';
import type { Guard } from './guard';

const label = (of: string, suffix: string) =>
  `${of}.metadata.?labels['pod-security.kubernetes.io/' + m${suffix === '' ? '' : ` + '${suffix}'`}].orValue('')`;
/**
 * No lower Pod Security of a namespace by an update; rules judge what is created. A level that is missing, before, counts as
 * `restricted`, as the default of the cluster is not known; after, as `privileged`. A missing version is the newest; before, that
 * of the cluster, so that it can be pinned.
 */
export function podSecurityLabelsGuard(kubernetesVersion: string): Guard {
  const minor = minorVersion(kubernetesVersion);
  const [before, after] = [label('oldObject', ''), label('object', '')];
  const [versionBefore, versionAfter] = [label('oldObject', '-version'), label('object', '-version')];
  const number = (text: string, others: string) =>
    `(${text}.matches('^v1[.][0-9]{1,3}$') ? int(${text}.substring(3)) : ${others})`;
  const lowerLevel = `{'privileged': 0, 'baseline': 1}[?${before}].orValue(2) > {'baseline': 1, 'restricted': 2}[?${after}].orValue(0)`;
  const lowerVersion = `${number(versionBefore, String(minor))} > ${number(versionAfter, `(${versionAfter} in ['', 'latest'] ? 1000 : -1)`)}`;
  const lower = [
    `(${before} != ${after} && ${lowerLevel})`,
    `(${versionBefore} != ${versionAfter} && ${lowerVersion})`,
  ];
  return {
    name: AdmissionGuard.POD_SECURITY_LABELS,
    scopes: ['Cluster'],
    resourceRules: [resourceRule('', 'v1', NAMESPACES, ['UPDATE'])],
    conditions: [
      API_SERVER,
      { name: 'lowers-pod-security', expression: `['enforce', 'audit', 'warn'].exists(m, ${lower.join(' || ')})` },
    ],
    refused:
      'a Pod Security label of the namespace would be removed, or get a lower level or an older version, which lets pods do more',
    instead: 'keep the label, or raise it',
  };
}
