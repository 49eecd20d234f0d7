import type { Visit, Visitor } from '../../engine/define-rule';
import type { OptionOf } from '../../engine/rule-option';
import type { Container, PodTemplate } from '../../model/pod-template';

/**
 * Judges the number that containers run under. A value of the pod, or none, is judged once, on the pod, and only where a
 * container takes it over.
 */
export function visitId(field: 'runAsUser' | 'runAsGroup', minimum: OptionOf<number>): Visitor {
  const place = `/securityContext/${field}`;
  const judge = (who: string, subject: PodTemplate | Container, { report, option }: Visit): void => {
    const id = subject.value(place) ?? undefined;
    const lowest = option(minimum);
    if (id !== undefined && id >= lowest) return;
    const found = id === undefined ? `leaves ${field} to the image` : `sets ${field} to ${id}`;
    const path = 'pod' in subject ? subject.path : subject.specPath;
    report({ pointer: `${path}${place}`, message: `${who} ${found}; set it to ${lowest} or more` });
  };
  const isOwn = (container: Container): boolean => (container.value(place) ?? undefined) !== undefined;
  return {
    podTemplate(pod, visit) {
      if (!pod.isWindows && !pod.containers.every(isOwn)) judge('pod', pod, visit);
    },
    container(container, visit) {
      if (!container.pod.isWindows && isOwn(container)) judge(`container "${container.name}"`, container, visit);
    },
  };
}
