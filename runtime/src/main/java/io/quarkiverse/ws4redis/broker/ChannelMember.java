package io.quarkiverse.ws4redis.broker;

import io.vertx.core.json.JsonObject;

/**
 * A user of a channel, as the others see it.
 *
 * @param kind the kind of its identity
 * @param pk the pk of its identity
 * @param uuid the uuid of its credentials
 * @param meta what its credentials say of it, a JSON object; {@code null} for nothing
 */
public record ChannelMember(String kind, String pk, String uuid, String meta) {

    /** What tells users apart: names have no {@code :}. */
    String user() {
        return kind + ':' + pk;
    }

    String encoded() {
        JsonObject json = new JsonObject().put("kind", kind).put("pk", pk).put("uuid", uuid);
        return (meta == null ? json : json.put("meta", new JsonObject(meta))).encode();
    }

    static ChannelMember decode(String json) {
        JsonObject fields = new JsonObject(json);
        JsonObject meta = fields.getJsonObject("meta");
        return new ChannelMember(fields.getString("kind"), fields.getString("pk"), fields.getString("uuid"),
                meta == null ? null : meta.encode());
    }
}
