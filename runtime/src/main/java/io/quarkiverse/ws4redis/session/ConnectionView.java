package io.quarkiverse.ws4redis.session;

import java.time.Instant;
import java.util.Set;

import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.protocol.Topic;

/** A connection, for those who only look at it. To be read on its event loop. */
public interface ConnectionView {

    /** {@return its id} */
    String id();

    /** {@return the facility that it came to} */
    String facility();

    /** {@return who it is; {@code null} before authentication} */
    WsCredentials who();

    /** {@return when it was opened} */
    Instant since();

    /** {@return what it is subscribed to, the personal channel included} */
    Set<Topic> subscriptions();

    /** {@return how many bytes wait to be written to it} */
    long waitingBytes();
}
