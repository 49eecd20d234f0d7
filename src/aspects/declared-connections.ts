import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { NETWORK_POLICY } from '../analysis/network/policy-rules';
import { CILIUM_NETWORK_POLICY } from '../analysis/network/reachability/cilium-policies';
import { declare } from '../analysis/network/reachability/declared';
import { Manifest } from '../model/manifest';
import { ManifestSet } from '../model/manifest-set';

/** A workload of this library, also of the package for another line of cdk8s-plus. */
interface DeclaringWorkload {
  readonly connections: { readonly _declared: { toPolicySpec(): any; toCiliumSpec(): any } };
}

/** Makes known of the objects of an app what its workloads declare, so that the rest can be told from it. */
export function declareConnections(app: IConstruct, all: ManifestSet): void {
  declare(all, () => {
    const specs = new Map<string, any>();
    const workloads = new Set<string>();
    for (const construct of app.node.findAll()) {
      const { connections } = construct as Partial<DeclaringWorkload>;
      if (!connections?._declared) continue;
      const { _declared: own } = connections;
      specs.set(nameOf(construct.node.findChild('NetworkPolicy') as ApiObject), own.toPolicySpec());
      const beside = construct.node.tryFindChild('CiliumNetworkPolicy') as ApiObject | undefined;
      if (beside) specs.set(nameOf(beside), own.toCiliumSpec());
      workloads.add(nameOf(ApiObject.of(construct)));
    }
    const objects = all.all.flatMap((manifest) => {
      if (![NETWORK_POLICY, CILIUM_NETWORK_POLICY].includes(manifest.groupKind)) return manifest;
      const { kind, name } = manifest.objectRef;
      const spec = specs.get(`${manifest.effectiveNamespace}/${name}[${kind}]`);
      return spec ? Manifest.fromJson({ ...manifest.json, spec }) : [];
    });
    return { objects: ManifestSet.fromManifests(objects), workloads };
  });
}

function nameOf(object: ApiObject): string {
  return `${object.metadata.namespace ?? object.chart.namespace ?? 'default'}/${object.name}[${object.kind}]`;
}
