package io.quarkiverse.ws4redis.client;

import java.util.Optional;

/** Who is told about a connection. */
interface ConnectionListener {

    /** {@return where the application is in its personal channel} */
    Optional<Position> personalPosition();

    /** The acknowledgement of the personal channel, whose name is only known by it. */
    void personalSubscribed(Frame frame);

    /** Any frame that is not an answer. */
    void frame(Frame frame);

    void ready();

    void lost();

    void ended(Ws4RedisException error);
}
