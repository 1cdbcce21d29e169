package io.quarkiverse.ws4redis.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.quarkiverse.ws4redis.SlowConsumer;

/** Where the messages and the gaps of a Redis channel go. */
class RouteTest {

    private static final String CHANNEL = "x";

    /** A connection that is alone on its event loop, which runs when the test says so. */
    private static final class Peer implements OutboundListener {
        final EmbeddedChannel channel = new EmbeddedChannel();
        final Shard shard = new Shard(channel.eventLoop(), Duration.ofHours(1), count -> {
        });
        final Outbound out = new Outbound(channel, 1000, this);
        int missed;

        Peer subscribe() {
            shard.add(CHANNEL, out, SlowConsumer.CLOSE);
            return this;
        }

        List<String> read() {
            channel.runPendingTasks();
            List<String> arrived = new ArrayList<>();
            for (ByteBuf frame = channel.readOutbound(); frame != null; frame = channel.readOutbound()) {
                // Short enough for a header of two bytes.
                arrived.add(frame.toString(2, frame.readableBytes() - 2, StandardCharsets.UTF_8));
                frame.release();
            }
            return arrived;
        }

        @Override
        public void onOverflow() {
            throw new AssertionError();
        }

        @Override
        public void onMissed() {
            missed++;
        }

        @Override
        public void onDrop() {
            throw new AssertionError();
        }

        @Override
        public void onLag() {
            throw new AssertionError();
        }
    }

    private final Route route = new Route(CHANNEL);
    private final List<Peer> peers = new ArrayList<>();

    @AfterEach
    void close() {
        peers.forEach(peer -> peer.channel.finishAndReleaseAll());
    }

    private Peer peer() {
        peers.add(new Peer());
        return peers.get(peers.size() - 1);
    }

    @Test
    void whatCameBeforeAGapArrivesAndWhatComesAfterDoesNot() {
        Peer peer = peer().subscribe();
        route.add(peer.shard);
        route.deliver(TextFrame.of("before"), null);
        route.missed();
        route.deliver(TextFrame.of("after"), null);
        assertThat(peer.read()).containsExactly("before");
        assertThat(peer.missed).isEqualTo(1);
    }

    @Test
    void whoIsLetInBeforeAGapIsToldOfItAndWhoIsAfterIsNot() {
        Peer early = peer();
        Peer late = peer();
        route.add(early.shard);
        route.add(late.shard);
        early.shard.offer(early::subscribe);
        route.missed();
        late.shard.offer(late::subscribe);
        route.deliver(TextFrame.of("after"), null);
        assertThat(early.read()).isEmpty();
        assertThat(early.missed).isEqualTo(1);
        assertThat(late.read()).containsExactly("after");
        assertThat(late.missed).isZero();
    }

    @Test
    void aShardGetsEachMessageOnceUntilItsLastUserIsGone() {
        Peer twice = peer().subscribe();
        Peer once = peer().subscribe();
        route.add(twice.shard);
        route.add(once.shard);
        route.add(twice.shard);
        route.deliver(TextFrame.of("1"), null);
        route.remove(twice.shard);
        route.deliver(TextFrame.of("2"), null);
        route.remove(twice.shard);
        route.deliver(TextFrame.of("3"), null);
        assertThat(twice.read()).containsExactly("1", "2");
        assertThat(once.read()).containsExactly("1", "2", "3");
        assertThat(route.isUnused()).isFalse();
        route.remove(once.shard);
        assertThat(route.isUnused()).isTrue();
    }
}
