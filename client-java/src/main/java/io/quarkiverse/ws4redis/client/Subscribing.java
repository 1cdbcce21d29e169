package io.quarkiverse.ws4redis.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Asks the server for subscriptions: those it has granted before together, new ones a few at a time. */
final class Subscribing {

    /** A server has a limit to how many channels one request may name. */
    private static final int BATCH = 50;
    /** And to how many requests may wait for their turn. */
    private static final int WINDOW = 8;

    private record Question(Subscription subscription, Subscription.Entry entry) {
    }

    private final Loop loop;
    private final Requests requests;
    private final Runnable untrusted;
    private final Deque<Question> questions = new ArrayDeque<>();
    private int asking;
    /** Grows with each connection. */
    private int turn;

    Subscribing(Loop loop, Requests requests, Runnable untrusted) {
        this.loop = loop;
        this.requests = requests;
        this.untrusted = untrusted;
    }

    /** There is a connection. */
    void begin(List<Subscription> wanted) {
        List<Subscription.Entry> granted = new ArrayList<>();
        wanted.stream().filter(Subscription::isAcknowledged).forEach(subscription -> granted.addAll(subscription.entries()));
        for (int i = 0; i < granted.size(); i += BATCH) {
            restore(granted.subList(i, Math.min(i + BATCH, granted.size())));
        }
        wanted.stream().filter(subscription -> !subscription.isAcknowledged()).forEach(this::ask);
    }

    /** There is none any more. */
    void stop() {
        turn++;
        asking = 0;
        questions.clear();
    }

    void ask(Subscription subscription) {
        subscription.entries().forEach(entry -> questions.add(new Question(subscription, entry)));
        askNext();
    }

    /** It is not wanted any more: what was not asked yet is not asked. */
    void forget(Subscription subscription) {
        questions.removeIf(question -> question.subscription() == subscription);
    }

    /** For good, or for now: then it is asked for again in a while. {@code pk} may be null. */
    void refused(Subscription subscription, Ws4RedisException error, String pk) {
        if (!error.isPassing()) {
            subscription.refused(error, pk);
            return;
        }
        subscription.uncertain();
        int mine = turn;
        loop.afterPause(() -> {
            if (mine == turn && subscription.isWanted()) {
                ask(subscription);
            }
        });
    }

    private void restore(List<Subscription.Entry> entries) {
        int mine = turn;
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        ArrayNode channels = fields.putArray("channels");
        entries.forEach(entry -> channels.add(fields(entry)));
        requests.urgent("resubscribe", fields).onFailure(e -> {
            if (mine == turn) {
                untrusted.run();
            }
        });
    }

    private void askNext() {
        while (asking < WINDOW && !questions.isEmpty()) {
            Question question = questions.poll();
            int mine = turn;
            asking++;
            requests.urgent("subscribe", fields(question.entry())).onComplete(result -> {
                if (mine != turn) {
                    return;
                }
                asking--;
                Subscription subscription = question.subscription();
                if (subscription.isWanted()) {
                    if (result.succeeded()) {
                        subscription.granted();
                    } else {
                        refused(subscription, (Ws4RedisException) result.cause(), question.entry().address().pk());
                    }
                }
                askNext();
            });
        }
    }

    private static ObjectNode fields(Subscription.Entry entry) {
        ObjectNode fields = entry.address().fields();
        entry.recover().ifPresent(position -> put(fields, position));
        return fields;
    }

    /** Says where the application is. */
    static void put(ObjectNode fields, Position position) {
        fields.putObject("recover").put("epoch", position.epoch()).put("offset", position.offset());
    }
}
