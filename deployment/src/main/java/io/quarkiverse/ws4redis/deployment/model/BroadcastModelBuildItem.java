package io.quarkiverse.ws4redis.deployment.model;

import java.util.Set;

import org.jboss.jandex.ClassInfo;

import io.quarkiverse.ws4redis.WsChange;
import io.quarkus.builder.item.MultiBuildItem;

/** The changes of an entity that go to a channel, validated. */
public final class BroadcastModelBuildItem extends MultiBuildItem {

    private final ClassInfo type;
    private final String entity;
    private final String channel;
    private final String via;
    private final Set<WsChange> changes;
    private final BroadcastData data;

    BroadcastModelBuildItem(ClassInfo type, String entity, String channel, String via, Set<WsChange> changes,
            BroadcastData data) {
        this.type = type;
        this.entity = entity;
        this.channel = channel;
        this.via = via;
        this.changes = changes;
        this.data = data;
    }

    /** {@return the entity} */
    public ClassInfo type() {
        return type;
    }

    /** {@return its name for JPA, which messages name it by} */
    public String entity() {
        return entity;
    }

    /** {@return the channel} */
    public String channel() {
        return channel;
    }

    /** {@return the way to the entity whose identifier is the pk; empty for the entity itself} */
    public String via() {
        return via;
    }

    /** {@return the changes, at least one, in their natural order} */
    public Set<WsChange> changes() {
        return changes;
    }

    /** {@return what is sent of the entity} */
    public BroadcastData data() {
        return data;
    }
}
