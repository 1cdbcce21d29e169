package io.quarkiverse.ws4redis.deployment.asyncapi;

import static io.quarkiverse.ws4redis.deployment.asyncapi.SchemaNodes.constant;
import static io.quarkiverse.ws4redis.deployment.asyncapi.SchemaNodes.fields;
import static io.quarkiverse.ws4redis.deployment.asyncapi.SchemaNodes.integer;
import static io.quarkiverse.ws4redis.deployment.asyncapi.SchemaNodes.list;
import static io.quarkiverse.ws4redis.deployment.asyncapi.SchemaNodes.object;
import static io.quarkiverse.ws4redis.deployment.asyncapi.SchemaNodes.ref;
import static io.quarkiverse.ws4redis.deployment.asyncapi.SchemaNodes.text;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

import org.jboss.jandex.Type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.ws4redis.deployment.model.Argument;
import io.quarkiverse.ws4redis.deployment.model.BroadcastModelBuildItem;
import io.quarkiverse.ws4redis.deployment.model.ChannelModelBuildItem;
import io.quarkiverse.ws4redis.deployment.model.HandlerMethod;

/** One channel of the application: what may be asked, and what the server says. */
final class ChannelDescription {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ChannelModelBuildItem model;
    private final List<BroadcastModelBuildItem> broadcasts;
    private final PayloadSchemas schemas;
    private final String key;
    private final ObjectNode messages = JSON.objectNode();
    private final ObjectNode operations = JSON.objectNode();

    ChannelDescription(ChannelModelBuildItem model, List<BroadcastModelBuildItem> broadcasts, PayloadSchemas schemas,
            String key) {
        this.model = model;
        this.broadcasts = broadcasts;
        this.schemas = schemas;
        this.key = key;
        describe();
    }

    /** {@return the channel} */
    ObjectNode channel() {
        ObjectNode channel = JSON.objectNode();
        channel.put("title", model.channel());
        channel.put("address", model.channel() + "/{pk}");
        channel.put("description", "Declared by " + model.type().name() + ".");
        channel.putObject("parameters").putObject("pk").put("description", "The primary key.");
        channel.put("x-ws4redis-channel", model.channel());
        channel.set("messages", messages);
        return channel;
    }

    /** {@return its operations} */
    ObjectNode operations() {
        return operations;
    }

    private void describe() {
        subscriptions();
        if (model.canPublishTo().isPresent()) {
            ObjectNode publish = fields("message", published(), "key", text());
            received("publish", request("publish", publish, "message"),
                    ok(fields("receivers", integer(), "offset", ref("Offset"))));
        }
        ObjectNode delivery = fields("pk", text(), "message", delivered());
        if (model.options().history().size() > 0) {
            delivery.set("offset", ref("Offset"));
            history();
        }
        sent("message", inChannel(JSON.objectNode(), delivery, "message"));
        if (model.options().presence()) {
            presence();
        }
        Keys actions = new Keys();
        new TreeMap<>(model.actions()).forEach((name, method) -> action("action." + actions.of(name), constant(name), method)
                .put("x-ws4redis-action", name));
        model.onMessage().ifPresent(method -> action("actions", text(), method));
    }

    private void subscriptions() {
        ObjectNode state = fields("status", integer(), "pk", text(), "epoch", text(), "offset", ref("Offset"));
        if (model.canSubscribeTo().isPresent()) {
            received("subscribe", request("subscribe", fields("recover", ref("Position"))),
                    frame("subscribed", state, "status"));
        }
        received("unsubscribe", request("unsubscribe", JSON.objectNode()),
                frame("unsubscribed", fields("status", integer(), "pk", text()), "status"));
    }

    private void history() {
        ObjectNode stored = object(fields("offset", ref("Offset"), "message", delivered()), "offset", "message");
        ObjectNode page = fields("epoch", text(), "offset", ref("Offset"), "messages", list(stored));
        received("history", request("history", fields("limit", integer(), "since", ref("Offset"))),
                ok(page, "epoch", "offset", "messages"));
        ObjectNode end = fields("recovered", JSON.objectNode().put("type", "boolean"), "pk", text(), "epoch", text(), "offset",
                ref("Offset"));
        sent("recovered", frame("recovered", end, "recovered"));
    }

