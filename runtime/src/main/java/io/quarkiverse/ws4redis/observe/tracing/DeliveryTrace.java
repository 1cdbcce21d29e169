package io.quarkiverse.ws4redis.observe.tracing;

/** A message on its way through this node: one for all sockets. Not all that have come are delivered. Any thread. */
public interface DeliveryTrace {

    /** It goes to so many event loops. Once, before the first of them has it. */
    void handedTo(int loops);

    /** One of the event loops has written it to so many sockets. */
    void delivered(int sockets);
}
