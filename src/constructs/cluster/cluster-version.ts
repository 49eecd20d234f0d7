import type { IConstruct } from 'constructs';
import { OLDEST_CLUSTER_VERSION } from '../../analysis/cluster/versions';
import { policyOver } from '../../aspects/hardening-policy';
import { atLeast, minorVersion, NEWEST_VERSION } from '../../kubernetes/kubernetes-version';

/**
 * Returns the minor version that files are written for, such as `1.36`: the given one, that of the app's policy, or the newest.
 * Throws if they differ, or if it is too old.
 */
export function clusterVersion(scope: IConstruct, path: string, given: string | undefined): string {
  const { kubernetesVersion: ofApp } = policyOver(scope).followed;
  const version = `1.${minorVersion(given ?? ofApp ?? NEWEST_VERSION)}`;
  if (ofApp !== undefined && minorVersion(ofApp) !== minorVersion(version))
    throw new Error(
      `"${path}" is for Kubernetes ${version}, and the policy of the app for ${ofApp}; give one version, in the policy of the app`,
    );
  if (!atLeast(version, OLDEST_CLUSTER_VERSION))
    throw new Error(
      `"${path}" is for Kubernetes ${version}; files of nodes are written for ${OLDEST_CLUSTER_VERSION} and newer`,
    );
  return version;
}
