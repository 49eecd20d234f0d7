package com.acme;

import io.github.cdk8shardened.Aspects;
import io.github.cdk8shardened.ClusterApiServer;
import io.github.cdk8shardened.ClusterFacts;
import io.github.cdk8shardened.Defaults;
import io.github.cdk8shardened.DefaultsProps;
import io.github.cdk8shardened.Harden;
import io.github.cdk8shardened.HardeningChecks;
import io.github.cdk8shardened.Profiles;
import io.github.cdk8shardened.Waiver;
import java.util.List;
import org.cdk8s.App;

public final class Main {
    public static void main(String[] args) {
        App app = new App();
        Defaults.of(app).set(DefaultsProps.builder()
                .cluster(ClusterFacts.builder()
                        .apiServer(ClusterApiServer.builder().addresses(List.of("10.0.0.1/32")).build())
                        .build())
                .build());
        Aspects.of(app).add(new OwnedBy("shop-team"));
        Aspects.of(app).add(new Harden());
        Aspects.of(app).add(HardeningChecks.Builder.create()
                .profile(Profiles.nsa().withRules(new OwnerLabel()))
                .waivers(List.of(Waiver.builder()
                        .rule("image-not-pinned-by-digest")
                        .kind("Deployment")
                        .namespaceName("storefront")
                        .name("cache")
                        .reason("the registry mirror of the vendor keeps no digests")
                        .expires("2099-12-31")
                        .ticket("SHOP-42")
                        .build()))
                .build());
        new ShopChart(app);
        app.synth();
    }
}