    private void presence() {
        ObjectNode state = fields("version", integer(), "count", integer(), "members", list(ref("Member")));
        received("presence", request("presence", JSON.objectNode()), ok(state, "version", "count", "members"));
        for (String change : List.of("joined", "left")) {
            sent(change,
                    frame(change, fields("pk", text(), "version", integer(), "member", ref("Member")), "version", "member"));
        }
    }

    private ObjectNode action(String name, JsonNode word, HandlerMethod method) {
        JsonNode request = request(word, JSON.objectNode());
        Optional<Type> payload = payload(method);
        if (payload.isPresent()) {
            request = JSON.objectNode().set("allOf", JSON.arrayNode().add(schemas.of(payload.get())).add(request));
        }
        JsonNode result = method.result().kind() == Type.Kind.VOID ? JSON.objectNode() : schemas.of(method.result());
        return received(name, request, ok(fields("result", result)));
    }

    /** A message is what the permission to publish binds it to, or anything. */
    private JsonNode published() {
        return model.canPublishTo().flatMap(ChannelDescription::payload).map(schemas::message).orElseGet(JSON::objectNode);
    }

    /** What subscribers get: what clients publish, and what becomes of entities. */
    private JsonNode delivered() {
        if (broadcasts.isEmpty()) {
            return published();
        }
        ArrayNode any = JSON.arrayNode();
        if (model.canPublishTo().isPresent()) {
            any.add(published());
        }
        EventSchemas events = new EventSchemas(schemas);
        broadcasts.forEach(broadcast -> any.addAll(events.of(broadcast)));
        return JSON.objectNode().set("anyOf", any);
    }

    private static Optional<Type> payload(HandlerMethod method) {
        return method.arguments().stream().filter(Argument.Payload.class::isInstance)
                .map(argument -> ((Argument.Payload) argument).type()).findFirst();
    }

    /** The server receives a request and answers it. */
    private ObjectNode received(String name, JsonNode request, JsonNode answer) {
        ObjectNode operation = operation(name, "receive", request);
        ObjectNode reply = operation.putObject("reply");
        reply.putObject("channel").put("$ref", "#/channels/" + key);
        String answered = name + ".answer";
        messages.putObject(answered).put("title", "The answer to " + name).set("payload", answer);
        reply.putArray("messages").addObject().put("$ref", "#/channels/" + key + "/messages/" + answered);
        return operation;
    }

    /** The server sends a frame. */
    private void sent(String name, JsonNode frame) {
        operation(name, "send", frame);
    }

    private ObjectNode operation(String name, String action, JsonNode payload) {
        messages.putObject(name).put("title", name).set("payload", payload);
        ObjectNode operation = operations.putObject(key + "." + name);
        operation.put("action", action);
        operation.putObject("channel").put("$ref", "#/channels/" + key);
        operation.putArray("messages").addObject().put("$ref", "#/channels/" + key + "/messages/" + name);
        return operation;
    }

    private ObjectNode request(String action, ObjectNode more, String... required) {
        return request(constant(action), more, required);
    }

    private ObjectNode request(JsonNode action, ObjectNode more, String... required) {
        ObjectNode request = inChannel(fields("id", ref("RequestId"), "action", action, "pk", ref("Pk")), more, required);
        request.withArray("required").add("action");
        return request;
    }

    private ObjectNode frame(String name, ObjectNode more, String... required) {
        ObjectNode frame = inChannel(fields("name", constant(name)), more, required);
        frame.withArray("required").add("name");
        return frame;
    }

    private ObjectNode inChannel(ObjectNode fields, ObjectNode more, String... required) {
        fields.set("channel", constant(model.channel()));
        fields.setAll(more);
        ObjectNode object = object(fields, required);
        object.withArray("required").add("channel");
        return object;
    }

    private static ObjectNode ok(ObjectNode more, String... required) {
        ObjectNode fields = fields("id", ref("RequestId"), "name", constant("ok"));
        fields.setAll(more);
        ObjectNode answer = object(fields, required);
        answer.withArray("required").add("id").add("name");
        return answer;
    }
}
