import { ApiObject, type ApiObjectMetadataDefinition, Chart } from 'cdk8s';
import type { IApiResource } from 'cdk8s-plus-28';
import { Construct, type IConstruct } from 'constructs';
import { kindLine } from '../../kubernetes/api/table';

/**
 * Returns the namespace of an object of this app; undefined for an object of the cluster, and for a kind. The object may be
 * of any line of cdk8s-plus, each of which has classes of its own.
 */
export function namespaceOf(resource: IApiResource): string | undefined {
  const { metadata } = resource as { readonly metadata?: ApiObjectMetadataDefinition };
  if (metadata === undefined || !Construct.isConstruct(resource)) return undefined;
  return metadata.namespace ?? Chart.of(resource).namespace;
}

/** Returns the object that a construct makes; undefined for a kind, and for an object of the cluster. */
export function objectOf(target: unknown): ApiObject | undefined {
  if (!Construct.isConstruct(target)) return undefined;
  if (ApiObject.isApiObject(target)) return target as ApiObject;
  const child = (target as IConstruct).node.defaultChild;
  return child && ApiObject.isApiObject(child) ? (child as ApiObject) : undefined;
}

/** Returns the plural that requests name, such as `cronjobs`; undefined for a kind that is not Kubernetes' own. */
export function pluralOf(apiVersion: string, kind: string): string | undefined {
  return kindLine(apiVersion, kind)?.resources?.find(({ name }) => !name.includes('/'))?.name;
}
