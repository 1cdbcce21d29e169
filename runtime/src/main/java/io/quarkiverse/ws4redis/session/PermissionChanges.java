package io.quarkiverse.ws4redis.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.ws4redis.WsNames;
import io.quarkiverse.ws4redis.broker.ControlMessage;

/** Whose permissions have changed, each named once however often that is said. Not thread-safe. */
public final class PermissionChanges {

    /** For one message to the nodes. */
    private static final int BATCH = 500;

    private final Map<String, Set<String>> byChannel = new LinkedHashMap<>();
    private final Set<ControlMessage.Recheck> identities = new LinkedHashSet<>();

    /** Those of all who are subscribed to a pk; {@code null} is the channel itself. */
    public void ofSubscribers(String channel, String pk) {
        byChannel.computeIfAbsent(WsNames.require("channel", channel), name -> new LinkedHashSet<>())
                .add(pk == null ? null : WsNames.require("pk", pk));
    }

    /** Those of an identity. */
    public void ofIdentity(String kind, String pk) {
        identities.add(new ControlMessage.Recheck(WsNames.require("kind", kind), WsNames.require("pk", pk)));
    }

    /** {@return what to tell the nodes} */
    List<ControlMessage> messages() {
        List<ControlMessage> messages = new ArrayList<>(identities);
        byChannel.forEach((channel, pks) -> {
            List<String> all = new ArrayList<>(pks);
            for (int i = 0; i < all.size(); i += BATCH) {
                messages.add(new ControlMessage.RecheckSubscribers(channel, all.subList(i, Math.min(i + BATCH, all.size()))));
            }
        });
        return messages;
    }
}
