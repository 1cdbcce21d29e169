package io.quarkiverse.ws4redis.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlTest {

    static Stream<ControlMessage> messages() {
        return Stream.of(new ControlMessage.CloseConnection("c\"1", 4003),
                new ControlMessage.CloseIdentity("member", "7", 4002), new ControlMessage.Recheck("member", "\u2603"),
                new ControlMessage.RecheckSubscribers("room", List.of("3", "4")),
                new ControlMessage.RecheckSubscribers("room", Collections.singletonList(null)),
                new ControlMessage.RecheckChannel("room"), new ControlMessage.RecheckKind("member"),
                new ControlMessage.RecheckAll());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aMessageIsReadAsItWasWritten(ControlMessage message) {
        assertThat(Control.decode(Control.encode(message))).contains(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "[2,\"recheck\",\"a\",\"b\"]", "[1,\"unheard-of\"]", "[1]", "[1,5]", "nonsense",
            "[1,\"close-connection\",{},[]]", "[1,\"recheck-subscribers\",\"room\"]"})
    void whatOtherVersionsOrProgramsSendIsIgnored(String text) {
        assertThat(Control.decode(text)).isEmpty();
    }

    @Test
    void differentTopicsHaveDifferentRedisChannels() {
        RedisKeys keys = new RedisKeys("p");
        assertThat(Stream.of(keys.data("a", null, "f"), keys.data("a", "f", "f"), keys.data("a", "b", "f"),
                keys.data("a", "b", "g"), keys.control(), keys.control("f"), keys.nodes(), keys.probe("n"),
                keys.members("n"), keys.sweep("n"), keys.presence("a", "f"))).doesNotHaveDuplicates()
                .allMatch(key -> key.startsWith("p:"));
    }
}
