package io.quarkiverse.ws4redis.observe;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.protocol.CloseCode;
import io.quarkus.runtime.metrics.MetricsFactory;

/**
 * Counts what happens. Costs next to nothing where no metrics extension is present, and has no dependency on one. Thread-safe.
 */
@Singleton
public final class Metrics implements Meters {

    private enum Count {
        CONNECTIONS_OPENED("connections.opened", "Connections opened"),
        CONNECTIONS_CLOSED("connections.closed", "Connections closed"),
        HANDSHAKES_REFUSED("handshakes.refused", "Handshakes refused"),
        AUTH_OK("auth.ok", "Successful authentications"),
        AUTH_FAILED("auth.failed", "Failed authentications"),
        SUBSCRIPTIONS("subscriptions", "Subscriptions granted"),
        PUBLISHES("publishes", "Messages to publish, those that failed included"),
        DELIVERIES("deliveries", "Messages handed to connections"),
        DROPS("drops", "Messages dropped"),
        MALFORMED("requests.malformed", "Frames that are no request"),
        REFUSED("requests.refused", "Requests answered with an error"),
        LIMITS("limits.exceeded", "Limits exceeded"),
        INTERNAL_ERRORS("errors.internal", "Failures that are nobody's intention"),
        RECHECKS("rechecks", "Permissions of subscriptions asked for again"),
        RECHECKS_FAILED("rechecks.failed", "Permissions of subscriptions that could not be asked for again"),
        REVOCATIONS("revocations", "Subscriptions ended because they are not permitted any more"),
        LINK_LOSSES("redis.link.losses", "Losses of the Redis link"),
        GAPS("gaps", "Connections closed because they may have missed messages");

        private final String metric;
        private final String description;

        Count(String metric, String description) {
            this.metric = metric;
            this.description = description;
        }
    }

    private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);
    private final Map<CloseCode, LongAdder> closes = new EnumMap<>(CloseCode.class);
    private final LongAdder otherCloses = new LongAdder();
    private final Outcomes repairs = new Outcomes();
    private final Outcomes recoveries = new Outcomes();
    private final PresenceGauges presence = new PresenceGauges();
    private final OutboxGauges outbox = new OutboxGauges();
    private final InteropCounters interop = new InteropCounters();
    private volatile long probeNanos;

    public Metrics() {
        for (Count count : Count.values()) {
            counts.put(count, new LongAdder());
        }
        for (CloseCode code : CloseCode.values()) {
            closes.put(code, new LongAdder());
        }
    }

    @Override
    public void register(MetricsFactory factory) {
        counts.forEach((count, adder) -> factory.builder("ws4redis." + count.metric).description(count.description)
                .buildCounter(adder::sum));
        for (CloseCode code : CloseCode.values()) {
            register(factory, Integer.toString(code.code()), closes.get(code));
        }
        register(factory, "other", otherCloses);
        repairs.register(factory, "ws4redis.repairs", "Gaps in channels with history that were found, by outcome");
        recoveries.register(factory, "ws4redis.recoveries", "Answers to clients that asked for what they missed, by outcome");
        presence.register(factory);
        outbox.register(factory);
        interop.register(factory);
        factory.builder("ws4redis.connections").description("Open connections").buildGauge(this::openConnections);
        factory.builder("ws4redis.redis.probe").description("Duration of the last probe of the Redis link")
                .unit("seconds").buildGauge(() -> probeNanos / 1e9);
    }

    private static void register(MetricsFactory factory, String code, LongAdder adder) {
        factory.builder("ws4redis.closes").description("Connections closed, by close code").tag("code", code)
                .buildCounter(adder::sum);
    }

    /** {@return how many connections are open} */
    public long openConnections() {
        return counts.get(Count.CONNECTIONS_OPENED).sum() - counts.get(Count.CONNECTIONS_CLOSED).sum();
    }

    /** {@return how many connections the server has closed with this code} */
    public long closedWith(CloseCode code) {
        return closes.get(code).sum();
    }

    /** {@return how many messages were dropped} */
    public long droppedMessages() {
        return counts.get(Count.DROPS).sum();
    }

    public void opened() {
        add(Count.CONNECTIONS_OPENED);
    }

    /** The server closes a connection, for this reason. */
    public void closed(CloseCode code) {
        add(Count.CONNECTIONS_CLOSED);
        closes.get(code).increment();
    }

    /** A connection is gone, for whatever reason its peer has. */
    public void closedByPeer() {
        add(Count.CONNECTIONS_CLOSED);
        otherCloses.increment();
    }

    public void handshakeRefused() {
        add(Count.HANDSHAKES_REFUSED);
    }

    public void authOk() {
        add(Count.AUTH_OK);
    }

    public void authFailed() {
        add(Count.AUTH_FAILED);
    }

    public void subscribed() {
        add(Count.SUBSCRIPTIONS);
    }

    public void published() {
        add(Count.PUBLISHES);
    }

    public void delivered(long deliveries) {
        counts.get(Count.DELIVERIES).add(deliveries);
    }

    public void dropped() {
        add(Count.DROPS);
    }

    public void malformed() {
        add(Count.MALFORMED);
    }

    public void refused() {
        add(Count.REFUSED);
    }

    public void limitExceeded() {
        add(Count.LIMITS);
    }

    public void internalError() {
        add(Count.INTERNAL_ERRORS);
    }

    public void rechecked() {
        add(Count.RECHECKS);
    }

    public void recheckFailed() {
        add(Count.RECHECKS_FAILED);
    }

    public void revoked() {
        add(Count.REVOCATIONS);
    }

    public void linkLost() {
        add(Count.LINK_LOSSES);
    }

    public void gap() {
        add(Count.GAPS);
    }

    /** {@return the counters of what is exchanged with Django workers} */
    public InteropCounters interop() {
        return interop;
    }

    /** Messages of a channel with history had not come: all of them were read instead, or the channel's connections are told. */
    public void repaired(boolean complete) {
        repairs.add(complete);
    }

    /** A client got all that it had missed, or was told that it cannot. */
    public void recovered(boolean complete) {
        recoveries.add(complete);
    }

    /** A connection has come into a channel with presence. */
    public void present(String channel) {
        presence.add(channel, 1);
    }

    /** A connection has left a channel with presence. */
    public void absent(String channel) {
        presence.add(channel, -1);
    }

    /** A message of the outbox was published. */
    public void outboxPublished() {
        outbox.published();
    }

    /** Redis has refused a message of the outbox. */
    public void outboxFailed() {
        outbox.failed();
    }

    /** Redis works, and does not take a message of the outbox now. */
    public void outboxHeldUp() {
        outbox.heldUp();
    }

    /** {@return whether somebody has looked at what is in the outbox, not long ago} */
    public boolean isOutboxWatched() {
        return outbox.isWatched();
    }

    /**
     * What is in the outbox.
     *
     * @param waiting how many messages wait
     * @param oldestAt when the oldest of them was written, in milliseconds since the epoch
     * @param givenUp how many are not tried any more
     */
    public void outboxHolds(long waiting, long oldestAt, long givenUp) {
        outbox.holds(waiting, oldestAt, givenUp);
    }

    /** A probe of the Redis link came back after this many nanoseconds. */
    public void probe(long nanos) {
        probeNanos = nanos;
    }

    private void add(Count count) {
        counts.get(count).increment();
    }
}
