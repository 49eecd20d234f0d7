import { HEALTH_PATHS } from '../../../analysis/cluster/component-flags';
import { programIn } from '../../../analysis/cluster/flags/programs-in';
import { Severity } from '../../../engine/severity';
import { atLeast } from '../../../kubernetes/kubernetes-version';
import { componentRule } from '../../shared/control-plane/component-rule';
import { has, isFalse } from '../../shared/control-plane/predicates';
import type { Surroundings } from '../../shared/control-plane/requirements';

/** The version from which a file can limit anonymous requests to paths. */
const SINCE = '1.32';
/** What a node that joins by a token asks for without authentication. */
const CLUSTER_INFO = '/api/v1/namespaces/kube-public/configmaps/cluster-info';
const CONDITIONS = '/anonymous/conditions';
const HARMLESS: readonly unknown[] = [...HEALTH_PATHS, CLUSTER_INFO];

/** No fix for flags: the probes of kubeadm and a join by token are anonymous. */
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
      isFine: (anonymous, _, around) => anonymous !== undefined || isTooOld(around) || isOffByFlag(around),
      must: 'set $ to enabled false, or to health paths',
    },
    {
      ...{
        kind: 'AuthenticationConfiguration',
        field: CONDITIONS,
        cis: '1.2.1',
        fix: HEALTH_PATHS.map((path) => ({ path })),
      },
      isFine: (conditions, { anonymous }, around) =>
        anonymous?.enabled !== true || isTooOld(around) || listOf(conditions).length > 0,
      must: `set $ to the paths ${HEALTH_PATHS.join(', ')}`,
    },
    {
      ...{ kind: 'AuthenticationConfiguration', field: CONDITIONS, cis: '1.2.1' },
      isFine: (conditions) => listOf(conditions).every((each) => HARMLESS.includes(each?.path)),
      must: `remove all but the paths ${HEALTH_PATHS.join(', ')} from $`,
    },
  ],
});

function isTooOld({ kubernetesVersion }: Surroundings): boolean {
  return !atLeast(kubernetesVersion, SINCE);
}

/** Without the field, the flag of the API server decides. */
function isOffByFlag({ all }: Surroundings): boolean {
  return programIn(all, 'kube-apiserver').some(({ written }) => isFalse(written.get('anonymous-auth')?.value));
}

function listOf(value: unknown): readonly any[] {
  return Array.isArray(value) ? value : [];
}
