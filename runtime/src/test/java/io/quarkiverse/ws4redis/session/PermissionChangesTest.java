package io.quarkiverse.ws4redis.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.broker.ControlMessage.Recheck;
import io.quarkiverse.ws4redis.broker.ControlMessage.RecheckChannel;
import io.quarkiverse.ws4redis.broker.ControlMessage.RecheckSubscribers;
import io.quarkiverse.ws4redis.protocol.Topic;

/** Where in the outbox the nodes' questions have their place. */
class PermissionChangesTest {

    private final PermissionChanges changes = new PermissionChanges();

    @Test
    void whatIsAboutATopicIsAmongItsMessages() {
        changes.ofSubscribers("room", "3");
        changes.ofSubscribers("room", null);
        assertThat(changes.messages("events", List.of(topic("7")))).containsExactly(
                new TopicRecheck(topic("3"), new RecheckSubscribers("room", List.of("3"))),
                new TopicRecheck(topic(null), new RecheckSubscribers("room", Collections.singletonList(null))));
    }

    @Test
    void whatIsAboutAnIdentityIsBehindTheEventsOfItsTransaction() {
        changes.ofIdentity("member", "7");
        Recheck recheck = new Recheck("member", "7");
        assertThat(changes.messages("events", List.of(topic("3"), topic("4"), topic("3"))))
                .containsExactly(new TopicRecheck(topic("3"), recheck), new TopicRecheck(topic("4"), recheck));
        assertThat(changes.messages("events", List.of())).containsExactly(new TopicRecheck(null, recheck));
        assertThat(changes.messages("events", IntStream.range(0, 100).mapToObj(pk -> topic(Integer.toString(pk))).toList()))
                .containsExactly(new TopicRecheck(null, recheck));
    }

    @Test
    void manyQuestionsAreFewRowsWhichWaitForNobody() {
        for (int i = 0; i < 1000; i++) {
            changes.ofSubscribers("room", Integer.toString(i));
        }
        assertThat(changes.messages("events", List.of())).hasSize(2).allMatch(recheck -> recheck.topic() == null);
        for (int i = 0; i < 1000; i++) {
            changes.ofIdentity("member", Integer.toString(i));
        }
        assertThat(changes.messages("events", List.of(topic("3"), topic("4")))).hasSize(1002)
                .allMatch(recheck -> recheck.topic() == null);
    }

    @Test
    void whatIsAboutAllWaitsForNobody() {
        changes.ofChannel("room");
        assertThat(changes.messages("events", List.of(topic("3"))))
                .containsExactly(new TopicRecheck(null, new RecheckChannel("room")));
    }

    private static Topic topic(String pk) {
        return new Topic("events", "room", pk);
    }
}
