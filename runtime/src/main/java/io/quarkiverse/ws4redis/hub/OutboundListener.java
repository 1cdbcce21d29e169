package io.quarkiverse.ws4redis.hub;

/** Whose way out it is. Called on the connection's event loop, and must not write to the {@link Outbound} that calls. */
public interface OutboundListener {

    /** More waits to be written than may; nothing is written any more. Once. */
    void onOverflow();

    /** Messages are missing; nothing is written any more. Once. */
    void onMissed();

    /** A message is dropped because others wait. */
    void onDrop();

    /** What has been flushed has not all gone out: the peer does not keep up. Each time. */
    void onLag();
}
