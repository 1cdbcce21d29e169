package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.test.InjectWs4RedisClient;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.WsTestClients;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

/** No log of ours, however talkative, and no access log has what a client proves itself with or says to others. */
@QuarkusTest
@TestProfile(SecretsInLogsTest.Talkative.class)
class SecretsInLogsTest {

    public static final class Talkative implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.log.min-level", "TRACE", "quarkus.log.category.\"io.quarkiverse.ws4redis\".level", "TRACE",
                    "quarkus.http.access-log.enabled", "true", "quarkus.http.access-log.pattern", "access %r %s");
        }
    }

    private static final String SECRET = "s3cret";

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Handler capture = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            log.add(getFormatter().format(logged));
        }

        @Override
        public void flush() {
            // Nothing is kept back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    @TestHTTPResource("/ws")
    URI uri;

    @InjectWs4RedisClient
    WsTestClients clients;

    @BeforeEach
    void listen() {
        capture.setLevel(Level.ALL);
        capture.setFormatter(new PatternFormatter("%c %s%e"));
        Logger.getLogger("").addHandler(capture);
    }

    @AfterEach
    void stop() {
        Logger.getLogger("").removeHandler(capture);
    }

    @Test
    void tokensAndMessagesAreNotLogged() {
        String token = Tokens.of(7);
        for (WsTestClients opener : List.of(clients.query("token", SECRET),
                clients.facility("events").query("token", "tok-200").query("x", SECRET))) {
            try (WsTestClient client = opener.connect()) {
                client.next();
                client.send("{\"action\":\"auth\",\"kind\":\"terminal\",\"token\":\"" + SECRET + "\"}").next();
                client.send("{\"action\":\"auth\",\"kind\":\"jwt\",\"token\":\"" + token + SECRET + "\"}").next();
                client.send("{\"action\":\"auth\",\"kind\":\"jwt\",\"token\":\"" + token + "\"}");
                client.nextText();
                client.send("{\"action\":\"publish\",\"channel\":\"chat\",\"pk\":5,\"message\":\"" + SECRET + "\"}");
                client.send("{\"action\":\"" + SECRET);
                client.close(1000);
                client.expectClose();
            }
        }
        RestAssured.get(uri.resolve("/server/hooks")).then().statusCode(200);
        await().untilAsserted(() -> assertThat(log).anyMatch(line -> line.contains("access GET /server/hooks")));
        assertThat(log).anyMatch(line -> line.startsWith("io.quarkiverse.ws4redis") && line.contains("is member:7"));
        assertThat(log).filteredOn(line -> line.startsWith("io.quarkiverse.ws4redis") || line.contains("access "))
                .noneMatch(line -> line.contains(SECRET) || line.contains(token) || line.contains("tok-200"));
    }
}
