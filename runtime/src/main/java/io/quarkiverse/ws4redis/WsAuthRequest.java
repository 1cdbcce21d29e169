package io.quarkiverse.ws4redis;

import java.util.Optional;

import org.eclipse.microprofile.jwt.JsonWebToken;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a client offers to prove who it is: the fields of its {@code auth} request, or what a {@link WsUrlAuthenticator} made
 * of the handshake.
 */
public final class WsAuthRequest {

    /** For who looks into a request of his own; the server binds with the application's. */
    private static final ObjectMapper PLAIN = new ObjectMapper();

    private final ObjectMapper mapper;
    private final ObjectNode fields;
    private final String facility;
    private final JsonWebToken jwt;

    private WsAuthRequest(ObjectMapper mapper, ObjectNode fields, String facility, JsonWebToken jwt) {
        this.mapper = mapper;
        this.fields = fields;
        this.facility = facility;
        this.jwt = jwt;
    }

    /**
     * A request with a token, as a {@link WsUrlAuthenticator} returns it.
     *
     * @param kind the kind whose authenticator decides
     * @param token the token
     * @return the request
     */
    public static WsAuthRequest of(String kind, String token) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.put("kind", kind);
        fields.put("token", token);
        return new WsAuthRequest(PLAIN, fields, null, null);
    }

    /**
     * A request with any fields.
     *
     * @param mapper binds {@link #as(Class)}
     * @param fields the request's fields
     * @return the request
     */
    public static WsAuthRequest of(ObjectMapper mapper, ObjectNode fields) {
        return new WsAuthRequest(mapper, fields, null, null);
    }

    /** {@return a copy of this request that came in on that facility} */
    public WsAuthRequest facility(String facility) {
        return new WsAuthRequest(mapper, fields, facility, jwt);
    }

    /** {@return a copy of this request whose token has been verified to be this one} */
    public WsAuthRequest jwt(JsonWebToken jwt) {
        return new WsAuthRequest(mapper, fields, facility, jwt);
    }

    /** {@return the kind whose authenticator decides; {@code null} if the request names none} */
    public String kind() {
        return text("kind").orElse(null);
    }

    /** {@return the request's token; {@code null} if it has none} */
    public String token() {
        return text("token").orElse(null);
    }

    /** {@return the namespace of the connection} */
    public String facility() {
        return facility;
    }

    /** {@return the verified token of kind {@code jwt}; {@code null} for every other kind} */
    public JsonWebToken jwt() {
        return jwt;
    }

    /**
     * A field of the request as text.
     *
     * @param field the field's name
     * @return its text; empty if it is absent, {@code null}, an object or an array
     */
    public Optional<String> text(String field) {
        JsonNode node = fields.path(field);
        return node.isValueNode() && !node.isNull() ? Optional.of(node.asText()) : Optional.empty();
    }

    /** {@return the whole request as a tree} */
    public JsonNode body() {
        return fields;
    }

    /**
     * The whole request, bound with Jackson.
     *
     * @param type the class to bind to
     * @param <T> that class
     * @return the request
     * @throws WsException with code 400 if the request does not fit the type
     */
    public <T> T as(Class<T> type) {
        try {
            return mapper.treeToValue(fields, type);
        } catch (JsonProcessingException e) {
            throw WsBinding.refused(e);
        }
    }

    /** {@return the kind only: the rest is secret} */
    @Override
    public String toString() {
        return "auth " + kind();
    }
}
