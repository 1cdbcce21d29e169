package io.quarkiverse.ws4redis.dispatch;

import io.quarkiverse.ws4redis.WsAuthRequest;
import io.quarkiverse.ws4redis.WsCredentials;

/**
 * One kind's authenticator, called directly: the deployment module generates an implementation for each
 * {@code @WsAuthenticator} class. A hook that the class lacks has {@link Execution#ABSENT} and is never called.
 */
public interface Authenticator {

    /** {@return the kind} */
    String kind();

    /** {@return where {@link #authenticate} runs} */
    Execution authExecution();

    /** {@return {@code WsCredentials}, {@code null} for "refused", or a {@code Uni} of them} */
    Object authenticate(WsAuthRequest request);

    /** {@return where {@link #online} runs} */
    default Execution onlineExecution() {
        return Execution.ABSENT;
    }

    /** {@return {@code null} or a {@code Uni}} */
    default Object online(WsCredentials who) {
        return null;
    }

    /** {@return where {@link #offline} runs} */
    default Execution offlineExecution() {
        return Execution.ABSENT;
    }

    /** {@return {@code null} or a {@code Uni}} */
    default Object offline(WsCredentials who) {
        return null;
    }
}
