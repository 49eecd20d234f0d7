import { PodSecurityLevel } from '../../engine/rule';
import { minorVersion } from '../../kubernetes/kubernetes-version';
import { isLabelOfDns } from '../object-name';

/**
 * Pod Security for namespaces without labels.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-admission-controller/
 */
export interface PodSecurityDefaults {
  /**
   * The level that is enforced where a namespace has no label; not `PRIVILEGED`.
   *
   * @default PodSecurityLevel.BASELINE
   */
  readonly enforce?: PodSecurityLevel;
  /**
   * The level that is audited and warned about.
   *
   * @default PodSecurityLevel.RESTRICTED
   */
  readonly warn?: PodSecurityLevel;
  /**
   * The version of the standards, such as `1.36`.
   *
   * @default - the Kubernetes version of the cluster
   */
  readonly version?: string;
  /**
   * Namespaces that nothing is asked of. Label others instead: a label says the level.
   *
   * @default - `kube-system`, whose pods come with the cluster
   */
  readonly exemptNamespaces?: string[];
}

/** What events are counted by. */
export enum EventRateLimitType {
  /** All events together. */
  SERVER = 'Server',
  /** The events of each namespace. */
  NAMESPACE = 'Namespace',
  /** The events of each user. */
  USER = 'User',
  /** The events of each source about each object. */
  SOURCE_AND_OBJECT = 'SourceAndObject',
}

/** A limit for new events, so that no workload fills etcd with them. */
export interface EventRateLimit {
  /** What events are counted by. */
  readonly countedBy: EventRateLimitType;
  /** Events a second, in the long run. */
  readonly qps: number;
  /** Events at once. */
  readonly burst: number;
  /**
   * Number of namespaces, users or sources that are remembered.
   *
   * @default 4096
   */
  readonly cacheSize?: number;
}

/** Admission plugins that are off by default, beside those that `AdmissionControl` switches on by itself. */
export enum AdmissionPlugin {
  /** Gives pods that ask for extended resources a toleration. */
  EXTENDED_RESOURCE_TOLERATION = 'ExtendedResourceToleration',
  /** Refuses anti-affinity by keys other than the host name. */
  LIMIT_POD_HARD_ANTI_AFFINITY_TOPOLOGY = 'LimitPodHardAntiAffinityTopology',
  /** Refuses objects in namespaces that do not exist. */
  NAMESPACE_EXISTS = 'NamespaceExists',
  /** Lets only those set an owner who may delete the object. */
  OWNER_REFERENCES_PERMISSION_ENFORCEMENT = 'OwnerReferencesPermissionEnforcement',
  /** Gives pods the node selector of their namespace. */
  POD_NODE_SELECTOR = 'PodNodeSelector',
  /** Compares tolerations of pods with those of their namespace. */
  POD_TOLERATION_RESTRICTION = 'PodTolerationRestriction',
}

/** The limits of an API server where its author gives none. */
export const DEFAULT_EVENT_LIMITS: readonly EventRateLimit[] = [
  { countedBy: EventRateLimitType.SERVER, qps: 5000, burst: 20_000 },
  { countedBy: EventRateLimitType.NAMESPACE, qps: 50, burst: 100, cacheSize: 2000 },
  { countedBy: EventRateLimitType.USER, qps: 10, burst: 50 },
];

/** Returns what is wrong with limits. */
export function eventLimitsProblem(limits: readonly EventRateLimit[]): string | undefined {
  if (limits.length === 0)
    return 'has no limit of events, and with the plugin and no limit the API server does not start';
  for (const { countedBy, qps, burst, cacheSize } of limits) {
    const wrong = [qps, burst, cacheSize ?? 1].find((value) => !Number.isInteger(value) || value <= 0);
    if (wrong !== undefined) return `has a limit of ${countedBy} events with ${wrong}; use whole numbers above zero`;
    if (cacheSize !== undefined && countedBy === EventRateLimitType.SERVER)
      return 'has a cacheSize for the limit of all events, which counts nothing apart; leave it out';
  }
  const twice = limits.find(
    ({ countedBy }, index) => limits.findIndex((each) => each.countedBy === countedBy) !== index,
  );
  return twice && `has two limits of ${twice.countedBy} events; keep one`;
}

/** Returns what is wrong with Pod Security for namespaces without labels. */
export function podSecurityProblem(defaults: PodSecurityDefaults, clusterVersion: string): string | undefined {
  const { enforce, version, exemptNamespaces = [] } = defaults;
  if (enforce === PodSecurityLevel.PRIVILEGED)
    return `enforces "${enforce}" where a namespace has no label, which allows everything; use BASELINE, and label the namespaces that need more`;
  if (version !== undefined && minorVersion(version) > minorVersion(clusterVersion))
    return `has version ${version} of the Pod Security Standards, and the cluster is Kubernetes ${clusterVersion}; use ${clusterVersion} or older`;
  const wrong = exemptNamespaces.find((name) => !isLabelOfDns(name));
  if (wrong !== undefined) return `exempts the namespace "${wrong}"; write its whole name, without patterns`;
  const twice = exemptNamespaces.find((name, index) => exemptNamespaces.indexOf(name) !== index);
  return twice === undefined ? undefined : `exempts the namespace "${twice}" twice; remove one`;
}

/** Returns the configuration of the plugin PodSecurity, without its API version. */
export function podSecurityJson(defaults: PodSecurityDefaults, clusterVersion: string): object {
  const { enforce = PodSecurityLevel.BASELINE, warn = PodSecurityLevel.RESTRICTED } = defaults;
  const { exemptNamespaces = ['kube-system'] } = defaults;
  const version = `v1.${minorVersion(defaults.version ?? clusterVersion)}`;
  return {
    kind: 'PodSecurityConfiguration',
    defaults: {
      ...{ enforce, 'enforce-version': version, audit: warn, 'audit-version': version },
      ...{ warn, 'warn-version': version },
    },
    exemptions: { usernames: [], runtimeClasses: [], namespaces: exemptNamespaces },
  };
}

/** Returns the configuration of the plugin EventRateLimit, without its API version. */
export function eventLimitsJson(limits: readonly EventRateLimit[]): object {
  return {
    kind: 'Configuration',
    limits: limits.map(({ countedBy, qps, burst, cacheSize }) => ({ type: countedBy, qps, burst, cacheSize })),
  };
}
