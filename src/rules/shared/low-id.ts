import type { OptionOf } from '../../engine/rule-option';
import type { Visitor, VisitorContext } from '../../engine/visitor';
import type { ContainerView, PodTemplateView } from '../../model/manifest';
import { CONTEXT, POD_CONTEXT } from './admission/pod-cel';

/**
 * Checks the user or group id of containers. A value of the pod, or a missing value, is reported once, on the pod, and
 * only if a container inherits it.
 */
export function visitId(field: 'runAsUser' | 'runAsGroup', minimum: OptionOf<number>): Visitor {
  const place = `/securityContext/${field}`;
  const judge = (who: string, subject: PodTemplateView | ContainerView, { report, option }: VisitorContext): void => {
    const id = subject.value(place) ?? undefined;
    const lowest = option(minimum);
    if (id !== undefined && id >= lowest) return;
    const found = id === undefined ? `leaves ${field} to the image` : `sets ${field} to ${id}`;
    const path = 'pod' in subject ? subject.path : subject.specPath;
    report({ pointer: `${path}${place}`, message: `${who} ${found}; set it to ${lowest} or more` });
  };
  const isOwn = (container: ContainerView): boolean => (container.value(place) ?? undefined) !== undefined;
  return {
    podTemplate(pod, visit) {
      if (!pod.isWindows && !pod.containers.every(isOwn)) judge('pod', pod, visit);
    },
    container(container, visit) {
      if (!container.pod.isWindows && isOwn(container)) judge(`container "${container.name}"`, container, visit);
    },
  };
}

/** The same of a pod in CEL. */
export function podHasLowId(field: string, minimum: number): string {
  const heirs = `!variables.containers.all(c, ${CONTEXT}.?${field}.hasValue())`;
  return `!variables.isWindows && ${heirs} && ${POD_CONTEXT}.?${field}.orValue(-1) < ${minimum}`;
}

/** The same of a container in CEL. */
export function containerHasLowId(field: string, minimum: number): string {
  return `!variables.isWindows && ${CONTEXT}.?${field}.orValue(${minimum}) < ${minimum}`;
}
