package io.quarkiverse.ws4redis.deployment.asyncapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.ws4redis.deployment.model.AuthenticatorModelBuildItem;
import io.quarkiverse.ws4redis.deployment.model.BroadcastModelBuildItem;
import io.quarkiverse.ws4redis.deployment.model.ChannelModelBuildItem;

/** Puts what all applications have together with what this one has. */
final class AsyncApiDocument {

    private static final String BASE = "/META-INF/ws4redis/asyncapi.json";
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final PayloadSchemas schemas = new PayloadSchemas();
    private final Keys keys = new Keys("connection", "broadcast");
    private final ObjectNode document;

    AsyncApiDocument(String title, String version, String path) {
        document = base();
        document.withObject("/info").put("title", title).put("version", version);
        document.withObject("/channels/connection").put("address", path);
    }

    private static ObjectNode base() {
        try (InputStream in = AsyncApiDocument.class.getResourceAsStream(BASE)) {
            return (ObjectNode) JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the document; two builds of the same application make the same one} */
    String json(List<AuthenticatorModelBuildItem> authenticators, List<ChannelModelBuildItem> channels,
            List<BroadcastModelBuildItem> broadcasts) {
        authentication(authenticators);
        channels.stream().sorted(Comparator.comparing(ChannelModelBuildItem::channel)).forEach(model -> channel(model,
                broadcasts.stream().filter(broadcast -> broadcast.channel().equals(model.channel())).toList()));
        document.withObject("/components/schemas").setAll(schemas.definitions());
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void authentication(List<AuthenticatorModelBuildItem> authenticators) {
        ObjectNode kind = document.withObject("/components/schemas/Auth/properties/kind");
        authenticators.stream().map(AuthenticatorModelBuildItem::kind).filter(name -> !name.equals("jwt")).sorted()
                .forEach(kind.withArray("enum")::add);
    }

    private void channel(ChannelModelBuildItem model, List<BroadcastModelBuildItem> broadcasts) {
        String key = keys.of(model.channel());
        ChannelDescription description = new ChannelDescription(model, broadcasts, schemas, key);
        document.withObject("/channels").set(key, description.channel());
        document.withObject("/operations").setAll(description.operations());
    }
}
