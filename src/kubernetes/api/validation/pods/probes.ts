import type { CheckContext } from '../../check';
import { isSet, itemsOf } from '../values';
import type { Placed } from './placed';

const DEFAULT_GRACE_PERIOD = 30;
const FOR_SIDECARS = 'is set; an init container must have restartPolicy "Always" for it';

/** What depends on how long a container runs. Upstream: validateInitContainers, validateLivenessProbe, validateResizePolicy. */
export function checkProbes(spec: any, placed: readonly Placed[], inspection: CheckContext): void {
  const grace = spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE_PERIOD;
  for (const { container, list, at } of placed) {
    const refuse = (message: string, ...path: string[]) => inspection.refuse(message, ...at, ...path);
    if (list === 'initContainers' && container.restartPolicy !== 'Always') checkInitContainer(container, refuse);
    else if (list !== 'ephemeralContainers') checkRunning(container, spec.restartPolicy, grace, refuse);
  }
}

type Refuse = (message: string, ...path: string[]) => void;

function checkInitContainer(container: any, refuse: Refuse): void {
  const { lifecycle, resizePolicy } = container;
  if (isSet(lifecycle)) refuse(FOR_SIDECARS, 'lifecycle');
  for (const field of ['livenessProbe', 'readinessProbe', 'startupProbe'])
    if (isSet(container[field])) refuse(FOR_SIDECARS, field);
  if (itemsOf(resizePolicy).some(({ restartPolicy }) => restartPolicy === 'RestartContainer'))
    refuse('has "RestartContainer"; an init container must have restartPolicy "Always" for it', 'resizePolicy');
}

function checkRunning(container: any, restartPolicy: string, grace: number, refuse: Refuse): void {
  const { readinessProbe, lifecycle, resizePolicy } = container;
  for (const field of ['livenessProbe', 'startupProbe'])
    if ((container[field]?.successThreshold || 1) !== 1) refuse('must be 1', field, 'successThreshold');
  if (isSet(readinessProbe?.terminationGracePeriodSeconds))
    refuse('is set; must not be in a readinessProbe', 'readinessProbe', 'terminationGracePeriodSeconds');
  for (const hook of ['postStart', 'preStop']) {
    const sleep = lifecycle?.[hook]?.sleep;
    const seconds = sleep?.seconds ?? 0;
    if (isSet(sleep) && (seconds < 0 || seconds > grace))
      refuse(`must be 0 to ${grace}, the terminationGracePeriodSeconds`, 'lifecycle', hook, 'sleep', 'seconds');
  }
  if (restartPolicy === 'Never' && itemsOf(resizePolicy).some((each) => each.restartPolicy !== 'NotRequired'))
    refuse('must be "NotRequired" where the pod has restartPolicy "Never"', 'resizePolicy');
}
