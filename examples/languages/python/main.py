from __future__ import annotations

import cdk8s_plus_28 as kplus
import jsii
from cdk8s import ApiObject, App, Chart
from cdk8s_hardened import (
    Aspects,
    ClusterApiServer,
    ClusterFacts,
    Defaults,
    Finding,
    Harden,
    HardeningChecks,
    IAspect,
    IRule,
    IsolatedNamespace,
    ManifestSet,
    Peer,
    PodSecurityLevel,
    Profiles,
    RuleMeta,
    SecureDeployment,
    Severity,
    Waiver,
)
from constructs import Construct, IConstruct

OWNER = "acme.example.com/owner"
API = "ghcr.io/acme/shop-api@sha256:0c5a9e2f7b3d4816a2c9f0e1d7b6a5948372615049f8e7d6c5b4a39281706f5e"
WEB = "ghcr.io/acme/shop-web@sha256:6f1bb3ddc80b4a6fd8f8b4e6d9a7ab8a1d8a0c36d3be4d5f0f9a2b7c1e5d4f30"


@jsii.implements(IRule)
class OwnerLabel:
    """A rule of the organisation: every workload names the team that is on call."""

    @property
    def meta(self) -> RuleMeta:
        return RuleMeta(
            id="acme-owner-label",
            title="Workloads name the team that owns them",
            severity=Severity.MEDIUM,
            profiles=["acme"],
            standards=["ACME 4.1"],
            references=["https://wiki.acme.example.com/on-call"],
        )

    def check(
        self,
        manifests: ManifestSet,
        *,
        kubernetes_version: str,
        pod_security_level: PodSecurityLevel,
        **_: object,  # also what later versions of the library add
    ) -> list[Finding]:
        return [
            Finding(
                rule="acme-owner-label",
                severity=Severity.MEDIUM,
                message=f'{manifest.object_ref.kind} "{manifest.object_ref.name}" names no owner; set the label {OWNER}',
                object_ref=manifest.object_ref,
                origin=manifest.origin,
                pointer="/metadata/labels",
                fix=[],
            )
            for manifest in manifests.all
            if manifest.pod_template and not manifest.labels.get(OWNER)
        ]


@jsii.implements(IAspect)
class OwnedBy:
    """An aspect of the organisation: every object of a chart belongs to one team."""

    def __init__(self, team: str) -> None:
        self._team = team

    def visit(self, node: IConstruct) -> None:
        if isinstance(node, ApiObject):
            node.metadata.add_label(OWNER, self._team)


class ShopChart(Chart):
    """A shop with an API that reads its settings from the cluster, and a cache that a vendor wrote."""

    def __init__(self, scope: Construct) -> None:
        super().__init__(scope, "shop", namespace="storefront")
        IsolatedNamespace(self, "namespace")

        settings = kplus.ConfigMap(self, "settings", data={"currency": "EUR"})
        api = SecureDeployment(self, "api", containers=[kplus.ContainerProps(image=API, port_number=8080)])
        web = SecureDeployment(
            self,
            "web",
            containers=[kplus.ContainerProps(image=WEB, port_number=8080)],
            writable_paths=["/var/cache/nginx"],
        )
        web.connections.allow_from(Peer.ingress_controller())
        web.connections.allow_to(api)
        api.account.allow_read(settings)

        # Written with cdk8s-plus alone; `Harden` completes it.
        cache = kplus.Deployment(
            self,
            "cache",
            metadata={"name": "cache"},
            containers=[
                kplus.ContainerProps(
                    image="docker.io/library/redis:8.2",
                    port_number=6379,
                    security_context=kplus.ContainerSecurityContextProps(user=999, group=999),
                )
            ],
        )
        api.connections.allow_to(cache)
        cache.connections.allow_from(api, isolation=kplus.PodConnectionsIsolation.POD)


def build(app: App) -> ShopChart:
    """Adds the shop to an app that is checked as a whole."""
    Defaults.of(app).set(cluster=ClusterFacts(api_server=ClusterApiServer(addresses=["10.0.0.1/32"])))
    Aspects.of(app).add(OwnedBy("shop-team"))
    Aspects.of(app).add(Harden())
    Aspects.of(app).add(
        HardeningChecks(
            profile=Profiles.nsa().with_rules(OwnerLabel()),
            waivers=[
                Waiver(
                    rule="image-not-pinned-by-digest",
                    kind="Deployment",
                    namespace_name="storefront",
                    name="cache",
                    reason="the registry mirror of the vendor keeps no digests",
                    expires="2099-12-31",
                    ticket="SHOP-42",
                )
            ],
        )
    )
    return ShopChart(app)


if __name__ == "__main__":
    app = App()
    build(app)
    app.synth()
