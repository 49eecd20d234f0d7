import type { Patch } from '../../json/patch';
import { escapeSegment } from '../../json/pointer';
import type { ContainerView, PodTemplateView } from '../../model/manifest';
import { celList, celText } from './admission/cel';

/** Annotations for seccomp profiles, from before Kubernetes 1.19 had fields for them. */
const POD_ANNOTATION = 'seccomp.security.alpha.kubernetes.io/pod';
const CONTAINER_ANNOTATION = 'container.seccomp.security.alpha.kubernetes.io/';

export const SECCOMP_PROFILE = '/securityContext/seccompProfile';

/** The name of the annotation for a pod or a container. */
export function annotationOf(subject: PodTemplateView | ContainerView): string {
  return 'containers' in subject ? POD_ANNOTATION : `${CONTAINER_ANNOTATION}${subject.name}`;
}

/** JSON Pointer of an annotation of a pod. */
export function annotationPointer(pod: PodTemplateView, name: string): string {
  return `${pod.path}/metadata/annotations/${escapeSegment(name)}`;
}

const TYPES = ['RuntimeDefault', 'Localhost'];
/** The types that filter system calls, in CEL. */
export const CONFINED = celList(TYPES);

/** Whether a `seccompProfile` filters system calls; the API server fills in no type. */
export function isConfined(profile: any): boolean {
  return TYPES.includes(profile.type);
}

/** The values of the annotation that say the same as the field. */
const SAME = ['runtime/default', 'docker/default'];
/** Whether the annotation of a pod says something else, in CEL. */
export const CONTRADICTED = `!(variables.annotations[?${celText(POD_ANNOTATION)}].orValue(${celText(SAME[0] as string)}) in ${celList(SAME)})`;

/** The patches that set the runtime's profile. The API server refuses a field that contradicts the annotation. */
export function toRuntimeDefault(subject: PodTemplateView | ContainerView): Patch[] {
  const pod = 'containers' in subject ? subject : subject.pod;
  const name = annotationOf(subject);
  const contradicts = Object.hasOwn(pod.annotations, name) && !SAME.includes(pod.annotations[name] as string);
  return [
    ...subject.patchTo(SECCOMP_PROFILE, { type: 'RuntimeDefault' }),
    ...(contradicts ? pod.manifest.patchAway(annotationPointer(pod, name)) : []),
  ];
}
