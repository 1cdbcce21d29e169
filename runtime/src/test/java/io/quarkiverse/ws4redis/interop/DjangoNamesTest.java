package io.quarkiverse.ws4redis.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;

import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.protocol.Topic;

class DjangoNamesTest {

    private final DjangoNames names = new DjangoNames("None", "events", null);

    @Test
    void aTopicHasTheNameThatTheOriginalGivesIt() {
        assertThat(names.of(new Topic("events", "user", "alice"))).isEqualTo("None:user:alice:events");
        assertThat(names.of(new Topic("events", "chat", "0"))).isEqualTo("None:chat:0:events");
        assertThat(names.of(new Topic("events", "broadcast", null))).isEqualTo("None:broadcast:events");
    }

    @Test
    void aNameLeadsBackToItsTopic() {
        for (Topic topic : new Topic[]{new Topic("events", "user", "alice"), new Topic("events", "broadcast", null),
                new Topic("events", "{a", "b}")}) {
            assertThat(names.topic(names.of(topic))).isEqualTo(topic);
        }
    }

    @Test
    void ourDefaultFacilityIsTheirsWhateverItsName() {
        DjangoNames lobby = new DjangoNames("shop", "lobby", null);
        assertThat(lobby.of(new Topic("lobby", "chat", "5"))).isEqualTo("shop:chat:5:events");
        assertThat(lobby.topic("shop:chat:5:events")).isEqualTo(new Topic("lobby", "chat", "5"));
        assertThat(lobby.of(new Topic("events", "chat", "5"))).as("another facility").isNull();
    }

    @Test
    void onlyTheNamedChannelsAreExchanged() {
        DjangoNames chat = new DjangoNames("None", "events", Set.of("chat"));
        assertThat(chat.of(new Topic("events", "chat", "5"))).isNotNull();
        assertThat(chat.of(new Topic("events", "room", "5"))).isNull();
    }

    @Test
    void ourOwnRedisChannelsAreNoneOfTheirs() {
        DjangoNames same = new DjangoNames("ws4redis", "events", null);
        for (String own : new String[]{"ws4redis:{chat:5:events}", "ws4redis:{broadcast:events}", "ws4redis:control",
                "ws4redis:control:some-node", "ws4redis:probe:some-node", "ws4redis:events"}) {
            assertThat(same.topic(own)).as(own).isNull();
        }
    }
}
