import { ApiObject, type App, Chart } from 'cdk8s';
import {
  Aspects,
  Defaults,
  type Finding,
  Harden,
  HardeningChecks,
  type IAspect,
  type IRule,
  IsolatedNamespace,
  type ManifestSet,
  Peer,
  Profiles,
  SecureDeployment,
  Severity,
} from 'cdk8s-hardened';
import * as kplus from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';

const OWNER = 'acme.example.com/owner';
const API = 'ghcr.io/acme/shop-api@sha256:0c5a9e2f7b3d4816a2c9f0e1d7b6a5948372615049f8e7d6c5b4a39281706f5e';
const WEB = 'ghcr.io/acme/shop-web@sha256:6f1bb3ddc80b4a6fd8f8b4e6d9a7ab8a1d8a0c36d3be4d5f0f9a2b7c1e5d4f30';

/** A rule of the organisation: every workload names the team that is on call. */
class OwnerLabel implements IRule {
  public readonly meta = {
    id: 'acme-owner-label',
    title: 'Workloads name the team that owns them',
    severity: Severity.MEDIUM,
    profiles: ['acme'],
    standards: ['ACME 4.1'],
    references: ['https://wiki.acme.example.com/on-call'],
  };

  public check(manifests: ManifestSet): Finding[] {
    return manifests.all
      .filter(({ podTemplate, labels }) => podTemplate && !labels[OWNER])
      .map(({ objectRef, origin }) => ({
        rule: this.meta.id,
        severity: this.meta.severity,
        message: `${objectRef.kind} "${objectRef.name}" names no owner; set the label ${OWNER}`,
        objectRef,
        origin,
        pointer: '/metadata/labels',
        fix: [],
      }));
  }
}

/** An aspect of the organisation: every object of a chart belongs to one team. */
class OwnedBy implements IAspect {
  public constructor(private readonly team: string) {}

  public visit(node: IConstruct): void {
    if (ApiObject.isApiObject(node)) node.metadata.addLabel(OWNER, this.team);
  }
}

/** A shop with an API that reads its settings from the cluster, and a cache that a vendor wrote. */
export class ShopChart extends Chart {
  public constructor(app: App) {
    super(app, 'shop', { namespace: 'storefront' });
    new IsolatedNamespace(this, 'namespace');

    const settings = new kplus.ConfigMap(this, 'settings', { data: { currency: 'EUR' } });
    const api = new SecureDeployment(this, 'api', { containers: [{ image: API, portNumber: 8080 }] });
    const web = new SecureDeployment(this, 'web', {
      containers: [{ image: WEB, portNumber: 8080 }],
      writablePaths: ['/var/cache/nginx'],
    });
    web.connections.allowFrom(Peer.ingressController());
    web.connections.allowTo(api);
    api.account.allowRead(settings);

    // Written with cdk8s-plus alone; `Harden` completes it.
    const cache = new kplus.Deployment(this, 'cache', {
      metadata: { name: 'cache' },
      containers: [
        { image: 'docker.io/library/redis:8.2', portNumber: 6379, securityContext: { user: 999, group: 999 } },
      ],
    });
    api.connections.allowTo(cache);
    cache.connections.allowFrom(api, { isolation: kplus.PodConnectionsIsolation.POD });
  }
}

/** Adds the shop to an app that is checked as a whole. */
export function buildShop(app: App): ShopChart {
  Defaults.of(app).set({ cluster: { apiServer: { addresses: ['10.0.0.1/32'] } } });
  Aspects.of(app).add(new OwnedBy('shop-team'));
  Aspects.of(app).add(new Harden());
  Aspects.of(app).add(
    new HardeningChecks({
      profile: Profiles.nsa().withRules(new OwnerLabel()),
      waivers: [
        {
          rule: 'image-not-pinned-by-digest',
          kind: 'Deployment',
          namespaceName: 'storefront',
          name: 'cache',
          reason: 'the registry mirror of the vendor keeps no digests',
          expires: '2099-12-31',
          ticket: 'SHOP-42',
        },
      ],
    }),
  );
  return new ShopChart(app);
}
