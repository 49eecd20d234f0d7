import type { Size } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import { quantityOf } from '../model/quantity';
import { securityProblem } from './pod-settings';
import type { SecureWorkloadProps } from './secure-workload-props';
import type { GrpcProbes, VolumeClaim } from './workload-settings';
import { TOKEN_PATH } from './workload-shape';

/** All props that some secure workload takes. */
export type AnySettings = SecureWorkloadProps & { readonly volumeClaims?: readonly VolumeClaim[] };

const NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const LABEL_PART = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const RUNS_ON = ['Deployment', 'StatefulSet', 'DaemonSet'];
const ENDS = ['Job', 'CronJob'];

/** What the API server would refuse, or what would have no effect, of the settings of a workload of a kind. */
export function settingsProblem(kind: string, restart: kplus.RestartPolicy, props: AnySettings): string | undefined {
  const problems = [restartProblem, securityProblem, nameProblem, volumeProblem, spreadProblem, amountProblem];
  for (const problem of problems) {
    const found = problem === restartProblem ? restartProblem(kind, restart) : undefined;
    if (found) return found;
  }
  return undefined;
}
