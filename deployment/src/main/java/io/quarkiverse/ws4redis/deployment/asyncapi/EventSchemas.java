package io.quarkiverse.ws4redis.deployment.asyncapi;

import static io.quarkiverse.ws4redis.deployment.asyncapi.SchemaNodes.constant;
import static io.quarkiverse.ws4redis.deployment.asyncapi.SchemaNodes.fields;
import static io.quarkiverse.ws4redis.deployment.asyncapi.SchemaNodes.object;
import static io.quarkiverse.ws4redis.deployment.asyncapi.SchemaNodes.text;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.ws4redis.WsChange;
import io.quarkiverse.ws4redis.deployment.model.BroadcastData;
import io.quarkiverse.ws4redis.deployment.model.BroadcastModelBuildItem;

/** The messages about the changes of an entity, one schema for each change. */
final class EventSchemas {

    private final PayloadSchemas schemas;

    EventSchemas(PayloadSchemas schemas) {
        this.schemas = schemas;
    }

    List<ObjectNode> of(BroadcastModelBuildItem model) {
        return model.changes().stream().map(change -> event(model, change)).toList();
    }

    private ObjectNode event(BroadcastModelBuildItem model, WsChange change) {
        ObjectNode fields = fields("event", constant(change.name().toLowerCase(Locale.ROOT)), "entity",
                constant(model.entity()), "pk", text(), "version", JsonNodeFactory.instance.objectNode());
        if (change == WsChange.REMOVED) {
            return object(fields, "event", "entity", "pk");
        }
        fields.set("data", data(model.data()));
        return object(fields, "event", "entity", "pk", "data");
    }

    /** What is in a view only Jackson knows, when it writes it. */
    private JsonNode data(BroadcastData data) {
        return data instanceof BroadcastData.Projection projection
                ? schemas.of(projection.type())
                : JsonNodeFactory.instance.objectNode().put("type", "object");
    }
}
