package io.quarkiverse.ws4redis.benchmarks.plain;

import com.fasterxml.jackson.databind.JsonNode;

/** What subscribers get. */
record Delivery(String channel, int pk, JsonNode message) {
}
