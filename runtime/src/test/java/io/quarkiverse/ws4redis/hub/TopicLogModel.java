package io.quarkiverse.ws4redis.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.quarkiverse.ws4redis.broker.LinkDownException;
import io.quarkiverse.ws4redis.broker.Missed;
import io.quarkiverse.ws4redis.hub.Catchup.Recovery;
import io.quarkiverse.ws4redis.observe.tracing.DeliveryTrace;
import io.quarkiverse.ws4redis.protocol.Position;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;

/**
 * Everything around a {@link TopicLog}: a Redis that counts, keeps and trims, a link that can lose messages and itself, and
 * clients that check each frame they get. A message's text is its epoch and offset, so that the right one is known.
 */
final class TopicLogModel implements TopicLog.Port {

    static final int KEPT = 4;

    private record Message(Position position, Buffer frame) {
    }

    private static final class Reading {
        final Position known;
        final Promise<Missed> promise = Promise.promise();
        Missed result;

        Reading(Position known) {
            this.known = known;
        }
    }

    final TopicLog log = new TopicLog(this, KEPT);
    final List<Client> clients = new ArrayList<>();
    int repairs;
    private final Deque<Message> kept = new ArrayDeque<>();
    private final Deque<Message> underway = new ArrayDeque<>();
    private final Deque<Reading> asked = new ArrayDeque<>();
    private final Deque<Reading> answered = new ArrayDeque<>();
    private Position top = new Position("1", 0);
    private boolean up = true;

    void publish() {
        top = new Position(top.epoch(), top.offset() + 1);
        Message message = new Message(top, text(top));
        kept.add(message);
        if (kept.size() > KEPT) {
            kept.poll();
        }
        if (up) {
            underway.add(message);
        }
    }

    /** What the link brings next. */
    void arrive() {
        if (!underway.isEmpty()) {
            Message message = underway.poll();
            log.live(message.position(), message.frame(), null);
        }
    }

    /** What should never happen, and would be noticed. */
    void vanish() {
        underway.poll();
    }

    /** Redis runs a script that reads; not always in the order in which they were sent, as some must be sent again. */
    void runScript(boolean inOrder) {
        if (!asked.isEmpty()) {
            Reading next = inOrder ? asked.poll() : asked.pollLast();
            next.result = missed(next.known);
            answered.add(next);
        }
    }

    private Missed missed(Position known) {
        if (known == null || !known.isComparable(top) || known.offset() > top.offset()) {
            return new Missed(top, false, List.of());
        }
        List<Buffer> after = kept.stream().filter(message -> message.position().offset() > known.offset())
                .map(Message::frame).toList();
        boolean complete = after.size() == top.offset() - known.offset();
        return new Missed(top, complete, complete ? after : List.of());
    }

    void reply(boolean inOrder) {
        if (!answered.isEmpty()) {
            Reading next = inOrder ? answered.poll() : answered.pollLast();
            next.promise.complete(next.result);
        }
    }

    /** Redis refuses to run a script. */
    void refuse() {
        if (!answered.isEmpty()) {
            answered.poll().promise.fail("refused");
        }
    }

    void loseLink() {
        if (up) {
            up = false;
            underway.clear();
            List<Reading> lost = new ArrayList<>(answered);
            lost.addAll(asked);
            answered.clear();
            asked.clear();
            lost.forEach(reading -> reading.promise.fail(new LinkDownException(true, "lost")));
            log.suspend();
        }
    }

    /** The link is not lost, but does not work: nobody tells the log, which has nothing to lose yet. */
    void falter() {
        up = false;
        List<Reading> lost = new ArrayList<>(asked);
        asked.clear();
        lost.forEach(reading -> reading.promise.fail(new LinkDownException(false, "down")));
    }

    /** As if nothing had been. */
    void recover() {
        up = true;
    }

    void restoreLink() {
        if (!up) {
            up = true;
            log.resume();
        }
    }

    /** The end of a gap is told to a log that had none, as to one that is there only since the subscription has been confirmed. */
    void restoreAgain() {
        if (up) {
            log.resume();
        }
    }

    void newEpoch() {
        top = new Position(Integer.toString(Integer.parseInt(top.epoch()) + 1), 0);
        kept.clear();
    }

    void expire() {
        kept.clear();
    }

    /** All that is underway arrives, the link works, and one more message shows whether anybody lost one. */
    void settle() {
        restoreLink();
        quiesce();
        publish();
        quiesce();
        clients.forEach(client -> {
            assertThat(client.isJoining()).as("still joining").isFalse();
            if (client.isIn()) {
                assertThat(client.position).isEqualTo(top);
            }
        });
    }

    private void quiesce() {
        while (!underway.isEmpty() || !asked.isEmpty() || !answered.isEmpty()) {
            arrive();
            runScript(true);
            reply(true);
        }
    }

    boolean isUp() {
        return up;
    }

    @Override
    public void deliver(Buffer frame, DeliveryTrace trace) {
        clients.stream().filter(Client::isIn).forEach(client -> client.receive(frame));
    }

    @Override
    public void repaired() {
        repairs++;
    }

    @Override
    public void missed() {
        clients.stream().filter(Client::isIn).forEach(Client::isTold);
    }

    @Override
    public Future<Missed> read(Position known) {
        Reading reading = new Reading(known);
        if (!up) {
            return Future.failedFuture(new LinkDownException(false, "down"));
        }
        asked.add(reading);
        return reading.promise.future();
    }

    @Override
    public Buffer frame(long offset, Buffer message) {
        assertThat(message.toString()).endsWith("/" + offset);
        return message;
    }

    @Override
    public boolean isLinkDown() {
        return !up;
    }

    private static Buffer text(Position position) {
        return Buffer.buffer(position.epoch() + "/" + position.offset());
    }

    /** Joins, leaves and recovers, and knows what must come next. */
    final class Client {

        private enum State {
            OUT,
            JOINING,
            IN
        }

        Position position;
        Recovery recovery;
        private State state = State.OUT;
        private int attempt;

        void join(Position from) {
            if (state != State.OUT || !up) {
                return;
            }
            state = State.JOINING;
            int mine = ++attempt;
            log.join(from).onComplete(result -> {
                if (mine != attempt) {
                    return;
                }
                if (result.failed()) {
                    state = State.OUT;
                } else {
                    joined(from, result.result());
                }
            });
        }

        private void joined(Position from, Catchup catchup) {
            state = State.IN;
            recovery = catchup.recovery();
            assertThat(recovery == Recovery.NOT_ASKED).isEqualTo(from == null);
            position = recovery == Recovery.COMPLETE ? from : catchup.position();
            catchup.missed().forEach(this::receive);
            assertThat(position).isEqualTo(catchup.position());
        }

        void leave() {
            state = State.OUT;
            attempt++;
        }

        boolean isIn() {
            return state == State.IN;
        }

        boolean isJoining() {
            return state == State.JOINING;
        }

        private void receive(Buffer frame) {
            position = new Position(position.epoch(), position.offset() + 1);
            assertThat(frame).isEqualTo(text(position));
        }

        private void isTold() {
            state = State.OUT;
        }
    }
}
