package io.quarkiverse.ws4redis.hub;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jboss.logging.Logger;

import io.quarkiverse.ws4redis.broker.Broker;
import io.quarkiverse.ws4redis.broker.History;
import io.quarkiverse.ws4redis.broker.Missed;
import io.quarkiverse.ws4redis.broker.Retention;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.observe.tracing.DeliveryTrace;
import io.quarkiverse.ws4redis.protocol.Frames;
import io.quarkiverse.ws4redis.protocol.Position;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;

/** One topic with history: its log, and the way to its subscribers. Everything on the links' event loop. */
final class Feed implements TopicLog.Port {

    private static final Logger LOG = Logger.getLogger(Feed.class);

    private final Broker broker;
    private final History history;
    private final Metrics metrics;
    private final String redisChannel;
    private final Retention retention;
    private final byte[] head;
    /** There is more than what is kept. */
    private final boolean exchanged;
    private final TopicLog log;
    private final Route route;

    Feed(Broker broker, History history, Metrics metrics, String redisChannel, Topic topic, Retention retention) {
        this.broker = broker;
        this.history = history;
        this.metrics = metrics;
        this.redisChannel = redisChannel;
        this.retention = retention;
        this.head = Frames.messageHead(topic.channel(), topic.pk()).getBytes(StandardCharsets.UTF_8);
        this.exchanged = broker.isExchanged(redisChannel);
        this.route = new Route(redisChannel);
        this.log = new TopicLog(this, retention.size());
    }

    TopicLog log() {
        return log;
    }

    Route route() {
        return route;
    }

    /** As {@link TopicLog#join}. */
    Future<Catchup> join(Position from) {
        return exchanged && from != null
                ? log.join(null).map(now -> new Catchup(now.position(), Catchup.Recovery.INCOMPLETE, List.of()))
                : log.join(from);
    }

    /** As {@link TopicLog#suspend}. */
    void suspend() {
        if (exchanged) {
            missed();
        }
        log.suspend();
    }

    @Override
    public void deliver(Buffer message, DeliveryTrace trace) {
        route.deliver(TextFrame.of(message, 0), trace);
    }

    @Override
    public void repaired() {
        metrics.repaired(true);
    }

    @Override
    public void missed() {
        metrics.repaired(false);
        LOG.debugf("Messages of %s are missing", redisChannel);
        route.missed();
    }

    @Override
    public Future<Missed> read(Position known) {
        Promise<Missed> read = Promise.promise();
        history.missed(redisChannel, retention, known).onComplete(result -> broker.execute(() -> read.handle(result)));
        return read.future();
    }

    @Override
    public Buffer frame(long offset, Buffer message) {
        byte[] tail = Frames.messageTail(offset).getBytes(StandardCharsets.US_ASCII);
        return Buffer.buffer(head.length + message.length() + tail.length)
                .appendBytes(head).appendBuffer(message).appendBytes(tail);
    }

    @Override
    public boolean isLinkDown() {
        return !broker.available(redisChannel);
    }
}
