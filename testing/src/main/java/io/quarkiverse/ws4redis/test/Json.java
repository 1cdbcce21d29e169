package io.quarkiverse.ws4redis.test;

import java.util.Iterator;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON as it is compared: numbers keep all their digits. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper().findAndRegisterModules()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Json() {
    }

    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static JsonNode of(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** {@return whether all that is in the part is in the whole, at its place; a list must have as many elements} */
    static boolean isPart(JsonNode part, JsonNode whole) {
        if (part.isObject() && whole.isObject()) {
            for (Map.Entry<String, JsonNode> field : part.properties()) {
                JsonNode other = whole.get(field.getKey());
                if (other == null || !isPart(field.getValue(), other)) {
                    return false;
                }
            }
            return true;
        }
        if (part.isArray() && whole.isArray() && part.size() == whole.size()) {
            Iterator<JsonNode> others = whole.iterator();
            for (JsonNode element : part) {
                if (!isPart(element, others.next())) {
                    return false;
                }
            }
            return true;
        }
        return part.equals(whole);
    }
}
