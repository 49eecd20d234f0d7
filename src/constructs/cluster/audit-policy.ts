import type { Construct } from 'constructs';
import {
  type AuditedRequest,
  type AuditedResources,
  AuditLevel,
  type AuditRule,
  auditRuleJson,
  levelOf,
} from '../../analysis/cluster/audit-policy';
import { AuditPreset, presetRules } from '../../analysis/cluster/audit-presets';
import { auditRuleProblem, unloggedRequest } from '../../analysis/cluster/audit-problem';
import { LEAST_AUDIT_LOG } from '../../analysis/cluster/component-flags';
import { apiVersionOf } from '../../analysis/cluster/versions';
import { pathOf } from '../construct-tree';
import { clusterVersion } from './cluster-version';
import { NodeFile, type NodeFilePlacement, yamlOf } from './node-file';
import { HARDENING_FOLDER, HARDENING_MOUNT, type ServerWiring } from './server-wiring';

/** How the API server keeps its audit log on the node. */
export interface AuditLogFiles {
  /**
   * Folder of the log on the node. The folder is mounted, not the file: rotation renames files in it.
   *
   * @default '/var/log/kubernetes/audit'
   */
  readonly folder?: string;
  /**
   * Days that old files are kept, at least 30. The guide of NSA and CISA keeps them for 1825.
   *
   * @default 30
   */
  readonly maxAgeDays?: number;
  /**
   * Number of old files that are kept, at least 10.
   *
   * @default 10
   */
  readonly maxBackups?: number;
  /**
   * Megabytes of a file before it is rotated, at least 100.
   *
   * @default 100
   */
  readonly maxSizeMegabytes?: number;
}

/** Options of an `AuditPolicy`. */
export interface AuditPolicyProps extends NodeFilePlacement {
  /**
   * What is logged where `rules` say nothing.
   *
   * @default AuditPreset.BALANCED
   */
  readonly preset?: AuditPreset;
  /**
   * Rules that come after those that protect credentials, and before the rest of the preset.
   *
   * @default - none
   */
  readonly rules?: AuditRule[];
  /**
   * Resources beside those of Kubernetes whose bodies hold credentials. They are logged without bodies, whatever `rules` say.
   *
   * @default - none
   */
  readonly credentials?: AuditedResources[];
  /**
   * The log on the node.
   *
   * @default - 30 days, 10 files of 100 MB in `/var/log/kubernetes/audit`
   */
  readonly logFiles?: AuditLogFiles;
  /**
   * Kubernetes version of the cluster, such as `1.36`.
   *
   * @default - that of the policy of the app, else the newest
   */
  readonly kubernetesVersion?: string;
}

/**
 * The audit policy of the API server: who did what, without credentials. Secrets, ConfigMaps, requested tokens and token
 * reviews are logged without bodies, whatever other rules say.
 *
 * @see https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/
 * @example
 * import { App } from 'cdk8s';
 * import { AuditPolicy } from 'cdk8s-hardened';
 *
 * const audit = new AuditPolicy(new App(), 'audit', {
 *   credentials: [{ apiGroup: 'vault.acme.example', resources: ['statics'] }],
 * });
 * // AuditLevel.METADATA
 * audit.levelOf({ verb: 'create', resource: 'serviceaccounts/token', namespaceName: 'shop' });
 */
export class AuditPolicy extends NodeFile {
  /** Kubernetes version that the file is for, such as `1.36`. */
  public readonly kubernetesVersion: string;
  private readonly rules: readonly AuditRule[];
  private readonly apiVersion: string;
  private readonly logFiles: Required<AuditLogFiles>;

  /**
   * Throws if a rule never matches or ends the policy, if the policy logs nothing of what each log must have, or if the log
   * keeps less than the CIS benchmark asks.
   *
   * @param scope the parent construct, such as the app
   * @param id id of the construct
   * @param props options
   */
  public constructor(scope: Construct, id: string, props: AuditPolicyProps = {}) {
    const at = pathOf(scope, id);
    const version = clusterVersion(scope, at, props.kubernetesVersion);
    const { preset = AuditPreset.BALANCED, rules: own = [], credentials = [] } = props;
    own.forEach((rule, index) => {
      const problem = auditRuleProblem(rule);
      if (problem) throw new Error(`"${at}": rule ${index + 1} ${problem}`);
    });
    for (const entry of credentials) {
      const problem = auditRuleProblem({ level: AuditLevel.METADATA, resources: [entry] });
      if (problem) throw new Error(`"${at}": an entry of credentials ${problem}`);
    }
    const { before, after } = presetRules(preset, credentials);
    const rules = [...before, ...own, ...after];
    const unlogged = unloggedRequest(rules, own);
    if (unlogged)
      throw new Error(`"${at}" logs nothing of ${unlogged}; narrow the rules of level None, or use Metadata`);
    const logFiles = logFilesOf(at, props.logFiles ?? {});
    super(scope, id, { path: `${HARDENING_FOLDER}/audit-policy.yaml`, text: '', folder: props.folder });
    this.kubernetesVersion = version;
    this.rules = rules;
    this.apiVersion = apiVersionOf('Policy', version) as string;
    this.logFiles = logFiles;
  }

  /**
   * Returns what the log has of a request: the level of the first rule that matches.
   *
   * @param request a request to the API server
   */
  public levelOf(request: AuditedRequest): AuditLevel {
    return levelOf(this.rules, request);
  }

  /** Path of the log on the node. */
  public get logPath(): string {
    return `${this.logFiles.folder}/audit.log`;
  }

  /** @internal */
  public override _text(): string {
    return yamlOf({
      ...{ apiVersion: this.apiVersion, kind: 'Policy' },
      ...{ omitStages: ['RequestReceived'], omitManagedFields: true },
      rules: this.rules.map(auditRuleJson),
    });
  }

  /** @internal */
  public _wiring(): ServerWiring {
    const { folder, maxAgeDays, maxBackups, maxSizeMegabytes } = this.logFiles;
    return {
      flags: {
        'audit-policy-file': this.path,
        'audit-log-path': this.logPath,
        'audit-log-maxage': `${maxAgeDays}`,
        'audit-log-maxbackup': `${maxBackups}`,
        'audit-log-maxsize': `${maxSizeMegabytes}`,
      },
      mounts: [HARDENING_MOUNT, { name: 'audit-log', path: folder, isReadOnly: false, type: 'DirectoryOrCreate' }],
    };
  }
}

function logFilesOf(at: string, given: AuditLogFiles): Required<AuditLogFiles> {
  const { folder = '/var/log/kubernetes/audit' } = given;
  if (!/^\/[\w./-]+[^/]$/.test(folder) || folder.includes('..'))
    throw new Error(
      `"${at}": the folder "${folder}" of the log is no absolute path; write it as "/var/log/kubernetes/audit"`,
    );
  const amounts = {
    ...LEAST_AUDIT_LOG,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  };
  for (const [name, least] of Object.entries(LEAST_AUDIT_LOG)) {
    const value = (amounts as any)[name];
    if (!Number.isInteger(value) || value < least)
      throw new Error(`"${at}": ${name} of the log is ${value}; use ${least} or more`);
  }
  return { ...amounts, folder };
}
