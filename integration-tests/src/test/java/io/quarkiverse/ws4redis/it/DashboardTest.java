package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.ws4redis.test.InjectWs4RedisClient;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.WsTestClients;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/** What the dashboard and the alerts of the documentation ask for is what a node tells. */
@QuarkusTest
class DashboardTest {

    private static final Path ATTACHMENTS = Path.of("..", "docs", "modules", "ROOT", "attachments");
    private static final String DASHBOARD = "grafana-dashboard.json";
    private static final Pattern METRIC = Pattern.compile("ws4redis_[a-z_]+");

    @InjectWs4RedisClient
    WsTestClients clients;

    /** Presence is told of channels in which somebody has been. */
    @BeforeEach
    void somebodyIsInAChannelWithPresence() {
        try (WsTestClient alice = clients.connect()) {
            alice.auth("jwt", Tokens.of(7)).subscribe("foyer", 3);
            await().untilAsserted(() -> assertThat(exported()).contains("ws4redis_presence_connections"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {DASHBOARD, "prometheus-alerts.yaml"})
    void eachMetricThatIsAskedForExists(String file) throws IOException {
        assertThat(metrics(Files.readString(ATTACHMENTS.resolve(file)))).isNotEmpty().isSubsetOf(exported());
    }

    @Test
    void eachMetricIsOnTheDashboard() throws IOException {
        assertThat(metrics(Files.readString(ATTACHMENTS.resolve(DASHBOARD)))).containsAll(exported());
    }

    @Test
    void theDashboardHasNoPanelWithoutAQuery() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(Files.readString(ATTACHMENTS.resolve(DASHBOARD)));
        assertThat(dashboard.get("panels")).isNotEmpty()
                .allSatisfy(panel -> assertThat(panel.get("targets")).as(panel.get("title").asText()).isNotEmpty());
    }

    private static Set<String> exported() {
        return RestAssured.get("/q/metrics").then().statusCode(200).extract().asString().lines()
                .filter(line -> line.startsWith("ws4redis_")).flatMap(line -> metrics(line).stream())
                .collect(Collectors.toSet());
    }

    private static Set<String> metrics(String text) {
        return METRIC.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }
}
