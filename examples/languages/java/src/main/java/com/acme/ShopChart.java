package com.acme;

import io.github.cdk8shardened.IsolatedNamespace;
import io.github.cdk8shardened.Peer;
import io.github.cdk8shardened.SecureDeployment;
import java.util.List;
import java.util.Map;
import org.cdk8s.ApiObjectMetadata;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.cdk8s.plus28.ConfigMap;
import org.cdk8s.plus28.ContainerProps;
import org.cdk8s.plus28.ContainerSecurityContextProps;
import org.cdk8s.plus28.Deployment;
import org.cdk8s.plus28.PodConnectionsAllowFromOptions;
import org.cdk8s.plus28.PodConnectionsIsolation;
import software.constructs.Construct;

/** A shop with an API that reads its settings from the cluster, and a cache that a vendor wrote. */
final class ShopChart extends Chart {
    private static final String API =
            "ghcr.io/acme/shop-api@sha256:0c5a9e2f7b3d4816a2c9f0e1d7b6a5948372615049f8e7d6c5b4a39281706f5e";
    private static final String WEB =
            "ghcr.io/acme/shop-web@sha256:6f1bb3ddc80b4a6fd8f8b4e6d9a7ab8a1d8a0c36d3be4d5f0f9a2b7c1e5d4f30";

    ShopChart(Construct scope) {
        super(scope, "shop", ChartProps.builder().namespace("storefront").build());
        new IsolatedNamespace(this, "namespace");

        ConfigMap settings = ConfigMap.Builder.create(this, "settings").data(Map.of("currency", "EUR")).build();
        SecureDeployment api = SecureDeployment.Builder.create(this, "api")
                .containers(List.of(ContainerProps.builder().image(API).portNumber(8080).build()))
                .build();
        SecureDeployment web = SecureDeployment.Builder.create(this, "web")
                .containers(List.of(ContainerProps.builder().image(WEB).portNumber(8080).build()))
                .writablePaths(List.of("/var/cache/nginx"))
                .build();
        web.getConnections().allowFrom(Peer.ingressController());
        web.getConnections().allowTo(api);
        api.getAccount().allowRead(settings);

        // Written with cdk8s-plus alone; `Harden` completes it.
        Deployment cache = Deployment.Builder.create(this, "cache")
                .metadata(ApiObjectMetadata.builder().name("cache").build())
                .containers(List.of(ContainerProps.builder()
                        .image("docker.io/library/redis:8.2")
                        .portNumber(6379)
                        .securityContext(ContainerSecurityContextProps.builder().user(999).group(999).build())
                        .build()))
                .build();
        api.getConnections().allowTo(cache);
        cache.getConnections().allowFrom(api, PodConnectionsAllowFromOptions.builder()
                .isolation(PodConnectionsIsolation.POD)
                .build());
    }
}
