package io.quarkiverse.ws4redis.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A channel as a request names it; {@code pk} is null for a whole channel. */
record Address(String channel, String pk) {

    ObjectNode fields() {
        ObjectNode fields = JsonNodeFactory.instance.objectNode().put("channel", channel);
        return pk == null ? fields : fields.put("pk", pk);
    }

    /** One for each address: no channel has a colon in its name. */
    String key() {
        return pk == null ? channel : channel + ":" + pk;
    }
}
