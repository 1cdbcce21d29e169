package io.quarkiverse.ws4redis.dispatch;

import io.quarkiverse.ws4redis.WsChange;

/**
 * Whose permissions depend on an entity: the deployment module generates an implementation for each {@code @WsRecheck}, and for
 * each {@code @WsChannel} with a recheck.
 */
public interface EntityRecheck {

    /** {@return the entity} */
    Class<?> type();

    /** {@return the channel whose subscribers are asked about; empty if it is an identity} */
    String channel();

    /** {@return the kind of the identity that is asked about; empty if it is a channel's subscribers} */
    String kind();

    /** {@return the to-one associations to the entity whose identifier is the pk, with dots; empty for the entity itself} */
    String via();

    /** {@return whether it is asked after such a change} */
    boolean covers(WsChange change);
}
