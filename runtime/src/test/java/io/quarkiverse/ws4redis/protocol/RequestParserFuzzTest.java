package io.quarkiverse.ws4redis.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.ws4redis.WsNames;

/** Whatever a frame holds. Tries the inputs kept in the test resources; see CONTRIBUTING for how to look for new ones. */
class RequestParserFuzzTest {

    private static final RequestLimits LIMITS = new RequestLimits(16, 4, 8, 12);
    private static final int LONGEST_ECHO = LIMITS.nameLength() + 2;
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final RequestParser parser = new RequestParser(LIMITS);

    @FuzzTest(maxDuration = "15s")
    void aFrameIsAValidRequestOrRefused(byte[] frame) throws IOException {
        String text = new String(frame, StandardCharsets.UTF_8);
        try {
            check(parser.parse(text), text);
        } catch (MalformedRequestException e) {
            checkEnvelope(e.envelope());
            assertAnswerIsJson(e.error(), e.envelope());
        }
    }

    private static void check(Request request, String text) throws IOException {
        checkEnvelope(request.envelope());
        assertThat(request.json()).isEqualTo(text);
        names(request).filter(Objects::nonNull).forEach(RequestParserFuzzTest::assertFits);
        assertThat(names(request).count()).isLessThanOrEqualTo(1 + 2L * LIMITS.names());
        if (request instanceof Request.Publish publish) {
            assertArrivesAsItWasSent(publish, text);
        }
    }

    private static Stream<String> names(Request request) {
        if (request instanceof Request.Resubscribe resubscribe) {
            return resubscribe.channels().stream().flatMap(entry -> Stream.of(entry.channel(), entry.pk()));
        } else if (request instanceof Request.Publish publish) {
            return with(publish.channel(), publish.pks());
        } else if (request instanceof Request.Custom custom) {
            return with(custom.channel(), custom.pks());
        } else if (request instanceof Request.Subscribe subscribe) {
            return Stream.of(subscribe.channel(), subscribe.pk());
        } else if (request instanceof Request.Unsubscribe unsubscribe) {
            return Stream.of(unsubscribe.channel(), unsubscribe.pk());
        } else if (request instanceof Request.History history) {
            return Stream.of(history.channel(), history.pk());
        } else if (request instanceof Request.Presence presence) {
            return Stream.of(presence.channel(), presence.pk());
        }
        return Stream.empty();
    }

    private static Stream<String> with(String channel, List<String> pks) {
        return Stream.concat(Stream.of(channel), pks.stream());
    }

    private static void assertFits(String name) {
        assertThat(WsNames.isValid(name)).as(name).isTrue();
        assertThat(name).hasSizeLessThanOrEqualTo(LIMITS.nameLength());
    }

    private static void checkEnvelope(Request.Envelope envelope) {
        if (envelope.id() != null) {
            assertThat(envelope.id()).hasSizeLessThanOrEqualTo(LONGEST_ECHO);
        }
        if (envelope.channel() != null) {
            assertThat(envelope.channel()).hasSizeLessThanOrEqualTo(LONGEST_ECHO);
        }
        if (envelope.pk() != null) {
            assertFits(envelope.pk());
        }
    }

    /** What others get is valid, one message, and what Jackson's own tree of the request holds. */
    private static void assertArrivesAsItWasSent(Request.Publish publish, String text) throws IOException {
        String frame = Frames.message(publish.channel(), "1", publish.message());
        JsonNode arrived = JSON.readTree(frame);
        assertThat(arrived.size()).isEqualTo(3);
        assertThat(arrived.get("message")).isEqualTo(JSON.readTree(text).get("message"));
        assertThat(text).contains(publish.message());
    }

    private static void assertAnswerIsJson(WireError error, Request.Envelope envelope) throws IOException {
        JsonNode answer = JSON.readTree(Frames.error(envelope.channel(), error, envelope));
        assertThat(answer.at("/message/code").asInt()).isEqualTo(error.code());
    }
}
