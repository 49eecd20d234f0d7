package com.acme;

import io.github.cdk8shardened.Finding;
import io.github.cdk8shardened.IRule;
import io.github.cdk8shardened.Manifest;
import io.github.cdk8shardened.ManifestSet;
import io.github.cdk8shardened.RuleContext;
import io.github.cdk8shardened.RuleMeta;
import io.github.cdk8shardened.Severity;
import java.util.List;
import java.util.stream.Collectors;

/** A rule of the organisation: every workload names the team that is on call. */
final class OwnerLabel implements IRule {
    static final String OWNER = "acme.example.com/owner";

    @Override
    public RuleMeta getMeta() {
        return RuleMeta.builder()
                .id("acme-owner-label")
                .title("Workloads name the team that owns them")
                .severity(Severity.MEDIUM)
                .profiles(List.of("acme"))
                .standards(List.of("ACME 4.1"))
                .references(List.of("https://wiki.acme.example.com/on-call"))
                .build();
    }

    @Override
    public List<Finding> check(ManifestSet manifests, RuleContext target) {
        return manifests.getAll().stream()
                .filter(manifest -> manifest.getPodTemplate() != null && !manifest.getLabels().containsKey(OWNER))
                .map(OwnerLabel::findingIn)
                .collect(Collectors.toList());
    }

    private static Finding findingIn(Manifest manifest) {
        return Finding.builder()
                .rule("acme-owner-label")
                .severity(Severity.MEDIUM)
                .message(String.format("%s \"%s\" names no owner; set the label %s",
                        manifest.getObjectRef().getKind(), manifest.getObjectRef().getName(), OWNER))
                .objectRef(manifest.getObjectRef())
                .origin(manifest.getOrigin())
                .pointer("/metadata/labels")
                .fix(List.of())
                .build();
    }
}
