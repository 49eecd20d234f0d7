import { HEALTH_PATHS } from '../../../analysis/cluster/component-flags';
import { programIn } from '../../../analysis/cluster/programs-in';
import { Severity } from '../../../engine/severity';
import { atLeast } from '../../../kubernetes/kubernetes-version';
import { componentRule } from '../../shared/control-plane/component-rule';
import { has, isFalse } from '../../shared/control-plane/predicates';
import type { Surroundings } from '../../shared/control-plane/requirements';

/** The version from which a file can limit anonymous requests to paths. */
const SINCE = '1.32';
/** What a node that joins by a token asks for without authentication. */
const CLUSTER_INFO = '/api/v1/namespaces/kube-public/configmaps/cluster-info';
const HARMLESS: readonly unknown[] = [...HEALTH_PATHS, CLUSTER_INFO];

/** No fix: the probes of kubeadm and a join by token are anonymous. */
export const rule = componentRule({
  id: 'api-server-anonymous-auth',
  title: 'The API server answers anonymous requests for its health alone',
  severity: Severity.MEDIUM,
  guide: ['A1', 'N4'],
  flags: [
    {
      ...{ program: 'kube-apiserver', flag: 'anonymous-auth', cis: '1.2.1' },
      isFine: (value, flags, { kubernetesVersion }) =>
        isFalse(value) || (has(flags, 'authentication-config') && atLeast(kubernetesVersion, SINCE)),
      must: `set $ to "false", or from ${SINCE} on allow health paths in the file of --authentication-config`,
    },
  ],
  fields: [
    {
      ...{ kind: 'AuthenticationConfiguration', field: '/anonymous', cis: '1.2.1' },
      isFine: (anonymous, _, around) => !atLeast(around.kubernetesVersion, SINCE) || isHarmless(anonymous, around),
      must: `set $ to enabled false, or to conditions with the paths ${HEALTH_PATHS.join(', ')} alone`,
    },
  ],
});

/** Without the field, the flag of the API server decides. */
function isHarmless(anonymous: any, { all }: Surroundings): boolean {
  if (anonymous === undefined)
    return programIn(all, 'kube-apiserver').some(({ written }) => isFalse(written.get('anonymous-auth')?.value));
  const { enabled, conditions } = anonymous;
  if (enabled === false) return true;
  return (
    Array.isArray(conditions) && conditions.length > 0 && conditions.every((each) => HARMLESS.includes(each?.path))
  );
}
