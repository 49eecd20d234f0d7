import type { CheckContext } from '../../check';
import { RELATIVE_PATH } from '../../forms/formats';
import { quoted } from '../../problem';
import { placedContainers } from './placed';

const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const SECCOMP =
  /^(seccomp\.security\.alpha\.kubernetes\.io\/pod$|container\.seccomp\.security\.alpha\.kubernetes\.io\/)/;
const LOCALHOST = 'localhost/';
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';

/** The annotations that came before fields. Upstream: ValidatePodSpecificAnnotations. */
export function checkPodAnnotations({ metadata, spec }: any, inspection: CheckContext): void {
  for (const [key, value] of Object.entries<any>(metadata?.annotations ?? {})) {
    const problem = annotationProblem(key, value ?? '', spec);
    if (problem) inspection.refuse(problem, 'metadata', 'annotations', key);
  }
}

function annotationProblem(key: string, value: string, spec: any): string | undefined {
  if (key.startsWith(APP_ARMOR)) {
    const name = key.slice(APP_ARMOR.length);
    if (!placedContainers(spec).some(({ container }) => container.name === name))
      return `no container is called ${quoted(name)}`;
    return ['', 'runtime/default', 'unconfined'].includes(value) || value.startsWith(LOCALHOST)
      ? undefined
      : `is ${quoted(value)}; must be an AppArmor profile such as "runtime/default"`;
  }
  if (SECCOMP.test(key)) {
    const isLocal = value.startsWith(LOCALHOST) && RELATIVE_PATH.accepts(value.slice(LOCALHOST.length));
    return isLocal || ['runtime/default', 'docker/default', 'unconfined'].includes(value)
      ? undefined
      : `is ${quoted(value)}; must be a seccomp profile such as "runtime/default"`;
  }
  if (key === DELETION_COST && !(/^(0|-?[1-9]\d*)$/.test(value) && Math.abs(Number(value)) < 2 ** 31))
    return `is ${quoted(value)}; must be an integer of 32 bits`;
  return undefined;
}
