package io.quarkiverse.ws4redis.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Whatever happens in whatever order: a client gets every message once and in order, or it is told. The model checks each frame.
 */
class TopicLogPropertiesTest {

    private enum Event {
        PUBLISH,
        ARRIVE,
        VANISH,
        RUN_SCRIPT,
        RUN_LAST,
        REPLY,
        REPLY_LAST,
        REFUSE,
        LOSE_LINK,
        RESTORE_LINK,
        RESTORE_AGAIN,
        NEW_EPOCH,
        EXPIRE,
        BEGIN,
        RECOVER,
        LEAVE
    }

    private record Step(Event event, int client) {
    }

    @Property(tries = 5000)
    void nobodyLosesAMessageWithoutBeingTold(@ForAll("anything") List<Step> steps) {
        run(steps).settle();
    }

    @Property(tries = 2000)
    void nobodyNoticesALinkThatOnlyFalters(@ForAll("ordinary") List<Step> steps) {
        TopicLogModel model = run(steps);
        model.settle();
        assertThat(model.clients.get(0).isIn()).isTrue();
    }

    private static TopicLogModel run(List<Step> steps) {
        TopicLogModel model = new TopicLogModel();
        for (int i = 0; i < 3; i++) {
            model.clients.add(model.new Client());
        }
        model.clients.get(0).join(null);
        model.runScript(true);
        model.reply(true);
        steps.forEach(step -> perform(model, step));
        return model;
    }

    private static void perform(TopicLogModel model, Step step) {
        TopicLogModel.Client client = model.clients.get(step.client());
        switch (step.event()) {
            case PUBLISH -> model.publish();
            case ARRIVE -> model.arrive();
            case VANISH -> model.vanish();
            case RUN_SCRIPT -> model.runScript(true);
            case RUN_LAST -> model.runScript(false);
            case REPLY -> model.reply(true);
            case REPLY_LAST -> model.reply(false);
            case REFUSE -> model.refuse();
            case LOSE_LINK -> model.loseLink();
            case RESTORE_LINK -> model.restoreLink();
            case RESTORE_AGAIN -> model.restoreAgain();
            case NEW_EPOCH -> model.newEpoch();
            case EXPIRE -> model.expire();
            case BEGIN -> client.join(null);
            case RECOVER -> client.join(client.position);
            case LEAVE -> client.leave();
        }
    }

    @Provide
    Arbitrary<List<Step>> anything() {
        return steps(Arbitraries.frequency(Tuple.of(8, Event.PUBLISH), Tuple.of(8, Event.ARRIVE), Tuple.of(1, Event.VANISH),
                Tuple.of(5, Event.RUN_SCRIPT), Tuple.of(1, Event.RUN_LAST), Tuple.of(4, Event.REPLY),
                Tuple.of(2, Event.REPLY_LAST), Tuple.of(1, Event.REFUSE), Tuple.of(1, Event.LOSE_LINK),
                Tuple.of(2, Event.RESTORE_LINK), Tuple.of(1, Event.RESTORE_AGAIN), Tuple.of(1, Event.NEW_EPOCH),
                Tuple.of(1, Event.EXPIRE),
                Tuple.of(2, Event.BEGIN), Tuple.of(4, Event.RECOVER), Tuple.of(3, Event.LEAVE)), 2);
    }

    /** The first client stays, and the link only falters: no more is published meanwhile than Redis keeps. */
    @Provide
    Arbitrary<List<Step>> ordinary() {
        return steps(Arbitraries.frequency(Tuple.of(4, Event.ARRIVE), Tuple.of(4, Event.RUN_SCRIPT), Tuple.of(3, Event.REPLY),
                Tuple.of(1, Event.REPLY_LAST),
                Tuple.of(2, Event.LOSE_LINK), Tuple.of(4, Event.RESTORE_LINK), Tuple.of(1, Event.RESTORE_AGAIN),
                Tuple.of(2, Event.BEGIN),
                Tuple.of(2, Event.RECOVER)), 2)
                .map(steps -> {
                    List<Step> all = new ArrayList<>(steps);
                    for (int i = 0; i < TopicLogModel.KEPT - 1; i++) {
                        all.add(i * all.size() / TopicLogModel.KEPT, new Step(Event.PUBLISH, 0));
                    }
                    return all;
                });
    }

    private static Arbitrary<List<Step>> steps(Arbitrary<Event> events, int lastClient) {
        return events.flatMap(event -> Arbitraries.integers().between(0, lastClient).map(client -> new Step(event, client)))
                .list().ofMaxSize(120);
    }
}
