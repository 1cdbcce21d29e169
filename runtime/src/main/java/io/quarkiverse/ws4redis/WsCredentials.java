package io.quarkiverse.ws4redis;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Who a connection is, as its authenticator decided. Immutable; the methods that take an argument return a changed copy.
 *
 * @param kind what sort of identity this is, for example {@code member} or {@code terminal}; never {@code null}
 * @param pk the primary key within the kind; presence is counted by kind and pk; never {@code null}
 * @param uuid the name of the personal channel's pk, by default the pk; never {@code null}
 * @param onlyOne whether a newer connection of the same kind and pk replaces this one, anywhere in the cluster
 * @param expiresAt when the connection must have been re-authenticated, or {@code null} for never
 * @param meta what the others in channels with presence are told of this identity, a small JSON object; never {@code null}
 * @param instance an object of the application's own, for example the entity, or {@code null}; it stays on this node
 */
public record WsCredentials(String kind, String pk, String uuid, boolean onlyOne, Instant expiresAt,
        Map<String, Object> meta, Object instance) {

    /** The kind of people, whose personal channel is {@code user}. */
    public static final String MEMBER = "member";

    /** The personal channel of kind {@link #MEMBER}. */
    public static final String USER_CHANNEL = "user";

    /** The channel that every authenticated connection gets without asking, and to which only the server publishes. */
    public static final String BROADCAST_CHANNEL = "broadcast";

    public WsCredentials {
        WsNames.require("kind", kind);
        WsNames.require("pk", pk);
        WsNames.require("uuid", uuid);
        meta = WsMeta.require(meta);
    }

    /**
     * Credentials that never expire, with the pk as uuid.
     *
     * @param kind what sort of identity this is
     * @param pk its primary key; its {@code toString()} is what counts
     * @return the credentials
     * @throws IllegalArgumentException if one of them is empty, longer than 128 characters, or has a {@code :} or a control
     *         character
     */
    public static WsCredentials of(String kind, Object pk) {
        String key = Objects.requireNonNull(pk, "pk").toString();
        return new WsCredentials(kind, key, key, false, null, Map.of(), null);
    }

    /** {@return a copy with this uuid, the pk of the personal channel} */
    public WsCredentials uuid(String uuid) {
        return new WsCredentials(kind, pk, uuid, onlyOne, expiresAt, meta, instance);
    }

    /** {@return a copy that does or does not insist on being the only connection of its identity} */
    public WsCredentials onlyOne(boolean onlyOne) {
        return new WsCredentials(kind, pk, uuid, onlyOne, expiresAt, meta, instance);
    }

    /** {@return a copy that must be renewed before this instant; {@code null} for never} */
    public WsCredentials expiresAt(Instant expiresAt) {
        return new WsCredentials(kind, pk, uuid, onlyOne, expiresAt, meta, instance);
    }

    /**
     * Says what the others in channels with presence are told of this identity besides kind, pk and uuid, for example the
     * name to show. They all see it: nothing secret.
     *
     * @param meta JSON types only (texts, numbers, booleans, lists, maps), 1024 bytes of JSON at the most; empty for nothing
     * @return a copy with it
     * @throws IllegalArgumentException if it is larger, or cannot be written
     */
    public WsCredentials meta(Map<String, ?> meta) {
        return new WsCredentials(kind, pk, uuid, onlyOne, expiresAt, new LinkedHashMap<>(meta), instance);
    }

    /** {@return a copy that carries this object of the application's own} */
    public WsCredentials instance(Object instance) {
        return new WsCredentials(kind, pk, uuid, onlyOne, expiresAt, meta, instance);
    }

    /** {@return the channel on which this identity, and nobody else, is subscribed after authentication} */
    public String personalChannel() {
        return kind.equals(MEMBER) ? USER_CHANNEL : kind;
    }

    /** {@return whether the other credentials are of the same identity, that is of the same kind and pk} */
    public boolean sameIdentity(WsCredentials other) {
        return other != null && kind.equals(other.kind) && pk.equals(other.pk);
    }

    /** {@return kind and pk only: credentials get logged, and nobody knows what an instance prints} */
    @Override
    public String toString() {
        return kind + ":" + pk;
    }
}
