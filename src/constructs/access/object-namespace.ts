import { type ApiObjectMetadataDefinition, Chart } from 'cdk8s';
import type { IApiResource } from 'cdk8s-plus-28';
import { Construct } from 'constructs';

/**
 * Returns the namespace of an object of this app; undefined for an object of the cluster, and for a kind. The object may be
 * of any line of cdk8s-plus, each of which has classes of its own.
 */
export function namespaceOf(resource: IApiResource): string | undefined {
  const { metadata } = resource as { readonly metadata?: ApiObjectMetadataDefinition };
  if (metadata === undefined || !Construct.isConstruct(resource)) return undefined;
  return metadata.namespace ?? Chart.of(resource).namespace;
}
