package io.quarkiverse.ws4redis.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.quarkiverse.ws4redis.SlowConsumer;

/** A connection that does not keep up: what waits, what is dropped, and in what order the rest arrives. */
class OutboundTest {

    private static final int LIMIT = 200;

    private final AtomicInteger overflows = new AtomicInteger();
    private final AtomicInteger missed = new AtomicInteger();
    private final AtomicInteger drops = new AtomicInteger();
    private final AtomicInteger lags = new AtomicInteger();
    private final List<ByteBuf> frames = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Outbound out = new Outbound(channel, LIMIT, new OutboundListener() {
        @Override
        public void onOverflow() {
            overflows.incrementAndGet();
        }

        @Override
        public void onMissed() {
            missed.incrementAndGet();
        }

        @Override
        public void onDrop() {
            drops.incrementAndGet();
        }

        @Override
        public void onLag() {
            lags.incrementAndGet();
        }
    });

    OutboundTest() {
        // One frame makes it not writable, as long as it is not flushed.
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(5, 15));
    }

    @AfterEach
    void everyFrameIsReleased() {
        out.close();
        channel.finishAndReleaseAll();
        assertThat(frames).allSatisfy(frame -> assertThat(frame.refCnt()).isEqualTo(1));
    }

    @Test
    void nothingWaitsForAConnectionThatKeepsUp() {
        for (int i = 0; i < 100; i++) {
            out.write(frame("m" + i), SlowConsumer.DROP_OLDEST, "a");
            out.flush();
        }
        assertThat(read()).hasSize(100);
        assertThat(out.waitingBytes()).isZero();
        assertThat(drops).hasValue(0);
        assertThat(lags).hasValue(0);
    }

    @Test
    void itIsToldAsOftenAsWhatIsFlushedDoesNotAllGoOut() {
        PeerThatDoesNotRead peer = new PeerThatDoesNotRead();
        channel.pipeline().addFirst(peer);
        out.write(frame("one"));
        out.flush();
        assertThat(lags).hasValue(1);
        out.write(frame("two"), SlowConsumer.DROP_OLDEST, "a");
        out.flush();
        assertThat(lags).hasValue(2);
        channel.pipeline().remove(peer);
        out.write(frame("three"), SlowConsumer.DROP_OLDEST, "a");
        out.flush();
        assertThat(read()).containsExactly("one", "two", "three");
        assertThat(out.waitingBytes()).isZero();
    }

    @Test
    void theOldestAreDroppedAndTheRestArrivesInOrder() {
        for (int i = 0; i < 100; i++) {
            out.write(frame("m" + i), SlowConsumer.DROP_OLDEST, "a");
        }
        assertThat(out.waitingBytes()).isLessThan(LIMIT + 200L);
        out.flush();
        List<String> arrived = read();
        // What Netty had taken before it was full, and then the newest.
        assertThat(arrived).startsWith("m0").endsWith("m97", "m98", "m99").hasSize(100 - drops.get())
                .hasSizeBetween(LIMIT / 10, LIMIT / 10 + 5);
        assertThat(overflows).hasValue(0);
    }

    @Test
    void onlyTheLatestOfEachChannelWaits() {
        for (int i = 0; i < 100; i++) {
            out.write(frame("a" + i), SlowConsumer.LATEST, "a");
            out.write(frame("b" + i), SlowConsumer.LATEST, "b");
        }
        out.flush();
        assertThat(read()).hasSizeLessThan(6).contains("a99", "b99");
        assertThat(overflows).hasValue(0);
        assertThat(drops).hasValueGreaterThan(190);
    }

    @Test
    void whatMustNotBeDroppedKeepsItsPlaceInTheOrder() {
        fill();
        out.write(frame("before"), SlowConsumer.DROP_OLDEST, "a");
        out.write(frame("answer"));
        for (int i = 0; i < 100; i++) {
            out.write(frame("after" + i), SlowConsumer.DROP_OLDEST, "a");
        }
        out.flush();
        List<String> arrived = read();
        assertThat(arrived).doesNotContain("before").contains("answer").endsWith("after99");
        assertThat(arrived.indexOf("answer")).isLessThan(arrived.indexOf("after99"));
    }

    @Test
    void whatMustNotBeDroppedPushesOutWhatMayAndThenOverflows() {
        fill();
        for (int i = 0; i < 30; i++) {
            out.write(frame("drop" + i), SlowConsumer.DROP_OLDEST, "a");
        }
        int before = drops.get();
        int kept = 0;
        while (overflows.get() == 0) {
            out.write(frame("keep" + kept++));
        }
        assertThat(kept).isBetween(3, LIMIT / 10);
        assertThat(drops.get()).isGreaterThan(before);
        assertThat(overflows).hasValue(1);
        out.flush();
        assertThat(read()).as("nothing after the overflow").noneMatch(text -> text.startsWith("keep"));
    }

    @Test
    void aMessageLargerThanTheLimitIsKeptWhileItIsTheNewest() {
        fill();
        out.write(frame("x".repeat(LIMIT * 2)), SlowConsumer.DROP_OLDEST, "a");
        out.flush();
        assertThat(read()).contains("x".repeat(LIMIT * 2));
    }

    /** Its socket's buffer is full. */
    private static final class PeerThatDoesNotRead extends ChannelOutboundHandlerAdapter {
        @Override
        public void flush(ChannelHandlerContext context) {
            // Nothing goes out.
        }
    }

    private void fill() {
        while (channel.isWritable()) {
            out.write(frame("filled"), SlowConsumer.DROP_OLDEST, "a");
        }
    }

    /** Padded to ten bytes. */
    private ByteBuf frame(String text) {
        ByteBuf frame = Unpooled.copiedBuffer(String.format("%-10s", text), StandardCharsets.US_ASCII);
        frames.add(frame);
        return frame;
    }

    private List<String> read() {
        List<String> all = new ArrayList<>();
        for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            all.add(next.toString(StandardCharsets.US_ASCII).strip());
            next.release();
        }
        return all;
    }
}
