import { STATIC_SUFFIX } from '../../admission/static';
import { isWarningPolicy } from '../../rules/shared/warning-policy';
import { isObjectName } from '../object-name';

const POLICY = 'ValidatingAdmissionPolicy';
const BINDING = 'ValidatingAdmissionPolicyBinding';

/**
 * Returns what is wrong with policies that the API server reads from its disk. One that it cannot read keeps it from starting.
 *
 * @see https://github.com/kubernetes/enhancements/tree/master/keps/sig-api-machinery/5793-manifest-based-admission-control-config
 */
export function staticPoliciesProblem(objects: readonly any[]): string | undefined {
  for (const object of objects) {
    const problem = objectProblem(object);
    if (problem) return `has the static ${object?.kind} "${object?.metadata?.name}", ${problem}`;
  }
  const names = objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return `has the static ${twice} twice; rename one`;
  const policies = objects.filter(({ kind }) => kind === POLICY).map(({ metadata }) => metadata.name);
  const bound = objects.filter(({ kind }) => kind === BINDING).map(({ spec }) => spec.policyName);
  const unbound = policies.find((name) => !bound.includes(name));
  if (unbound !== undefined)
    return `has the static policy "${unbound}" without a binding, which does nothing; add a ${BINDING}`;
  const missing = bound.find((name) => !policies.includes(name));
  return missing === undefined
    ? undefined
    : `binds the static policy "${missing}", which is not among them; a static binding needs a static policy`;
}

function objectProblem({ apiVersion, kind, metadata, spec }: any = {}): string | undefined {
  if (kind !== POLICY && kind !== BINDING) return `which is no ${POLICY} and no ${BINDING}; remove it`;
  if (apiVersion !== 'admissionregistration.k8s.io/v1')
    return 'whose version is not v1; use "admissionregistration.k8s.io/v1"';
  const { name = '' } = metadata ?? {};
  if (!isObjectName(name) || !name.endsWith(STATIC_SUFFIX))
    return `whose name does not end in "${STATIC_SUFFIX}"; add it`;
  if (spec?.paramKind !== undefined || spec?.paramRef !== undefined)
    return 'which has parameters; a static policy has none: write the values in its expressions';
  if (kind === POLICY && (spec?.failurePolicy ?? 'Fail') !== 'Fail' && !isWarningPolicy(name))
    return 'which lets a request pass when it fails; set failurePolicy to "Fail"';
  return undefined;
}
