import type { Admission } from '../../shared/admission/admission';

/** Whether a value refers to the earlier one. */
const EXTENDS =
  "!has(o.valueFrom) && o.?value.orValue('').contains('$(' + o.name + ')') && o.value != '$(' + o.name + ')'";
/** The first of a name counts, whatever its value is. */
const AGAIN = `g.filter(o, !(${EXTENDS})).size() > ([g[0]].exists(o, ${EXTENDS}) ? 0 : 1)`;

export const admission: Admission = {
  family: 'pod-availability',
  container: `!variables.manyEnv && c.?env.orValue([]).exists(e, [c.env.filter(o, o.name == e.name)].exists(g, ${AGAIN}))`,
  message: 'sets an environment variable again, which overrides the earlier value; remove one of the two',
  partly: 'a pod with hundreds of variables in a container is not judged, as each is compared with each',
};
