package io.quarkiverse.ws4redis;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The rule for what credentials say of an identity: small, because every member of every channel gets it. */
final class WsMeta {

    private static final int MAX_BYTES = 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private WsMeta() {
    }

    static Map<String, Object> require(Map<String, Object> meta) {
        if (meta == null || meta.isEmpty()) {
            return Map.of();
        }
        try {
            if (JSON.writeValueAsString(meta).getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
                throw new IllegalArgumentException("meta must have at most " + MAX_BYTES + " bytes as JSON");
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("meta cannot be written as JSON", e);
        }
        return Collections.unmodifiableMap(meta);
    }
}
