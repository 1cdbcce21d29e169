package io.quarkiverse.ws4redis.broker;

import java.util.Collection;

import io.vertx.core.buffer.Buffer;

/** What the broker tells the stage after it. All calls come on the links' event loop and must not block. */
public interface BrokerListener {

    /** A message, in Redis' order per channel. */
    void onMessage(String redisChannel, Buffer payload);

    /** These channels were subscribed and may have missed messages, now and until they are restored. */
    void onGap(Collection<String> redisChannels);

    /** These channels had a gap, which ends here: messages come again. */
    void onRestored(Collection<String> redisChannels);
}
