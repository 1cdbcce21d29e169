package io.quarkiverse.ws4redis.it;

import java.net.URI;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ChatTest {

    @TestHTTPResource("/ws")
    URI uri;

    @Test
    void twoMembersSeeEachOthersMessages() {
        try (WsClient alice = WsClient.connect(uri); WsClient bob = WsClient.connect(uri)) {
            alice.authAs(7).subscribe("chat", "5", 2);
            bob.authAs(8).subscribe("chat", "5", 2);
            alice.send("{\"action\":\"publish\",\"channel\":\"chat\",\"pk\":5,\"message\":{\"text\":\"hi\"}}");
            alice.expect("{\"channel\":\"chat\",\"pk\":\"5\",\"message\":{\"text\":\"hi\"}}").expectNothingMore();
            bob.expect("{\"channel\":\"chat\",\"pk\":\"5\",\"message\":{\"text\":\"hi\"}}").expectNothingMore();
        }
    }
}
