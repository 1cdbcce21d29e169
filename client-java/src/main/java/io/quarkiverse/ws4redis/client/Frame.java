package io.quarkiverse.ws4redis.client;

import java.util.Optional;
import java.util.OptionalLong;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A frame from the server: any of them, so every field may be missing.
 *
 * @param json its fields
 */
record Frame(JsonNode json) {

    /** 0 for none. */
    long id() {
        return json.path("id").asLong();
    }

    boolean hasId() {
        return json.hasNonNull("id");
    }

    /** Empty for a message or an error. */
    String name() {
        return json.path("name").asText();
    }

    String action() {
        return json.path("action").asText();
    }

    String channel() {
        return json.path("channel").asText("");
    }

    Optional<String> pk() {
        return Optional.ofNullable(json.get("pk")).map(JsonNode::asText);
    }

    Address address() {
        return new Address(channel(), pk().orElse(null));
    }

    JsonNode message() {
        return json.path("message");
    }

    OptionalLong offset() {
        return json.has("offset") ? OptionalLong.of(json.get("offset").asLong()) : OptionalLong.empty();
    }

    long version() {
        return json.path("version").asLong();
    }

    boolean recovered() {
        return json.path("recovered").asBoolean();
    }

    Member member() {
        return member(json.path("member"));
    }

    Optional<Position> position() {
        return json.has("epoch") && json.has("offset")
                ? Optional.of(new Position(json.get("epoch").asText(), json.get("offset").asLong()))
                : Optional.empty();
    }

    /** The error that it tells, if it is an error frame. */
    Optional<Ws4RedisException> error() {
        JsonNode error = message().path("error");
        JsonNode code = message().path("code");
        // An application's message may look like an error; it comes without an action and without an id.
        boolean isError = error.isTextual() && code.isNumber()
                && (hasId() || !action().isEmpty() || channel().equals("system") || channel().equals("member"));
        return isError ? Optional.of(Ws4RedisException.server(code.asInt(), error.asText())) : Optional.empty();
    }

    static Member member(JsonNode member) {
        return new Member(member.path("kind").asText(), member.path("pk").asText(), member.path("uuid").asText(),
                member.path("connections").asInt(), member.get("meta"));
    }
}
