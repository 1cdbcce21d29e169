package io.quarkiverse.ws4redis.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.ws4redis.broker.LinkDownException;
import io.quarkiverse.ws4redis.broker.Missed;
import io.quarkiverse.ws4redis.hub.Catchup.Recovery;
import io.quarkiverse.ws4redis.observe.tracing.DeliveryTrace;
import io.quarkiverse.ws4redis.protocol.Position;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/**
 * One topic with history as this node sees it: messages come in as Redis publishes them, perhaps with gaps, and go out without.
 * A gap is filled from the stream while later messages are held; one that cannot be filled is told to everybody who has it.
 * Whoever joins does so between two messages, so there is nothing to merge on any other thread. No I/O of its own; all calls,
 * and the completion of what {@link Port#read} returns, come on one thread.
 */
final class TopicLog {

    /** What the log needs from around it. */
    interface Port {

        /** The next message, for all who have joined; {@code trace} {@code null} if its delivery is not traced. */
        void deliver(Buffer frame, DeliveryTrace trace);

        /** Messages had not come, and have been delivered nevertheless. */
        void repaired();

        /** Those who have joined so far will not get all messages. */
        void missed();

        /** Reads what is after a position; {@code null} to learn where the topic is. */
        Future<Missed> read(Position known);

        /** {@return the frame of a stored message} */
        Buffer frame(long offset, Buffer message);

        /** {@return whether a failed read is the fault of the link, so that {@link TopicLog#resume} will follow for what has come so far} */
        boolean isLinkDown();
    }

    /** A message that came while the stream was being read. */
    private record Held(Position position, Buffer frame, DeliveryTrace trace) {
    }

    private final Port port;
    private final int limit;
    private final List<Joining> joining = new ArrayList<>();
    private List<Held> held = new ArrayList<>();
    private int heldBeforeRead;
    private Position position;
    private boolean reading;
    private boolean suspended;
    private int reads;

    /** A log whose position is not known yet; {@code limit} is how many messages may be held, as many as the stream keeps. */
    TopicLog(Port port, int limit) {
        this.port = port;
        this.limit = limit;
    }

    /**
     * Somebody wants to join. The result is complete when everything up to its position has been delivered, and nothing after.
     *
     * @param from where they were before; {@code null} if they begin now
     * @return what they need to know; fails if Redis cannot be asked
     */
    Future<Catchup> join(Position from) {
        Joining one = new Joining(from, limit);
        joining.add(one);
        if (!reading) {
            if (position == null) {
                read();
            } else {
                proceed(one);
            }
        }
        return one.joined();
    }

    /** A message has come; {@code trace} {@code null} if its delivery is not traced. */
    void live(Position at, Buffer frame, DeliveryTrace trace) {
        if (reading) {
            hold(at, frame, trace);
        } else if (position == null || !position.isComparable(at) || at.offset() > position.offset() + 1) {
            hold(at, frame, trace);
            read();
        } else if (at.offset() == position.offset() + 1) {
            next(frame, trace);
        }
    }

    /** The link is lost: what comes until {@link #resume} is not all. */
    void suspend() {
        suspended = true;
        reading = true;
        reads++;
        forgetHeld();
        fail(new LinkDownException(false, "Redis link lost"));
    }

    /** The link works again, and messages come again. */
    void resume() {
        suspended = false;
        read();
    }

    private void next(Buffer frame, DeliveryTrace trace) {
        position = new Position(position.epoch(), position.offset() + 1);
        joining.forEach(one -> one.follow(frame));
        port.deliver(frame, trace);
    }

    private void hold(Position at, Buffer frame, DeliveryTrace trace) {
        if (held.size() >= limit) {
            // What comes after them shows that they are missing.
            forgetHeld();
        }
        held.add(new Held(at, frame, trace));
    }

    private void forgetHeld() {
        held = new ArrayList<>();
        heldBeforeRead = 0;
    }

    private void read() {
        reading = true;
        heldBeforeRead = held.size();
        int mine = ++reads;
        port.read(position).onComplete(result -> {
            if (mine != reads) {
                return;
            }
            if (result.succeeded()) {
                filled(result.result());
            } else if (port.isLinkDown() && (suspended || position != null)) {
                fail(result.cause());
            } else {
                refused(result.cause());
            }
        });
    }

    private void filled(Missed missed) {
        if (position != null) {
            if (missed.complete()) {
                long offset = position.offset();
                for (Buffer message : missed.messages()) {
                    next(port.frame(++offset, message), null);
                }
                if (!missed.messages().isEmpty()) {
                    port.repaired();
                }
            } else {
                lost();
            }
        }
        position = missed.position();
        reading = false;
        releaseHeld();
        for (Joining one : List.copyOf(joining)) {
            if (!reading && joining.contains(one) && !one.isFollowing()) {
                proceed(one);
            }
        }
    }

    private void releaseHeld() {
        List<Held> messages = held;
        int certain = heldBeforeRead;
        forgetHeld();
        for (int i = 0; i < messages.size(); i++) {
            Held message = messages.get(i);
            // What was there before the read, and is of another epoch than it found, is of an older one.
            if (i >= certain || position.isComparable(message.position())) {
                live(message.position(), message.frame(), message.trace());
            }
        }
    }

    /** Redis does not let itself be read, or cannot be by who has nothing to lose yet, so that nobody will tell them more. The next message, or the next who joins, is the next attempt. */
    private void refused(Throwable cause) {
        if (position != null) {
            lost();
            position = null;
        }
        reading = false;
        forgetHeld();
        fail(cause);
    }

    private void lost() {
        joining.forEach(Joining::spoil);
        port.missed();
    }

    private void fail(Throwable cause) {
        List<Joining> all = List.copyOf(joining);
        joining.clear();
        all.forEach(one -> one.fail(cause));
    }

    private void proceed(Joining one) {
        Position from = one.from();
        if (from == null) {
            admit(one, Recovery.NOT_ASKED, List.of());
        } else if (one.isSpoiled() || !position.isComparable(from)) {
            admit(one, Recovery.INCOMPLETE, List.of());
        } else if (from.offset() == position.offset()) {
            admit(one, Recovery.COMPLETE, List.of());
        } else if (from.offset() < position.offset()) {
            catchUp(one);
        } else if (one.looksAgain()) {
            // This node is behind what another one has delivered already; or there has never been such an offset.
            read();
        } else {
            admit(one, Recovery.INCOMPLETE, List.of());
        }
    }

    private void catchUp(Joining one) {
        one.startFollowing(position);
        port.read(one.from()).onComplete(result -> {
            if (!joining.contains(one)) {
                return;
            }
            if (result.failed()) {
                joining.remove(one);
                one.fail(result.cause());
                return;
            }
            Optional<List<Buffer>> merged = one.merge(result.result(), position.offset(), port::frame);
            one.stopFollowing();
            if (merged.isPresent()) {
                admit(one, Recovery.COMPLETE, merged.get());
            } else {
                one.spoil();
                if (!reading) {
                    proceed(one);
                }
            }
        });
    }

    private void admit(Joining one, Recovery recovery, List<Buffer> missed) {
        joining.remove(one);
        one.admit(position, recovery, missed);
    }
}
