package io.quarkiverse.ws4redis.benchmarks.plain;

import com.fasterxml.jackson.databind.JsonNode;

/** What a client sends. */
record Request(String action, String channel, int pk, JsonNode message) {

    String topic() {
        return channel + ":" + pk;
    }
}
