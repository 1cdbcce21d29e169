package io.quarkiverse.ws4redis.deployment.asyncapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON schemas that descriptions are put together of. */
final class SchemaNodes {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SchemaNodes() {
    }

    static ObjectNode object(ObjectNode properties, String... required) {
        ObjectNode object = JSON.objectNode().put("type", "object");
        object.set("properties", properties);
        for (String name : required) {
            object.withArray("required").add(name);
        }
        return object;
    }

    static ObjectNode fields(Object... namesAndSchemas) {
        ObjectNode fields = JSON.objectNode();
        for (int i = 0; i < namesAndSchemas.length; i += 2) {
            fields.set((String) namesAndSchemas[i], (JsonNode) namesAndSchemas[i + 1]);
        }
        return fields;
    }

    static ObjectNode ref(String schema) {
        return JSON.objectNode().put("$ref", "#/components/schemas/" + schema);
    }

    static ObjectNode list(JsonNode items) {
        ObjectNode list = JSON.objectNode().put("type", "array");
        list.set("items", items);
        return list;
    }

    static ObjectNode constant(String value) {
        return JSON.objectNode().put("const", value);
    }

    static ObjectNode text() {
        return JSON.objectNode().put("type", "string");
    }

    static ObjectNode integer() {
        return JSON.objectNode().put("type", "integer");
    }
}
