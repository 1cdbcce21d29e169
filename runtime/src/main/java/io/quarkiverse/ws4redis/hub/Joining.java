package io.quarkiverse.ws4redis.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

import io.quarkiverse.ws4redis.broker.Missed;
import io.quarkiverse.ws4redis.protocol.Position;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;

/**
 * Somebody on the way into a {@link TopicLog}. While the stream is read for them, what is delivered to the others is kept for
 * them, and merged with what was read. Not thread-safe.
 */
final class Joining {

    private final Position from;
    private final int limit;
    private final Promise<Catchup> joined = Promise.promise();
    private List<Buffer> following;
    private long followingFrom;
    private boolean spoiled;
    private boolean lookedAgain;

    /** {@code from}: where they were before, {@code null} if they begin now; {@code limit}: how much is kept for them. */
    Joining(Position from, int limit) {
        this.from = from;
        this.limit = limit;
    }

    Future<Catchup> joined() {
        return joined.future();
    }

    Position from() {
        return from;
    }

    void admit(Position position, Catchup.Recovery recovery, List<Buffer> missed) {
        joined.complete(new Catchup(position, recovery, missed));
    }

    void fail(Throwable cause) {
        joined.fail(cause);
    }

    /** {@return whether the stream is being read for them} */
    boolean isFollowing() {
        return following != null;
    }

    void startFollowing(Position position) {
        followingFrom = position.offset();
        following = new ArrayList<>();
    }

    void stopFollowing() {
        following = null;
    }

    void follow(Buffer frame) {
        if (following == null || spoiled) {
            return;
        }
        if (following.size() >= limit) {
            spoil();
        } else {
            following.add(frame);
        }
    }

    /** Not all that they missed can be given to them any more. */
    void spoil() {
        spoiled = true;
        if (following != null) {
            following = List.of();
        }
    }

    boolean isSpoiled() {
        return spoiled;
    }

    /** {@return true once: they seem to be ahead of this node, which may be behind} */
    boolean looksAgain() {
        boolean first = !lookedAgain;
        lookedAgain = true;
        return first;
    }

    /**
     * Puts together all that is after their position, up to another one: what was read, and what was delivered since then.
     *
     * @return the frames in order; empty if something is missing
     */
    Optional<List<Buffer>> merge(Missed read, long upTo, BiFunction<Long, Buffer, Buffer> frame) {
        if (spoiled || !read.complete() || read.position().offset() < followingFrom) {
            return Optional.empty();
        }
        List<Buffer> frames = new ArrayList<>();
        long offset = from.offset();
        for (Buffer message : read.messages()) {
            if (++offset <= upTo) {
                frames.add(frame.apply(offset, message));
            }
        }
        long alsoFollowed = Math.min(read.position().offset() - followingFrom, following.size());
        frames.addAll(following.subList((int) alsoFollowed, following.size()));
        return Optional.of(frames);
    }
}
