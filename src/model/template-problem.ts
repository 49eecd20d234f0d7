import type { Problem } from '../kubernetes/api/problem';
import { ContainerRole } from './container-role';

const ROLES = Object.values(ContainerRole);

/** Why a pod template has no containers that can be viewed. Whether its other fields are of the right types is for the API to say. */
export function templateProblem(template: any, pointer: string): Problem | undefined {
  const wrong = (path: string, message: string): Problem => ({
    category: 'structure',
    pointer: `${pointer}/spec${path}`,
    message,
  });
  const { containers } = template?.spec ?? {};
  if (!Array.isArray(containers) || containers.length === 0)
    return wrong('/containers', 'must be a list of at least one container');
  for (const role of ROLES) {
    const list = template.spec[role] ?? [];
    if (!Array.isArray(list)) return wrong(`/${role}`, 'must be a list');
    const odd = list.findIndex((item) => item === null || typeof item !== 'object');
    if (odd >= 0) return wrong(`/${role}/${odd}`, 'must be an object');
  }
  return undefined;
}
