package io.quarkiverse.ws4redis.dispatch;

import io.quarkiverse.ws4redis.WsChange;

/**
 * Where the changes of an entity go and what is sent of it: the deployment module generates an implementation for each
 * {@code @WsBroadcast}, and for each {@code @WsChannel} with broadcasts.
 */
public interface EntityBroadcast {

    /** {@return the entity} */
    Class<?> type();

    /** {@return its name in messages} */
    String entity();

    /** {@return the channel} */
    String channel();

    /** {@return the to-one associations to the entity whose identifier is the pk, with dots; empty for the entity itself} */
    String via();

    /** {@return whether such a change is published} */
    boolean covers(WsChange change);

    /** {@return the view by which Jackson writes what {@link #data} returns; {@code null} for a projection} */
    Class<?> view();

    /** {@return what is sent of an entity, for Jackson} */
    Object data(Object entity);
}
