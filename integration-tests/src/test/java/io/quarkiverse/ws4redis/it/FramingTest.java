package io.quarkiverse.ws4redis.it;

import static io.quarkiverse.ws4redis.it.FramingCase.answered;
import static io.quarkiverse.ws4redis.it.FramingCase.closed;
import static io.quarkiverse.ws4redis.it.FramingCase.echo;
import static io.quarkiverse.ws4redis.it.FramingCase.request;
import static io.quarkiverse.ws4redis.it.RawWebSocket.BINARY;
import static io.quarkiverse.ws4redis.it.RawWebSocket.CLOSE;
import static io.quarkiverse.ws4redis.it.RawWebSocket.CONTINUATION;
import static io.quarkiverse.ws4redis.it.RawWebSocket.PING;
import static io.quarkiverse.ws4redis.it.RawWebSocket.PONG;
import static io.quarkiverse.ws4redis.it.RawWebSocket.TEXT;
import static io.quarkiverse.ws4redis.it.RawWebSocket.closeFrame;
import static io.quarkiverse.ws4redis.it.RawWebSocket.fragment;
import static io.quarkiverse.ws4redis.it.RawWebSocket.frame;
import static io.quarkiverse.ws4redis.it.RawWebSocket.head;
import static io.quarkiverse.ws4redis.it.RawWebSocket.join;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkiverse.ws4redis.it.RawWebSocket.Frame;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

/** RFC 6455 byte by byte: what of Autobahn's test suite matters to this endpoint. */
@QuarkusTest
class FramingTest {

    private static final String HEARTBEAT = WsTestClient.HEARTBEAT;
    private static final int MAX_FRAME = 65_536;
    private static final int MAX_MESSAGE = 262_144;

    @TestHTTPResource("/ws/events")
    URI uri;

    static Stream<FramingCase> fragmentation() {
        String text = request("in parts");
        return Stream.of(
                answered("one frame", List.of(echo("a")), frame(TEXT, request("a"))),
                answered("two fragments", List.of(echo("in parts")), fragment(TEXT, text.substring(0, 9)),
                        frame(CONTINUATION, text.substring(9))),
                answered("a fragment for each byte", List.of(echo("in parts")), fragment(TEXT, text.substring(0, 1)),
                        eachByte(text.substring(1)), frame(CONTINUATION, "")),
                answered("a binary message in fragments", List.of(echo("in parts")), fragment(BINARY, text.substring(0, 9)),
                        frame(CONTINUATION, text.substring(9))),
                answered("an empty first fragment", List.of(echo("in parts")), fragment(TEXT, ""), fragment(CONTINUATION, ""),
                        frame(CONTINUATION, text)),
                answered("an empty first fragment of a binary message", List.of(echo("in parts")), fragment(BINARY, ""),
                        fragment(CONTINUATION, text), frame(CONTINUATION, "")),
                answered("nothing but empty fragments",
                        List.of("{\"channel\":\"system\",\"message\":{\"error\":\"not valid JSON\",\"code\":400}}", echo("a")),
                        fragment(TEXT, ""), fragment(CONTINUATION, ""), frame(CONTINUATION, ""), frame(TEXT, request("a"))),
                answered("a ping between fragments", List.of("pong:p", echo("in parts")), fragment(TEXT, text.substring(0, 9)),
                        frame(PING, "p"), frame(CONTINUATION, text.substring(9))),
                answered("a ping behind an empty first fragment", List.of("pong:p", echo("in parts")), fragment(TEXT, ""),
                        frame(PING, "p"), frame(CONTINUATION, text)),
                answered("an unasked pong between fragments", List.of(echo("in parts")), fragment(TEXT, text.substring(0, 9)),
                        frame(PONG, "p"), frame(CONTINUATION, text.substring(9))),
                closed("a continuation of nothing", 1002, frame(CONTINUATION, text)),
                closed("a continuation of nothing, with more to come", 1002, fragment(CONTINUATION, text)),
                closed("a message inside a message", 1002, fragment(TEXT, text), frame(TEXT, request("a"))),
                closed("a binary message inside a text message", 1002, fragment(TEXT, text), frame(BINARY, request("a"))),
                closed("a message behind an empty first fragment", 1002, fragment(TEXT, ""), frame(TEXT, request("a"))),
                closed("a ping in fragments", 1002, fragment(PING, "p"), frame(CONTINUATION, "q")),
                closed("a close in fragments", 1002, fragment(CLOSE, ""), frame(CONTINUATION, "")));
    }

