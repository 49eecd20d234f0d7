import { nullable } from '../rules/shared/admission/cel';
import type { AdmissionFamily } from './family';

/**
 * What the API server cannot judge: an expression has a limited cost, and the answer to a dearer one does not say what is wrong.
 * What is smaller costs less than the limit, measured with the rules of each family.
 */
export const TOO_LARGE: { readonly [family in `${AdmissionFamily}`]?: readonly TooLarge[] } = {
  'pod-security': [
    { what: 'more than 500 containers', expression: 'variables.containers.size() > 500' },
    { what: 'more than 500 volumes of files on the node', expression: 'variables.hostPathVolumes.size() > 500' },
  ],
  images: [
    {
      what: 'references of images with more than 40,000 characters',
      expression: `variables.containers.map(c, c.?image.orValue('').size()).sum() + variables.volumes.map(v, v.?image.?reference.orValue('').size()).sum() > 40000`,
    },
  ],
  rbac: [
    {
      what: 'more than 1,000 rules and resources, where those with all verbs count twice, or more than 3,000 verbs, names and URLs',
      expression:
        "variables.rules.map(r, (1 + r.g.size() * r.r.size()) * ('*' in r.v ? 2 : 1)).sum() > 1000 || variables.rules.map(r, r.v.size() + r.n.size() + r.u.size()).sum() > 3000",
    },
  ],
  ingress: [
    {
      what: 'more than 2,000 paths and hosts',
      expression: `dyn(object).?spec.?rules.orValue([]).map(r, 1 + ${nullable('r.?http.?paths')}.size()).sum() > 2000`,
    },
  ],
};

interface TooLarge {
  readonly what: string;
  readonly expression: string;
}

/** The validations that come first: of several failures, the API server tells the first. */
export function sizeValidations(family: string, subject: string) {
  return (TOO_LARGE[family as `${AdmissionFamily}`] ?? []).map(({ what, expression }) => ({
    expression: `!(${expression})`,
    reason: 'Forbidden',
    message: `${subject} has ${what}, which is too much for the API server to judge; split it`,
  }));
}
