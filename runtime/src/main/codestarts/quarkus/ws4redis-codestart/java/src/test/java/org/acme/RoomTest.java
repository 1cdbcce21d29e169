package org.acme;

import io.quarkiverse.ws4redis.test.InjectWs4RedisClient;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.WsTestClients;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RoomTest {

    @InjectWs4RedisClient
    WsTestClients clients;

    @Test
    void whatOneSaysTheOthersHear() {
        WsTestClient alice = clients.connect().auth("demo", "alice").subscribe("room", 1);
        WsTestClient bob = clients.connect().auth("demo", "bob").subscribe("room", 1);
        alice.publish("room", 1, Map.of("from", "alice", "text", "hi"));
        bob.await("""
                {"channel":"room","pk":"1","message":{"from":"alice","text":"hi"}}""");
    }

    @Test
    void nobodySpeaksForSomebodyElse() {
        clients.connect().auth("demo", "alice").expectRefused(403, "publish",
                Map.of("channel", "room", "pk", 1, "message", Map.of("from", "bob", "text", "hi")));
    }
}