    static Stream<FramingCase> utf8() {
        String start = "{\"action\":\"echo\",\"id\":\"";
        return Stream.of(
                Stream.of("\u007f", "\u0080", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\ufffd", "\uffff", "\ud800\udc00",
                        "\udbff\udfff", "\u03ba\u1f79\u03c3\u03bc\u03b5")
                        .map(text -> answered("valid: " + hex(text), List.of(echo(text)), frame(TEXT, request(text)))),
                Stream.of("80", "c3", "c328", "c0af", "e08080", "eda080", "edbfbf", "e282", "f08080af", "f4908080", "f8888080",
                        "fe", "ff", "cebae1bdb9cf83cebceda080656469746564")
                        .map(bytes -> closed("invalid: " + bytes, 1007, frame(TEXT, HexFormat.of().parseHex(bytes)))),
                Stream.of(
                        answered("a code point over two fragments", List.of(echo("\u2603")),
                                frame(TEXT, true, join(start.getBytes(StandardCharsets.UTF_8), bytes(0xe2))),
                                frame(CONTINUATION, join(bytes(0x98, 0x83), "\"}".getBytes(StandardCharsets.UTF_8)))),
                        answered("a code point over fragments with a ping between", List.of("pong:", echo("\u2603")),
                                frame(TEXT, true, join(start.getBytes(StandardCharsets.UTF_8), bytes(0xe2, 0x98))),
                                frame(PING, ""),
                                frame(CONTINUATION, join(bytes(0x83), "\"}".getBytes(StandardCharsets.UTF_8)))),
                        closed("a code point that the message's end cuts", 1007, fragment(TEXT, start),
                                frame(CONTINUATION, bytes(0xe2, 0x98))),
                        closed("an invalid first fragment, before the others come", 1007, frame(TEXT, true, bytes(0xff))),
                        closed("an invalid second fragment", 1007, fragment(TEXT, start),
                                frame(CONTINUATION, true, bytes(0xff))),
                        closed("an invalid fragment behind an empty one", 1007, fragment(TEXT, ""),
                                frame(CONTINUATION, true, bytes(0xff))),
                        closed("what follows invalid text is not handled", 1007, frame(TEXT, bytes(0xff)),
                                frame(TEXT, request("late"))),
                        answered("a binary message need not be text",
                                List.of("{\"channel\":\"system\",\"message\":{\"error\":\"frame is not UTF-8\",\"code\":400}}"),
                                frame(BINARY, bytes(0xff)))))
                .flatMap(cases -> cases);
    }

    static Stream<FramingCase> closing() {
        return Stream.of(
                IntStream.of(1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 3000, 3999, 4000, 4999).mapToObj(
                        code -> closed("close with " + code + " is answered alike", code, closeFrame(code, ""))),
                IntStream.of(0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999).mapToObj(
                        code -> closed("close with " + code + ", which is not allowed", 1002, closeFrame(code, ""))),
                Stream.of(
                        closed("an empty close", 1000, frame(CLOSE, "")),
                        closed("a close with the longest reason", 1000, closeFrame(1000, "r".repeat(123))),
                        closed("a close with a reason too long", 1002, closeFrame(1000, "r".repeat(124))),
                        closed("a close whose reason is not UTF-8", 1007, frame(CLOSE, bytes(0x03, 0xe8, 0xff))),
                        closed("a close of one byte", 1002, frame(CLOSE, bytes(3))),
                        closed("a request behind a close", 1000, closeFrame(1000, ""), frame(TEXT, request("late"))),
                        closed("a ping behind a close", 1000, closeFrame(1000, ""), frame(PING, "late")),
                        closed("two closes", 1000, closeFrame(1000, ""), closeFrame(1001, "")),
                        closed("a close between fragments", 1000, fragment(TEXT, "{"), closeFrame(1000, ""),
                                frame(CONTINUATION, "}"))))
                .flatMap(cases -> cases);
    }

