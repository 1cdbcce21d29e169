package io.quarkiverse.ws4redis.it;

import java.net.URI;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class TranscriptsTest {

    @TestHTTPResource("/")
    URI server;

    static List<String> names() {
        return Transcript.NAMES;
    }

    @ParameterizedTest
    @MethodSource("names")
    void clientsOfTheOriginalGetWhatTheyExpect(String name) {
        new Replay(Transcript.load(name), server).run();
    }
}
