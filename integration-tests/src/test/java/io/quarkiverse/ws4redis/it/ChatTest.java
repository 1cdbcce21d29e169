package io.quarkiverse.ws4redis.it;

import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.test.InjectWs4RedisClient;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.WsTestClients;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ChatTest {

    @InjectWs4RedisClient
    WsTestClients clients;

    @Test
    void twoMembersSeeEachOthersMessages() {
        try (WsTestClient alice = clients.connect(); WsTestClient bob = clients.connect()) {
            alice.auth("jwt", Tokens.of(7)).subscribe("chat", 5);
            bob.auth("jwt", Tokens.of(8)).subscribe("chat", 5);
            alice.send("{\"action\":\"publish\",\"channel\":\"chat\",\"pk\":5,\"message\":{\"text\":\"hi\"}}");
            alice.expect("{\"channel\":\"chat\",\"pk\":\"5\",\"message\":{\"text\":\"hi\"}}").expectNothingMore();
            bob.expect("{\"channel\":\"chat\",\"pk\":\"5\",\"message\":{\"text\":\"hi\"}}").expectNothingMore();
        }
    }
}
