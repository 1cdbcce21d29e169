package io.quarkiverse.ws4redis.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FramesTest {

    @Test
    void acknowledgementsHaveNoPkWhereThereIsNone() {
        assertThat(Frames.subscribed("user", "alice", 1))
                .isEqualTo("{\"name\":\"subscribed\",\"channel\":\"user\",\"status\":1,\"pk\":\"alice\"}");
        assertThat(Frames.unsubscribed("lobby", null, 0))
                .isEqualTo("{\"name\":\"unsubscribed\",\"channel\":\"lobby\",\"status\":0}");
    }

    @Test
    void aMessageGoesInUnchanged() {
        assertThat(Frames.message("chat", "5", "{ \"x\" : 1.10 }"))
                .isEqualTo("{\"channel\":\"chat\",\"pk\":\"5\",\"message\":{ \"x\" : 1.10 }}");
    }

    @Test
    void withHistoryAFrameSaysWhereItIs() {
        Position position = new Position("e", 7);
        assertThat(Frames.subscribed("c", "1", 2, position)).isEqualTo(
                "{\"name\":\"subscribed\",\"channel\":\"c\",\"status\":2,\"pk\":\"1\",\"epoch\":\"e\",\"offset\":7}");
        assertThat(Frames.recovered("c", null, true, position))
                .isEqualTo("{\"name\":\"recovered\",\"channel\":\"c\",\"recovered\":true,\"epoch\":\"e\",\"offset\":7}");
        assertThat(Frames.recovered("c", "1", false, null))
                .isEqualTo("{\"name\":\"recovered\",\"channel\":\"c\",\"pk\":\"1\",\"recovered\":false}");
        assertThat(Frames.messageHead("c", "1") + "{}" + Frames.messageTail(7))
                .isEqualTo("{\"channel\":\"c\",\"pk\":\"1\",\"message\":{},\"offset\":7}");
    }

    @Test
    void anErrorSaysWhatItIsAbout() {
        assertThat(Frames.error("\"c\"", WireError.PUBLISH_DENIED, new Request.Envelope("7", "publish", "\"c\"", "3")))
                .isEqualTo("{\"channel\":\"c\",\"message\":{\"error\":\"publish permission denied\",\"code\":403},"
                        + "\"action\":\"publish\",\"pk\":\"3\",\"id\":7}");
        assertThat(Frames.error(null, WireError.INVALID_KIND, Request.Envelope.NONE))
                .isEqualTo("{\"channel\":null,\"message\":{\"error\":\"invalid auth kind\",\"code\":400}}");
    }

    @Test
    void presenceNamesTheChannelAndThePkIfThereIsOne() {
        assertThat(Frames.membership("joined", "room", "3"))
                .isEqualTo("{\"name\":\"joined\",\"channel\":\"room\",\"pk\":\"3\",\"version\":");
        assertThat(Frames.presence("room", null, "\"count\":0"))
                .isEqualTo("{\"name\":\"presence\",\"channel\":\"room\",\"count\":0}");
    }

    @Test
    void namesAreEscaped() {
        assertThat(Frames.message("a\"b\\", "\u00fc", "1"))
                .isEqualTo("{\"channel\":\"a\\\"b\\\\\",\"pk\":\"\u00fc\",\"message\":1}");
    }
}
