import type { Construct } from 'constructs';
import { staticVersionProblem } from '../../admission/static';
import { apiVersionOf } from '../../analysis/cluster/versions';

import { pathOf } from '../construct-tree';
import {
  type AdmissionPlugin,
  DEFAULT_EVENT_LIMITS,
  type EventRateLimit,
  eventLimitsJson,
  eventLimitsProblem,
  type PodSecurityDefaults,
  podSecurityJson,
  podSecurityProblem,
} from './admission-settings';
import { clusterVersion } from './cluster-version';
import { NodeFile, type NodeFilePlacement, yamlOf } from './node-file';
import { nodeFilesOf } from './node-files-of';
import {
  HARDENING_FOLDER,
  HARDENING_MOUNT,
  type ServerWiring,
  STATIC_FILL_FOLDER,
  STATIC_FOLDER,
} from './server-wiring';
import { staticPoliciesProblem } from './static-policies';

/** Options of an `AdmissionControl`. */
export interface AdmissionControlProps extends NodeFilePlacement {
  /**
   * Pod Security for namespaces without labels.
   *
   * @default - `baseline` is enforced, `restricted` is audited and warned about
   */
  readonly podSecurity?: PodSecurityDefaults;
  /**
   * Limits for new events.
   *
   * @default - 5000 a second in all, 50 of each namespace, 10 of each user
   */
  readonly eventRateLimits?: EventRateLimit[];
  /**
   * Whether each start of a container asks the registry whether the pod may have the image. Without it, every pod can use an image that
   * is on the node; with it, no pod starts while the registry does not answer.
   *
   * @default true
   */
  readonly alwaysPullImages?: boolean;
  /**
   * Further plugins that are switched on.
   *
   * @default - none
   */
  readonly plugins?: AdmissionPlugin[];
  /**
   * ValidatingAdmissionPolicies and their bindings that the API server reads from its disk, from Kubernetes 1.37 on: no one can
   * delete them through the API.
   *
   * @default - none
   */
  readonly staticPolicies?: { [field: string]: any }[];
  /**
   * Kubernetes version of the cluster, such as `1.36`.
   *
   * @default - that of the policy of the app, else the newest
   */
  readonly kubernetesVersion?: string;
}

/**
 * What the API server admits: Pod Security for namespaces without labels, limits for events, and the plugins that are switched on.
 * Without it, a namespace without labels allows privileged pods.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/
 * @example
 * import { App } from 'cdk8s';
 * import { AdmissionControl, PodSecurityLevel } from 'cdk8s-hardened';
 *
 * new AdmissionControl(new App(), 'admission', { podSecurity: { enforce: PodSecurityLevel.RESTRICTED } });
 */
export class AdmissionControl extends NodeFile {
  /** Kubernetes version that the file is for, such as `1.36`. */
  public readonly kubernetesVersion: string;
  private readonly plugins: readonly string[];
  private readonly configurations: readonly object[];

  /**
   * Throws for a level that allows everything, for limits with which the API server does not start, and for static policies that
   * it does not load.
   *
   * @param scope the parent construct, such as the app
   * @param id id of the construct
   * @param props options
   */
  public constructor(scope: Construct, id: string, props: AdmissionControlProps = {}) {
    const at = pathOf(scope, id);
    const version = clusterVersion(scope, at, props.kubernetesVersion);
    const { podSecurity = {}, eventRateLimits = [...DEFAULT_EVENT_LIMITS], plugins = [], staticPolicies = [] } = props;
    const problem =
      podSecurityProblem(podSecurity, version) ??
      eventLimitsProblem(eventRateLimits) ??
      (staticPolicies.length === 0 ? undefined : staticVersionProblem(version)) ??
      staticPoliciesProblem(staticPolicies);
    if (problem) throw new Error(`"${at}" ${problem}`);
    super(scope, id, { path: `${HARDENING_FOLDER}/admission-config.yaml`, text: '', folder: props.folder });
    this.kubernetesVersion = version;
    this.plugins = [
      ...new Set([
        'NodeRestriction', // the flag replaces kubeadm's list, which has it
        ...((props.alwaysPullImages ?? true) ? ['AlwaysPullImages'] : []),
        ...['DenyServiceExternalIPs', 'EventRateLimit'],
        ...plugins,
      ]),
    ];
    const configured = (name: string, kind: object, apiVersion?: string) => ({
      name,
      configuration: { apiVersion, ...kind },
    });
    this.configurations = [
      configured(
        'PodSecurity',
        podSecurityJson(podSecurity, version),
        apiVersionOf('PodSecurityConfiguration', version),
      ),
      configured('EventRateLimit', eventLimitsJson(eventRateLimits), apiVersionOf('EventRateLimit', version)),
    ];
    if (staticPolicies.length > 0)
      new NodeFile(this, 'Static', {
        ...{ path: `${STATIC_FOLDER}/policies.yaml`, folder: props.folder },
        text: yamlOf(...staticPolicies),
      });
  }

  /** @internal */
  public override _text(): string {
    const files = nodeFilesOf(this.node.root, this.folder);
    const has = (folder: string) => files.some(({ path }) => path.startsWith(`${folder}/`));
    return yamlOf({
      ...{ apiVersion: 'apiserver.config.k8s.io/v1', kind: 'AdmissionConfiguration' },
      plugins: [
        ...this.configurations,
        // Also the files of AdmissionPolicies.
        ...(has(STATIC_FOLDER) ? [staticPlugin('ValidatingAdmissionPolicy', STATIC_FOLDER)] : []),
        ...(has(STATIC_FILL_FOLDER) ? [staticPlugin('MutatingAdmissionPolicy', STATIC_FILL_FOLDER)] : []),
      ],
    });
  }

  /** @internal */
  public _wiring(): ServerWiring {
    return {
      flags: {
        'admission-control-config-file': this.path,
        'enable-admission-plugins': this.plugins.join(','),
      },
      mounts: [HARDENING_MOUNT],
    };
  }
}

function staticPlugin(name: string, staticManifestsDir: string): object {
  const apiVersion = 'apiserver.config.k8s.io/v1';
  return { name, configuration: { apiVersion, kind: `${name}Configuration`, staticManifestsDir } };
}
