package io.quarkiverse.ws4redis.deployment.model;

import java.util.Set;

import org.jboss.jandex.ClassInfo;

import io.quarkiverse.ws4redis.WsChange;
import io.quarkus.builder.item.MultiBuildItem;

/** Whose permissions depend on an entity, validated. */
public final class RecheckModelBuildItem extends MultiBuildItem {

    private final ClassInfo type;
    private final String channel;
    private final String kind;
    private final String via;
    private final Set<WsChange> changes;

    RecheckModelBuildItem(ClassInfo type, String channel, String kind, String via, Set<WsChange> changes) {
        this.type = type;
        this.channel = channel;
        this.kind = kind;
        this.via = via;
        this.changes = changes;
    }

    /** {@return the entity} */
    public ClassInfo type() {
        return type;
    }

    /** {@return the channel whose subscribers are asked about; empty if it is an identity} */
    public String channel() {
        return channel;
    }

    /** {@return the kind of the identity that is asked about; empty if it is a channel's subscribers} */
    public String kind() {
        return kind;
    }

    /** {@return the way to the entity whose identifier is the pk; empty for the entity itself} */
    public String via() {
        return via;
    }

    /** {@return the changes, at least one, in their natural order} */
    public Set<WsChange> changes() {
        return changes;
    }
}
