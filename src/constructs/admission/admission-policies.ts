import { basename } from 'node:path';
import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { type SparedNamespace, sparedWith } from '../../admission/bindings';
import type { AdmissionFamily } from '../../admission/family';
import type { AdmissionGuard } from '../../admission/guards/admission-guard';
import type { AdmissionStage } from '../../admission/stage';
import { asStatic, FILL_FOLDER, staticFiles, staticVersionProblem } from '../../admission/static';
import type { AdmissionGap } from '../../admission/waived';
import { recordCreation } from '../../aspects/creation-site';
import { dayOfSynth, policyOver } from '../../aspects/hardening-policy';
import { NEWEST_VERSION } from '../../kubernetes/kubernetes-version';
import type { Policy } from '../../profiles/policy';
import { NodeFile, yamlOf } from '../cluster/node-file';
import { STATIC_FILL_FOLDER, STATIC_FOLDER } from '../cluster/server-wiring';
import { pathOf, removeNamespace } from '../construct-tree';

/** Options of `AdmissionPolicies`. */
export interface AdmissionPoliciesProps {
  /**
   * What happens to objects in namespaces. A namespace with the label `cdk8s-hardened/admission` can have a stricter stage, `warn` or
   * `deny`, but no milder one.
   *
   * @default AdmissionStage.AUDIT
   */
  readonly stage?: AdmissionStage;
  /**
   * What happens to objects without a namespace, such as a ClusterRole.
   *
   * @default - the same
   */
  readonly clusterStage?: AdmissionStage;
  /**
   * Last day, as `YYYY-MM-DD`, on which checks accept that bindings do not deny; `admission-webhook-fail-open` reports them else.
   *
   * @default - they are reported
   */
  readonly stagedUntil?: string;
  /**
   * The families of rules that the cluster enforces.
   *
   * @default - all
   */
  readonly families?: AdmissionFamily[];
  /**
   * Namespaces that no policy judges, in addition to `kube-system`.
   *
   * @default - `kube-system` alone
   */
  readonly spared?: SparedNamespace[];
  /**
   * What the cluster refuses by who asks: none spares a namespace. Users with the verb `override` on `guards` of the API group
   * `cdk8s-hardened.github.io`, for the name of a guard and in a ClusterRoleBinding, may do it; administrators with all power have it.
   *
   * @default - all
   */
  readonly guards?: AdmissionGuard[];
  /**
   * What guards do with a request of others.
   *
   * @default - the stage; for requests without a namespace, such as those about namespaces, that of the cluster
   */
  readonly guardStage?: AdmissionStage;
  /**
   * Groups whose members may use `kubectl exec`, `attach`, `port-forward`, `proxy` and `debug`. Those of accounts of a namespace are called
   * `system:serviceaccounts:` and its name.
   *
   * @default - none, beside those who may override the guard
   */
  readonly execGroups?: string[];
  /**
   * Whether new pods get what `fix` sets, where it is unset, by a MutatingAdmissionPolicy (Kubernetes 1.36): in the namespaces that deny. A
   * template is not denied there for what its pods get.
   *
   * @default false
   */
  readonly fill?: boolean;
  /**
   * Kubernetes version of the cluster, such as `1.34`.
   *
   * @default - that of the policy, else the newest
   */
  readonly kubernetesVersion?: string;
  /**
   * Whether the API server reads the policies from its disk, from Kubernetes 1.37 on: they hold from its first answer on, and no one
   * can delete them through the API. `app.synth()` then writes a file of the control plane for each policy in place of the objects, and
   * the `AdmissionControl` of the same folder names them to the API server.
   *
   * @default false
   * @see https://github.com/kubernetes/enhancements/tree/master/keps/sig-api-machinery/5793-manifest-based-admission-control-config
   */
  readonly isStatic?: boolean;
  /**
   * Folder in the output of the app for the files of static policies, as for other files of nodes.
   *
   * @default 'cluster'
   */
  readonly folder?: string;
  /**
   * Rules, options and waivers.
   *
   * @default - the policy of the app
   */
  readonly policy?: Policy;
}

/**
 * The rules of the app's policy as ValidatingAdmissionPolicies, one for each family of rules, with their bindings: the cluster then refuses
 * what a check refuses, from every sender. Options and waivers are those of the policy; a waiver ends on its last day. Guards are policies
 * about who may do something, such as `kubectl exec`.
 *
 * With `fill`, new pods are filled first with what `fix` sets; what would stop a container is withheld, and no explicit value is replaced.
 *
 * Waivers of `Waivers.of` are not in them, as a cluster knows no constructs.
 *
 * @see https://github.com/cdk8s-hardened/cdk8s-hardened/blob/main/docs/admission.md
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { AdmissionPolicies, AdmissionStage, HardeningPolicy } from 'cdk8s-hardened';
 *
 * const app = new App();
 * HardeningPolicy.of(app).set({ kubernetesVersion: '1.36' });
 * const chart = new Chart(app, 'admission');
 * new AdmissionPolicies(chart, 'policies', {
 *   stage: AdmissionStage.WARN,
 *   stagedUntil: '2027-03-31',
 *   execGroups: ['on-call'],
 *   fill: true,
 * });
 */
export class AdmissionPolicies extends Construct {
  /** What no policy enforces or accepts, and why: it stays with `check`. */
  public readonly leftOut: AdmissionGap[];

  /**
   * Throws for a Kubernetes version before 1.30, which has no such policies, before 1.36 with `fill` or before 1.37 for static ones, for
   * an invalid policy, for a spared namespace without a reason, for a group that holds everyone, and for a day that is none.
   *
   * @param scope the parent construct, such as a chart of its own
   * @param id id of the construct
   * @param props options
   */
  public constructor(scope: Construct, id: string, props: AdmissionPoliciesProps = {}) {
    const { policy, spared, isStatic = false, folder, ...settings } = props;
    const { today, ...followed } = policyOver(scope).followed;
    const set = madeFor(pathOf(scope, id), () => {
      const version = settings.kubernetesVersion ?? policy?.kubernetesVersion ?? followed.kubernetesVersion;
      const problem = isStatic ? staticVersionProblem(version ?? NEWEST_VERSION) : undefined;
      if (problem) throw new Error(problem);
      // The expressions of all rules are loaded where they are needed alone.
      const { admissionPolicies } = require('../../admission/admission-policies') as Made;
      return admissionPolicies({
        ...settings,
        isStatic,
        policy: policy ?? followed,
        today: today ?? dayOfSynth(),
        spared: sparedWith(spared),
      });
    });
    super(scope, id);
    recordCreation(this);
    this.leftOut = [...set.leftOut];
    if (isStatic) for (const [name, objects] of staticFiles(asStatic(set.objects))) this.addFile(name, objects, folder);
    else for (const object of set.objects) removeNamespace(new ApiObject(this, object.metadata.name, object));
  }

  private addFile(name: string, objects: readonly object[], folder?: string): void {
    const at = name.startsWith(FILL_FOLDER) ? STATIC_FILL_FOLDER : STATIC_FOLDER;
    const file = basename(name);
    new NodeFile(this, basename(file, '.yaml'), { path: `${at}/${file}`, text: yamlOf(...objects), folder });
  }
}

type Made = typeof import('../../admission/admission-policies');

function madeFor<T>(path: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw new Error(`"${path}": ${(error as Error).message}`);
  }
}
