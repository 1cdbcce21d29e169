package io.quarkiverse.ws4redis.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestParserTest {

    private final RequestParser parser = new RequestParser(new RequestLimits(128, 4, 16, 20));

    @ParameterizedTest
    @ValueSource(strings = {"{}", "\"plain\"", "\"{}\"", "\"\"", "null", "true", "false", "5", "-0", "1.10", "1e3", "[]",
            "[1, 2 ,{\"a\" : null}]", "{\"a.b\":1,\"c\":{\"d\":\"\\u00fc \\\" }\"}}", "\"gr\u00fc\u00dfe \u2603 \ud83d\ude00\"",
            "12345678901234567890"})
    void theMessageOfAPublishIsKeptExactlyAsItWasWritten(String message) throws Exception {
        for (String text : List.of(
                "{\"action\":\"publish\",\"channel\":\"chat\",\"pk\":5,\"message\":" + message + "}",
                "{ \"message\" :  " + message + " , \"action\" : \"publish\" , \"pk\" : [5] , \"channel\" : \"chat\" } ",
                "{\"message\":{\"first\":[1]},\"message\":" + message
                        + ",\"action\":\"publish\",\"channel\":\"chat\",\"pk\":\"5\"}")) {
            assertThat(parser.parse(text)).isInstanceOfSatisfying(Request.Publish.class, publish -> {
                assertThat(publish.message()).isEqualTo(message);
                assertThat(publish.pks()).containsExactly("5");
                assertThat(publish.channel()).isEqualTo("chat");
            });
        }
    }

    @Test
    void aMessageLargerThanTheParsersBufferIsKeptToo() throws Exception {
        String message = "\"" + "x".repeat(100_000) + "\"";
        assertThat(parser.parse("{\"action\":\"publish\",\"channel\":\"c\",\"message\":" + message + ",\"id\":7}"))
                .isInstanceOfSatisfying(Request.Publish.class, publish -> {
                    assertThat(publish.message()).isEqualTo(message);
                    assertThat(publish.envelope().id()).isEqualTo("7");
                    assertThat(publish.pks()).isEmpty();
                });
    }

    @Test
    void anyOtherWordIsAnActionOfTheApplications() throws Exception {
        assertThat(parser.parse("{\"action\":\"status\",\"channel\":\"group\",\"pk\":1,\"status\":\"green\"}"))
                .isInstanceOfSatisfying(Request.Custom.class, custom -> assertThat(custom.action()).isEqualTo("status"));
    }

    @Test
    void presenceIsAskedOfOneChannelAndPkOrNone() throws Exception {
        assertThat(parser.parse("{\"action\":\"presence\",\"channel\":\"room\",\"pk\":3}"))
                .isInstanceOfSatisfying(Request.Presence.class, presence -> {
                    assertThat(presence.channel()).isEqualTo("room");
                    assertThat(presence.pk()).isEqualTo("3");
                });
        assertThat(parser.parse("{\"action\":\"presence\",\"channel\":\"room\"}"))
                .isInstanceOfSatisfying(Request.Presence.class, presence -> assertThat(presence.pk()).isNull());
        refused("{\"action\":\"presence\",\"channel\":\"room\",\"pk\":[3]}",
                WireError.badField("pk", "must be a string or a number"));
    }

    @Test
    void pkZeroIsAPkAndNullIsNone() throws Exception {
        assertThat(((Request.Subscribe) parser.parse("{\"action\":\"subscribe\",\"channel\":\"c\",\"pk\":0}")).pk())
                .isEqualTo("0");
        assertThat(((Request.Subscribe) parser.parse("{\"action\":\"subscribe\",\"channel\":\"c\",\"pk\":null}")).pk())
                .isNull();
    }

    @Test
    void aResubscribeIsAListOfSubscribes() throws Exception {
        Request.Resubscribe request = (Request.Resubscribe) parser.parse(
                "{\"action\":\"resubscribe\",\"channels\":[{\"channel\":\"a\",\"pk\":1,\"extra\":{}},{\"channel\":\"b\"}]}");
        assertThat(request.channels()).extracting(Request.Subscribe::channel).containsExactly("a", "b");
        assertThat(request.channels()).extracting(Request.Subscribe::pk).containsExactly("1", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "{", "{\"action\":\"auth\"", "{\"action\":\"auth\"}}", "{\"a\":NaN}", "nul",
            "{\"action\":\"publish\",\"message\":tru}", "[1", "\"a", "{\"action\":\"a\"} 1"})
    void whatIsNotJsonIsRefusedAsSuch(String text) {
        refused(text, WireError.BAD_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "5", "\"text\"", "true", "null", "[{\"action\":\"auth\"}]"})
    void whatIsNotAnObjectIsRefusedAsSuch(String text) {
        refused(text, WireError.NOT_AN_OBJECT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"action\":null}", "{\"action\":\"\"}", "{\"channel\":\"c\"}"})
    void aRequestNeedsAnAction(String text) {
        refused(text, WireError.NO_ACTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a:b\"", "{\"x\":1}", "[1,2]", "true", "\"\"", "1.5", "\"a\\u0001\""})
    void aSubscriptionsPkIsOneValidName(String pk) {
        assertThatThrownBy(() -> parser.parse("{\"action\":\"subscribe\",\"channel\":\"c\",\"pk\":" + pk + "}"))
                .isInstanceOfSatisfying(MalformedRequestException.class,
                        e -> assertThat(e.error().text()).startsWith("pk "));
    }

    @Test
    void namesAreRefusedNotCut() {
        assertThatThrownBy(() -> parser.parse("{\"action\":\"subscribe\",\"channel\":\"" + "c".repeat(129) + "\"}"))
                .hasMessage("channel is not a valid name");
        assertThatThrownBy(() -> parser.parse("{\"action\":\"subscribe\"}")).hasMessage("channel missing");
        assertThatThrownBy(() -> parser.parse("{\"action\":\"subscribe\",\"channel\":5}"))
                .hasMessage("channel is not a valid name");
    }

    @Test
    void listsDepthAndNumbersAreBounded() {
        refused("{\"action\":\"publish\",\"channel\":\"c\",\"pk\":[1,2,3,4,5],\"message\":1}", WireError.TOO_MANY_PKS);
        refused("{\"action\":\"publish\",\"channel\":\"c\",\"pk\":1,\"message\":" + "[".repeat(20) + "]".repeat(20) + "}",
                WireError.JSON_LIMITS);
        refused("{\"action\":\"publish\",\"channel\":\"c\",\"pk\":1,\"message\":" + "1".repeat(21) + "}",
                WireError.JSON_LIMITS);
        refused("{\"action\":\"publish\",\"channel\":\"c\",\"pk\":1,\"message\":[1," + "1".repeat(21) + "]}",
                WireError.JSON_LIMITS);
    }

    @Test
    void aRefusalKnowsWhatTheRequestWasAbout() {
        assertThatThrownBy(() -> parser.parse("{\"action\":\"publish\",\"channel\":\"c\",\"pk\":3,\"id\":\"i-1\"}"))
                .isInstanceOfSatisfying(MalformedRequestException.class, e -> {
                    assertThat(e.error().text()).isEqualTo("message missing");
                    assertThat(e.envelope()).isEqualTo(new Request.Envelope("\"i-1\"", "publish", "\"c\"", "3"));
                });
    }

    private void refused(String text, WireError error) {
        assertThatThrownBy(() -> parser.parse(text)).isInstanceOfSatisfying(MalformedRequestException.class,
                e -> assertThat(e.error()).isEqualTo(error));
    }

    @Test
    void whereAClientIsCanBeSaidWithASubscribeAResubscribeAndAnAuth() throws Exception {
        String recover = "\"recover\":{\"offset\":7,\"x\":[{}],\"epoch\":\"0123456789abcdef\"}";
        Position position = new Position("0123456789abcdef", 7);
        assertThat(((Request.Subscribe) parser.parse("{\"action\":\"subscribe\",\"channel\":\"c\"," + recover + "}")).recover())
                .isEqualTo(position);
        assertThat(((Request.Auth) parser.parse("{\"action\":\"auth\",\"kind\":\"jwt\"," + recover + "}")).recover())
                .isEqualTo(position);
        Request.Resubscribe all = (Request.Resubscribe) parser.parse("{\"action\":\"resubscribe\",\"channels\":[{\"channel\":"
                + "\"c\"," + recover + "},{\"channel\":\"d\",\"recover\":null}]}");
        assertThat(all.channels()).extracting(Request.Subscribe::recover).containsExactly(position, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "[]", "{}", "{\"epoch\":\"e\"}", "{\"offset\":1}", "{\"epoch\":1,\"offset\":1}",
            "{\"epoch\":\"e\",\"offset\":-1}", "{\"epoch\":\"e\",\"offset\":1.5}",
            "{\"epoch\":\"e\",\"offset\":1000000000000000}", "{\"epoch\":\"0123456789abcdef0\",\"offset\":1}"})
    void aPositionThatIsNoneIsRefused(String recover) {
        for (String request : List.of("{\"action\":\"subscribe\",\"channel\":\"c\",\"recover\":" + recover + "}",
                "{\"action\":\"resubscribe\",\"channels\":[{\"channel\":\"c\",\"recover\":" + recover + "}]}")) {
            assertThatThrownBy(() -> parser.parse(request)).hasMessage("recover must have epoch and offset");
        }
    }

    @Test
    void aHistoryRequestHasALimitAndAnOffset() throws Exception {
        assertThat(parser.parse("{\"action\":\"history\",\"channel\":\"c\",\"pk\":1,\"limit\":9000000000,\"since\":5}"))
                .isInstanceOfSatisfying(Request.History.class, history -> {
                    assertThat(history.limit()).isEqualTo(Integer.MAX_VALUE);
                    assertThat(history.since()).isEqualTo(5);
                    assertThat(history.pk()).isEqualTo("1");
                });
        for (String field : List.of("\"limit\":0", "\"limit\":\"5\"", "\"limit\":-1", "\"since\":{}", "\"since\":1.5")) {
            assertThatThrownBy(() -> parser.parse("{\"action\":\"history\",\"channel\":\"c\"," + field + "}"))
                    .hasMessageMatching("(limit|since) must be .*");
        }
    }

    @Test
    void aPublishMayHaveAKey() throws Exception {
        String publish = "{\"action\":\"publish\",\"channel\":\"c\",\"message\":1,\"key\":%s}";
        assertThat(((Request.Publish) parser.parse(publish.formatted("\"k:1\""))).key()).isEqualTo("k:1");
        assertThat(((Request.Publish) parser.parse(publish.formatted("null"))).key()).isNull();
        for (String key : List.of("1", "\"\"", "{}", "\"" + "k".repeat(129) + "\"")) {
            assertThatThrownBy(() -> parser.parse(publish.formatted(key))).hasMessage("key must be a short string");
        }
    }

    @Test
    void anActionOfTheApplicationsMayHaveFieldsOfTheSameNames() throws Exception {
        assertThat(parser.parse("{\"action\":\"x\",\"channel\":\"c\",\"key\":1,\"limit\":\"a\",\"since\":[],\"recover\":2}"))
                .isInstanceOf(Request.Custom.class);
    }
}
