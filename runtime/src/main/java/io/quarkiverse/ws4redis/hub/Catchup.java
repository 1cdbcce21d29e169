package io.quarkiverse.ws4redis.hub;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.quarkiverse.ws4redis.protocol.Position;
import io.vertx.core.buffer.Buffer;

/**
 * What somebody who joins a topic with history needs to know.
 *
 * @param position where they are from now on: every later message reaches them, and none before
 * @param recovery what became of their wish to get what they missed
 * @param missed the frames that they missed, in order; none unless the recovery is complete
 */
public record Catchup(Position position, Recovery recovery, List<Buffer> missed) {

    /** Whether nothing is missing. */
    public enum Recovery {
        /** They did not say where they had been. */
        NOT_ASKED,
        /** Nothing is missing. */
        COMPLETE,
        /** It cannot be proven that nothing is missing. */
        INCOMPLETE
    }

    /** {@return this, or an incomplete recovery if that much cannot be written to them} */
    Catchup fitting(Outbound outbound) {
        long bytes = missed.stream().mapToLong(frame -> TextFrame.MAX_HEADER + frame.length()).sum();
        return bytes <= outbound.room() ? this : new Catchup(position, Recovery.INCOMPLETE, List.of());
    }

    /** {@return the same for somebody who is there already, and cannot be given anything out of order} */
    Catchup forMember() {
        return new Catchup(position, recovery == Recovery.NOT_ASKED ? recovery : Recovery.INCOMPLETE, List.of());
    }

    /** Writes what they missed. On their event loop. */
    public void writeTo(Outbound outbound) {
        for (Buffer message : missed) {
            ByteBuf frame = TextFrame.of(message, 0);
            outbound.write(frame);
            frame.release();
        }
        outbound.flush();
    }
}
