package com.acme;

import io.github.cdk8shardened.IAspect;
import org.cdk8s.ApiObject;
import software.constructs.IConstruct;

/** An aspect of the organisation: every object of a chart belongs to one team. */
final class OwnedBy implements IAspect {
    private final String team;

    OwnedBy(String team) {
        this.team = team;
    }

    @Override
    public void visit(IConstruct node) {
        if (node instanceof ApiObject) {
            ((ApiObject) node).getMetadata().addLabel(OwnerLabel.OWNER, team);
        }
    }
}
