import { Inspection } from './inspection';
import type { Problem } from './problem';
import type { ObjectType } from './shape';
import { kindLine, NEWEST_MINOR, OLDEST_MINOR } from './table';
import { Types } from './types';
import { explainUnknownKind } from './unknown-kind';
import { checkMetadata } from './validation/metadata';

/** What Kubernetes itself knows of its API, in one version. */
export class KubernetesApi {
  private readonly minor: number;
  /** By minor: an object of a kind that the version does not serve is read as the nearest version did. */
  private readonly types = new Map<number, Types>();

  /** `1.34`, `v1.34.2` or `latest`. Older versions than the table has are read as its oldest. */
  public constructor(version: string) {
    const match = /^v?1\.(\d{1,3})(?:[.+-].*)?$/.exec(version);
    if (version !== 'latest' && !match) throw new Error(`"${version}" is not a Kubernetes version; use 1.N or latest`);
    this.minor = match ? Math.min(Math.max(Number(match[1]), OLDEST_MINOR), NEWEST_MINOR) : NEWEST_MINOR;
  }

  /** What is wrong with an object; nothing is known of kinds in groups that are not Kubernetes' own. */
  public problems(json: any): Problem[] {
    const { apiVersion, kind } = json ?? {};
    if (typeof apiVersion !== 'string' || typeof kind !== 'string') return [];
    const type = this.typeOf(apiVersion, kind);
    if (!type) return explainUnknownKind(apiVersion, kind, this.minor);
    const inspection = new Inspection(json, type, this.minor);
    inspection.run();
    const isNamespaced = kindLine(apiVersion, kind)?.isNamespaced;
    if (isNamespaced !== undefined && inspection.isReadable) checkMetadata(json, isNamespaced, inspection);
    return inspection.problems;
  }

  private typeOf(apiVersion: string, kind: string): ObjectType | undefined {
    const line = kindLine(apiVersion, kind);
    if (!line) return undefined;
    const minor = Math.min(Math.max(this.minor, line.since), line.until);
    let types = this.types.get(minor);
    if (!types) {
      types = new Types(minor);
      this.types.set(minor, types);
    }
    return types.of(line.type);
  }
}
