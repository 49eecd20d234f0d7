import { type ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Waiver } from '../../../engine/waivers/waiver';
import type { PodSecurityWaiver } from '../../namespaces/pod-security';

/** A path of the node that a pod sees. */
export interface NodePath {
  readonly name: string;
  readonly path: string;
  /** Whether it is one file. */
  readonly isFile?: boolean;
  /** Whether the pod writes there: the folder is created if it is missing. */
  readonly isWritable?: boolean;
  /** Path in the container; that of the node where it is left out. */
  readonly mountPath?: string;
}

/** Mounts paths of the node in all containers. */
export function mountNodePaths(scope: Construct, workload: kplus.AbstractPod, paths: readonly NodePath[]): void {
  for (const { name, path, isFile, isWritable = false, mountPath = path } of paths) {
    const { FILE, DIRECTORY, DIRECTORY_OR_CREATE } = kplus.HostPathVolumeType;
    const type = isFile ? FILE : isWritable ? DIRECTORY_OR_CREATE : DIRECTORY;
    const volume = kplus.Volume.fromHostPath(scope, `Volume-${name}`, name, { path, type });
    for (const container of workload.containers) container.mount(mountPath, volume, { readOnly: !isWritable });
  }
}

/** Lets pods run on nodes of every taint, those of the control plane included. */
export function tolerateAll(object: ApiObject, podSpec: string): void {
  object.addJsonPatch(JsonPatch.add(`${podSpec}/tolerations`, [{ operator: 'Exists' }]));
}

/** Returns the waivers of rules for an agent that reads its node: on the terms of its namespace. */
export function nodeWaivers(rules: readonly string[], terms: PodSecurityWaiver): Waiver[] {
  return rules.map((rule) => ({ rule, ...terms }));
}
