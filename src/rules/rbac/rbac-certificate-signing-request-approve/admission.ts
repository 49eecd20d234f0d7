import { CLUSTER_ROLE } from '../../../analysis/access/roles';
import type { Admission } from '../../shared/admission/admission';
import { grants } from '../../shared/admission/permissions';
import { APPROVE, POWERS, REQUESTS, SIGN } from './rule';

type Act = typeof APPROVE | typeof SIGN;
const some = (cel: string) => `variables.rules.exists(r, ${cel})`;
const writes = ({ subresource }: Act) =>
  grants(POWERS.filter(({ resources }) => resources.includes(`${REQUESTS}/${subresource}`)));
const isFor = ({ verb }: Act) =>
  grants(POWERS.filter(({ verbs }) => verbs.includes(verb)).map((power) => ({ ...power, verbs: [verb] })));

export const admission: Admission = {
  family: 'rbac',
  types: [CLUSTER_ROLE],
  object: `${some(writes(APPROVE))} || ${some(isFor(APPROVE))} || (${some(writes(SIGN))} && ${some(isFor(SIGN))})`,
  message:
    'allows approving or signing certificate requests; remove the permission, or name your own signers in resourceNames',
};
