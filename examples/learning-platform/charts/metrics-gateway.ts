import { type App, Chart, Include, JsonPatch } from 'cdk8s';
import { Aspects, Harden, IsolatedNamespace, Peer } from 'cdk8s-hardened';
import * as kplus from 'cdk8s-plus-28';

const LABELS = { 'app.kubernetes.io/name': 'metrics-gateway' };
const API_SERVER = Peer.cidr('10.0.0.1/32');
const PROMETHEUS = Peer.pods({ 'app.kubernetes.io/name': 'prometheus' }, 'observability');

/** A vendor's release, from a file beside the app. `Harden` sets what the vendor left unset. */
export class MetricsGatewayChart extends Chart {
  public readonly release: Include;

  public constructor(app: App, release: string) {
    super(app, 'metrics-gateway', { namespace: 'metrics-gateway' });
    Aspects.of(this).add(new Harden());
    this.release = new Include(this, 'release', { url: release });

    // In place of the vendor's Namespace: with Pod Security labels, quota, limits and default deny.
    this.release.node.tryRemoveChild('metrics-gateway-namespace');
    new IsolatedNamespace(this, 'namespace', { allowDns: true, quota: { pods: 5 } });
    new kplus.NetworkPolicy(this, 'policy', {
      selector: kplus.Pods.select(this, 'pods', { labels: LABELS }),
      ingress: { rules: [{ peer: PROMETHEUS, ports: [kplus.NetworkPolicyPort.tcp(9091)] }] },
      egress: { rules: [{ peer: API_SERVER, ports: [kplus.NetworkPolicyPort.tcp(443)] }] },
    });

    // A size needs a decision; `Harden` makes none.
    const deployment = this.release.apiObjects.find(({ kind }) => kind === 'Deployment');
    deployment?.addJsonPatch(JsonPatch.add('/spec/template/spec/volumes/1/emptyDir/sizeLimit', '256Mi'));
  }
}
