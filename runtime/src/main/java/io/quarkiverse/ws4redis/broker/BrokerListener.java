package io.quarkiverse.ws4redis.broker;

import java.util.Collection;

import io.vertx.core.buffer.Buffer;

/** What the broker tells the stage after it. All calls come on the link's event loop and must not block. */
public interface BrokerListener {

    /** A message, in Redis' order per channel. */
    void onMessage(String redisChannel, Buffer payload);

    /** The link was lost: these channels were subscribed and may have missed messages. Once per loss. */
    void onGap(Collection<String> redisChannels);

    /** The link works, and all subscriptions are restored. */
    void onLinkUp();
}