    static Stream<FramingCase> headers() {
        byte[] payload = request("a").getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                IntStream.of(0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70).mapToObj(bits -> closed(
                        "reserved bits " + Integer.toHexString(bits), 1002, frame(0x80 | bits | TEXT, true, payload))),
                IntStream.of(3, 4, 5, 6, 7, 11, 12, 13, 14, 15).mapToObj(
                        opcode -> closed("reserved opcode " + opcode, 1002, frame(opcode, payload))),
                Stream.of(
                        closed("a reserved bit on a ping", 1002, frame(0x80 | 0x40 | PING, true, bytes())),
                        closed("text that is not masked", 1002, frame(0x80 | TEXT, false, payload)),
                        closed("a ping that is not masked", 1002, frame(0x80 | PING, false, bytes())),
                        closed("a close that is not masked", 1002, frame(0x80 | CLOSE, false, bytes(3, 0xe8))),
                        closed("a length in two bytes that one would hold", 1002, bytes(0x81, 0xfe, 0, 5)),
                        closed("a length in eight bytes that two would hold", 1002, bytes(0x81, 0xff, 0, 0, 0, 0, 0, 0, 1, 0)),
                        closed("a negative length", 1002, bytes(0x81, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0))))
                .flatMap(cases -> cases);
    }

    static Stream<FramingCase> pings() {
        return Stream.of(
                answered("an empty ping", List.of("pong:"), frame(PING, "")),
                answered("a ping of 125 bytes", List.of("pong:" + "p".repeat(125)), frame(PING, "p".repeat(125))),
                closed("a ping of 126 bytes", 1002, frame(PING, "p".repeat(126))),
                answered("ten pings", IntStream.range(0, 10).mapToObj(i -> "pong:" + i).toList(),
                        join(IntStream.range(0, 10).mapToObj(i -> frame(PING, "" + i)).toArray(byte[][]::new))),
                answered("an unasked pong", List.of(), frame(PONG, "p")),
                closed("a pong of 126 bytes", 1002, frame(PONG, "p".repeat(126))));
    }

    static Stream<FramingCase> limits() {
        String tooLarge = "{\"channel\":\"system\",\"message\":{\"error\":\"message too large\",\"code\":413}}";
        String full = "x".repeat(MAX_FRAME);
        return Stream.of(
                answered("the largest frame", List.of(
                        "{\"channel\":\"system\",\"message\":{\"error\":\"not valid JSON\",\"code\":400}}"), frame(TEXT, full)),
                closed("a frame larger than the largest", 1009, head(0x80 | TEXT, true, MAX_FRAME + 1)),
                closed("a frame that nobody could hold", 1009,
                        bytes(0x82, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)),
                answered("the largest message", List.of(tooLarge), fragment(TEXT, full), fragment(CONTINUATION, full),
                        fragment(CONTINUATION, full), frame(CONTINUATION, full)),
                closed("a message larger than the largest, before it ends", 1009, fragment(TEXT, full),
                        fragment(CONTINUATION, full), fragment(CONTINUATION, full), fragment(CONTINUATION, full),
                        fragment(CONTINUATION, "x"), frame(CONTINUATION, "")),
                answered("ten thousand empty fragments", List.of(echo("a")), fragment(TEXT, "{\"action\":\"echo\","),
                        join(IntStream.range(0, 10_000).mapToObj(i -> fragment(CONTINUATION, "")).toArray(byte[][]::new)),
                        frame(CONTINUATION, "\"id\":\"a\"}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"fragmentation", "utf8", "closing", "headers", "pings", "limits"})
    void theEndpointKeepsToTheRules(FramingCase given) {
        try (RawWebSocket client = RawWebSocket.connect(uri)) {
            client.write(given.bytes());
            assertOutcome(client, given);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"fragmentation", "utf8", "closing", "pings"})
    void theEndpointKeepsToTheRulesRightBehindTheHandshake(FramingCase given) {
        try (RawWebSocket client = RawWebSocket.connect(uri, given.bytes())) {
            assertOutcome(client, given);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"fragmentation", "utf8", "pings"})
    void theEndpointKeepsToTheRulesByteByByte(FramingCase given) {
        try (RawWebSocket client = RawWebSocket.connect(uri)) {
            client.writeOneByOne(given.bytes());
            assertOutcome(client, given);
        }
    }

    private static void assertOutcome(RawWebSocket client, FramingCase given) {
        for (String answer : given.answers()) {
            assertThat(said(client.read())).isEqualTo(answer);
        }
        if (given.closeCode() == 0) {
            client.write(frame(TEXT, HEARTBEAT));
            assertThat(said(client.read())).isEqualTo(HEARTBEAT);
            return;
        }
        Frame end = client.read();
        assertThat(end.closeCode()).as(said(end)).isEqualTo(given.closeCode());
        assertThat(end.closeReason()).doesNotContain("Exception", "io.");
        client.write(closeFrame(1000, ""));
        assertThat(client.read()).isEqualTo(Frame.GONE);
    }

    private static String said(Frame frame) {
        return switch (frame.opcode()) {
            case TEXT -> frame.text();
            case PONG -> "pong:" + frame.text();
            case CLOSE -> "close:" + frame.closeCode() + " " + frame.closeReason();
            default -> frame.opcode() == -1 ? "gone" : "opcode " + frame.opcode();
        };
    }

    @Test
    void aMessageThatIsCompleteIsNotContinued() {
        try (RawWebSocket client = RawWebSocket.connect(uri)) {
            client.write(frame(TEXT, request("a")));
            assertThat(said(client.read())).isEqualTo(echo("a"));
            client.write(frame(CONTINUATION, "b"));
            assertThat(client.read().closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void halfAFrameAndThenSilenceCostsNobodyElseAndEndsWithTheDeadline() {
        byte[] request = frame(TEXT, request("half"));
        try (RawWebSocket silent = RawWebSocket.connect(uri); RawWebSocket other = RawWebSocket.connect(uri)) {
            silent.write(Arrays.copyOf(request, request.length / 2));
            other.write(frame(TEXT, request("whole")));
            assertThat(said(other.read())).isEqualTo(echo("whole"));
            assertThat(said(silent.read())).contains("no credentials received");
            assertThat(silent.read().closeCode()).isEqualTo(4001);
        }
    }

    @Test
    void theServersCloseIsTheLastThingItSays() {
        try (RawWebSocket client = RawWebSocket.connect(uri)) {
            // Far more than a connection may send at once.
            for (int i = 0; i < 400; i++) {
                client.write(frame(TEXT, HEARTBEAT));
            }
            Frame last = client.read();
            while (last.opcode() == TEXT) {
                last = client.read();
            }
            assertThat(last.closeCode()).isEqualTo(4008);
            client.write(frame(TEXT, HEARTBEAT), frame(PING, "late"), closeFrame(4008, ""));
            Frame next = client.read();
            while (next.opcode() == PONG) {
                next = client.read();
            }
            assertThat(next).isEqualTo(Frame.GONE);
        }
    }

    private static byte[] eachByte(String text) {
        return join(text.chars().mapToObj(c -> fragment(CONTINUATION, String.valueOf((char) c))).toArray(byte[][]::new));
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
