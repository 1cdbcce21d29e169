package io.quarkiverse.ws4redis.broker;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.interop.Copy;
import io.quarkiverse.ws4redis.protocol.Position;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Response;

/**
 * The messages that Redis keeps: a stream and a position for each topic with history, which only scripts touch. May be called
 * from any thread; its futures complete on any thread and fail with {@link LinkDownException}.
 */
@Singleton
public final class History {

    private final Script publish;
    private final Script once;
    private final Script missed = new Script("epoch", "missed");
    private final Script page = new Script("epoch", "history");
    private final Topology redis;
    private final RedisKeys keys;
    private final String keyWindow;
    private final String maxBytes;

    @Inject
    public History(Broker broker, RedisKeys keys, Ws4RedisConfig config) {
        this.redis = broker.redis();
        this.keys = keys;
        this.keyWindow = millis(config.keyWindow().toMillis());
        // What a connection could not be given need not be read; half, because there is more to a frame than its message.
        this.maxBytes = Long.toString(config.limits().outboundBuffer().asLongValue() / 2);
        this.publish = new Script(redis.pubSub().script, "epoch", "publish");
        this.once = new Script(redis.pubSub().script, "once");
        redis.preload(publish);
        redis.preload(once);
    }

    /**
     * Publishes to a topic with history.
     *
     * @param redisChannel the topic's Redis channel
     * @param head the frame up to the message
     * @param message the message, JSON
     * @param retention how much to keep
     * @param key the idempotency key; {@code null} for none
     * @param trace the trace that the message carries; {@code null} for none
     * @param copy what Django workers get; {@code null} for nothing
     * @return what became of it, or of the first publish with that key
     */
    public Future<Published> publish(String redisChannel, String head, String message, Retention retention, String key,
            String trace, Copy copy) {
        List<String> all = new ArrayList<>(topic(redisChannel));
        if (key != null) {
            all.add(keys.once(redisChannel, key));
        }
        return publish.call(redis, all, servers -> with(trace, copy, List.of(servers, freshEpoch(), head, message,
                Integer.toString(retention.size()), millis(retention.ttl().toMillis()),
                millis(retention.positionTtl().toMillis()),
                keyWindow, redisChannel)))
                .map(reply -> new Published(reply.get(0).toInteger(), reply.get(1).toLong()));
    }

    /**
     * Publishes to a topic without history, unless it has been done with that key.
     *
     * @param redisChannel the topic's Redis channel
     * @param payload the message
     * @param key the idempotency key; {@code null} for none
     * @param copy what Django workers get; {@code null} for nothing
     * @return what became of it, or of the first publish with that key
     */
    public Future<Published> publishOnce(String redisChannel, Buffer payload, String key, Copy copy) {
        List<String> all = key == null ? List.of(redisChannel) : List.of(redisChannel, keys.once(redisChannel, key));
        return once.call(redis, all, with(copy, List.of(payload.toString(), keyWindow)))
                .map(reply -> new Published(reply.toInteger(), Published.NO_OFFSET));
    }

    private static List<String> with(String trace, Copy copy, List<String> arguments) {
        if (trace == null && copy == null) {
            return arguments;
        }
        List<String> all = new ArrayList<>(arguments);
        all.add(trace == null ? "" : trace);
        return with(copy, all);
    }

    private static List<String> with(Copy copy, List<String> arguments) {
        if (copy == null) {
            return arguments;
        }
        List<String> all = new ArrayList<>(arguments);
        all.add(copy.redisChannel());
        all.add(copy.text());
        return all;
    }

    /**
     * Reads all that is after a position, or nothing if that cannot be done without a gap.
     *
     * @param redisChannel the topic's Redis channel
     * @param retention how much is kept
     * @param known the position; {@code null} to learn where the topic is
     * @return what there is
     */
    public Future<Missed> missed(String redisChannel, Retention retention, Position known) {
        Position after = known == null ? new Position("", 0) : known;
        return missed.call(redis, topic(redisChannel), servers -> List.of(servers, freshEpoch(),
                millis(retention.positionTtl().toMillis()), after.epoch(), Long.toString(after.offset()),
                Integer.toString(retention.size()), maxBytes)).map(reply -> {
                    List<Buffer> messages = new ArrayList<>(reply.size());
                    for (int i = 3; i < reply.size(); i++) {
                        messages.add(reply.get(i).toBuffer());
                    }
                    return new Missed(position(reply), reply.get(2).toInteger() == 1, messages);
                });
    }

    /**
     * Reads stored messages, as many as there are, are asked for, and can be written to a connection.
     *
     * @param redisChannel the topic's Redis channel
     * @param retention how much is kept
     * @param since the offset after which to begin; {@code null} for the newest ones
     * @param limit how many
     * @return the messages
     */
    public Future<Page> page(String redisChannel, Retention retention, Long since, int limit) {
        return page.call(redis, topic(redisChannel), servers -> List.of(servers, freshEpoch(),
                millis(retention.positionTtl().toMillis()), since == null ? "" : since.toString(), Integer.toString(limit),
                maxBytes)).map(reply -> {
                    List<Page.Stored> messages = new ArrayList<>(reply.size() / 2);
                    for (int i = 2; i < reply.size(); i += 2) {
                        String id = reply.get(i).toString();
                        messages.add(new Page.Stored(Long.parseLong(id.substring(0, id.indexOf('-'))),
                                reply.get(i + 1).toString()));
                    }
                    return new Page(position(reply), messages);
                });
    }

    private List<String> topic(String redisChannel) {
        return List.of(keys.stream(redisChannel), keys.position(redisChannel));
    }

    private static Position position(Response reply) {
        return new Position(reply.get(0).toString(), reply.get(1).toLong());
    }

    private static String freshEpoch() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    private static String millis(long millis) {
        return Long.toString(Math.max(1, millis));
    }
}
