package com.acme;

import io.github.cdk8shardened.Aspects;
import io.github.cdk8shardened.HardeningChecks;
import java.util.List;
import org.cdk8s.ApiObjectMetadata;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.cdk8s.plus28.ContainerProps;
import org.cdk8s.plus28.Deployment;

/** A Deployment of cdk8s-plus as it is: the synth is refused, and nothing is written. */
public final class Refused {
    public static void main(String[] args) {
        App app = new App();
        Aspects.of(app).add(new HardeningChecks());
        Chart chart = new Chart(app, "shop", ChartProps.builder().namespace("shop").build());
        Deployment.Builder.create(chart, "cache")
                .metadata(ApiObjectMetadata.builder().name("cache").build())
                .containers(List.of(ContainerProps.builder()
                        .image("docker.io/library/redis:8.2")
                        .portNumber(6379)
                        .build()))
                .build();
        app.synth();
    }
}
