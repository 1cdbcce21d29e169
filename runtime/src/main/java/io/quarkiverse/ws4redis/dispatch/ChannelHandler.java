package io.quarkiverse.ws4redis.dispatch;

import io.quarkiverse.ws4redis.SlowConsumer;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsMessage;

/**
 * One channel's methods, called directly: the deployment module generates an implementation for each {@code @WsChannel}
 * class. A method that the class lacks has {@link Execution#ABSENT} and is never called.
 */
public interface ChannelHandler {

    /** {@return the channel's name} */
    String channel();

    /** {@return the class that declares the channel} */
    Class<?> type();

    /** {@return how many messages are kept; 0 for a channel without history} */
    int historySize();

    /** {@return how long they are kept after the last one, in milliseconds} */
    long historyMillis();

    /** {@return whether subscribers learn who else is there} */
    boolean presence();

    /** {@return what becomes of messages for a connection that does not keep up} */
    SlowConsumer slowConsumer();

    /** {@return how long a connection's granted permission to publish is remembered, in milliseconds; 0 for not at all} */
    long permissionMillis();

    /** {@return where {@link #canSubscribeTo} runs} */
    Execution subscribeExecution();

    /** {@return {@code Boolean}, a {@code Collection} of pks, {@code null}, or a {@code Uni} of one of them} */
    Object canSubscribeTo(WsCredentials who, WsMessage message);

    /** {@return where {@link #canPublishTo} runs} */
    Execution publishExecution();

    /** {@return whether {@link #canPublishTo} returns pks and so is asked once, with all pks of the request} */
    boolean publishGrantsPks();

    /** {@return {@code Boolean}, a {@code Collection} of pks, {@code null}, or a {@code Uni} of one of them} */
    Object canPublishTo(WsCredentials who, WsMessage message);

    /** {@return where {@link #onAction} runs for this action; {@link Execution#ABSENT} if nothing handles it} */
    Execution actionExecution(String action);

    /** {@return the handler's result, {@code null} for none, or a {@code Uni} of it} */
    Object onAction(WsCredentials who, WsMessage message);
}
