package io.quarkiverse.ws4redis.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.WsException;
import io.quarkiverse.ws4redis.dispatch.Authenticator;
import io.quarkiverse.ws4redis.dispatch.DispatchRegistry;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;

class AuthHandlerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private SessionNode node;

    @AfterEach
    void stop() {
        node.closeAll();
        node.close();
    }

    @Test
    void whatAnAuthenticatorCannotDecideIsNobodysGuess() {
        node = new SessionNode(Map.of("auth.max-failures", "2"), new DispatchRegistry(List.of(),
                List.of(TestApplication.registry().authenticator("member").get(), throwing("busy", 503),
                        throwing("closed", 403))));
        Peer peer = node.open("events");
        for (int i = 0; i < 3; i++) {
            peer.send("{\"action\":\"auth\",\"kind\":\"busy\"}");
        }
        node.settle();
        assertThat(peer.received()).hasSize(3).allMatch(frame -> frame.contains("\"code\":503"));
        assertThat(peer.closeCode()).isZero();
        for (int i = 0; i < 2; i++) {
            peer.send("{\"action\":\"auth\",\"kind\":\"closed\"}");
        }
        node.settle();
        assertThat(peer.closeCode()).isEqualTo(4008);
    }

    @Test
    void anIdentityOfTheUpgradeThatEndsEndsItsConnection() {
        node = new SessionNode(Map.of());
        Peer peer = node.open("events", QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal("carol"))
                .addAttribute("quarkus.identity.expire-time", Instant.now().plusSeconds(2).getEpochSecond()).build());
        node.settle();
        assertThat(peer.received()).isNotEmpty().allMatch(frame -> frame.contains("\"name\":\"subscribed\"")
                || frame.contains("token expires soon"));
        await().atMost(PATIENCE).until(() -> peer.closeCode() == 4004);
    }

    private static Authenticator throwing(String kind, int code) {
        return TestApplication.authenticator(kind, request -> {
            throw new WsException(code, "not now");
        });
    }
}
