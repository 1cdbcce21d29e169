package io.quarkiverse.ws4redis.benchmarks.report;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/** One measurement, as the load generator printed it. */
record Result(JsonNode json) {

    private static final List<String> FAULTS = List.of("failed_connections", "lost", "duplicates", "reordered", "misrouted",
            "server_errors", "closed_early", "unanswered", "unexpected_answers");

    String server() {
        return json.path("label").asText();
    }

    String mode() {
        return json.path("mode").asText();
    }

    boolean has(String key) {
        return json.path(key).isNumber();
    }

    boolean isFaulty() {
        return FAULTS.stream().anyMatch(fault -> number(fault) != 0);
    }

    double number(String key) {
        return json.path(key).asDouble();
    }

    String text(String key) {
        JsonNode value = json.path(key);
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
