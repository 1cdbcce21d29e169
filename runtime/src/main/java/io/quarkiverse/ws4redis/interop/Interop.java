package io.quarkiverse.ws4redis.interop;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.config.InteropConfig;
import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.observe.InteropCounters;
import io.quarkiverse.ws4redis.observe.Metrics;
import io.quarkiverse.ws4redis.observe.OperatorLog;
import io.quarkiverse.ws4redis.observe.Pace;
import io.quarkiverse.ws4redis.protocol.Frames;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.vertx.core.buffer.Buffer;

/**
 * Says which messages are exchanged with workers of Django ws4redis, where, and in which form. What one side has that the other
 * cannot be given is left out, counted, and logged now and then. Thread-safe.
 */
@Singleton
public final class Interop {

    private static final OperatorLog OPERATOR = OperatorLog.of(Interop.class);

    private static final Duration WARNING_INTERVAL = Duration.ofSeconds(30);

    private final boolean enabled;
    private final long maxSize;
    private final DjangoNames names;
    private final DjangoText texts;
    private final InteropCounters counters;
    private final Pace withheld = new Pace(WARNING_INTERVAL);
    private final Pace malformed = new Pace(WARNING_INTERVAL);

    @Inject
    public Interop(Ws4RedisConfig config, Metrics metrics) {
        InteropConfig interop = config.interop();
        this.enabled = interop.enabled();
        this.maxSize = interop.maxMessageSize().asLongValue();
        this.names = new DjangoNames(interop.prefix(), config.defaultFacility(), interop.channels().orElse(null));
        this.texts = new DjangoText(config.limits().maxJsonDepth(), config.limits().maxJsonNumberLength());
        this.counters = metrics.interop();
    }

    /** {@return whether messages are exchanged at all} */
    public boolean isEnabled() {
        return enabled;
    }

    /** {@return the Redis channel that Django workers have for a topic; {@code null} if it is not exchanged} */
    public String redisChannel(Topic topic) {
        return enabled ? names.of(topic) : null;
    }

    /** {@return the topic of a Redis channel of Django workers; {@code null} if it is none of theirs} */
    public Topic topic(String redisChannel) {
        return names.topic(redisChannel);
    }

    /** {@return a message, JSON, as Django workers shall have it; {@code null} if they shall not} */
    public Copy copy(Topic topic, String messageJson) {
        String redisChannel = redisChannel(topic);
        if (redisChannel == null) {
            return null;
        }
        try {
            Copy copy = new Copy(redisChannel, texts.of(messageJson));
            counters.sent();
            return copy;
        } catch (UntranslatableException e) {
            counters.withheld();
            if (withheld.permits()) {
                OPERATOR.withheldFromDjango(topic.channel(), e.getMessage());
            }
            return null;
        }
    }

    /** {@return a message of Django workers, JSON; {@code null} if clients cannot be given it} */
    public String message(Topic topic, Buffer payload) {
        try {
            if (payload.length() > maxSize) {
                throw new UntranslatableException("larger than quarkus.ws4redis.interop.max-message-size");
            }
            String message = texts.message(payload);
            counters.received();
            return message;
        } catch (UntranslatableException e) {
            counters.malformed();
            if (malformed.permits()) {
                OPERATOR.djangoMessageDropped(topic.channel(), e.getMessage());
            }
            return null;
        }
    }

    /** {@return whether a payload is the copy of a message that is in a frame of ours, of the same topic} */
    public boolean isCopy(Topic topic, Buffer payload, Buffer frame) {
        int position = Frames.messageHead(topic.channel(), topic.pk()).getBytes(StandardCharsets.UTF_8).length;
        return texts.isCopy(payload, frame, position);
    }
}
