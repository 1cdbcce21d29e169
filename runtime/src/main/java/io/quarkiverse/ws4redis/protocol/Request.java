package io.quarkiverse.ws4redis.protocol;

import java.util.List;

/**
 * What a client asks for: protocol section 2. Every name in it has been checked; {@code json} is the whole request.
 */
public sealed interface Request {

    /** {@return the echo fields of its answers} */
    Envelope envelope();

    /** {@return the request as it was received, a JSON object} */
    String json();

    /**
     * What an answer repeats of its request.
     *
     * @param id the request's id as JSON, {@code null} if it has none
     * @param action the action, {@code null} if it is not known
     * @param channel the request's channel as JSON, {@code null} if it has none
     * @param pk the request's only pk, {@code null} if it has none or several
     */
    record Envelope(String id, String action, String channel, String pk) {

        public static final Envelope NONE = new Envelope(null, null, null, null);

        /** {@return a copy for this pk} */
        public Envelope pk(String pk) {
            return new Envelope(id, action, channel, pk);
        }
    }

    /**
     * Authenticate; what {@code kind} means is for the authenticators to say, {@code null} if there is none. {@code recover} is
     * how far the client is in its personal channel, {@code null} if it does not say.
     */
    record Auth(Envelope envelope, String kind, Position recover, String json) implements Request {
    }

    /** Subscribe to one pk of a channel; {@code pk} {@code null} for none, {@code recover} {@code null} to begin now. */
    record Subscribe(Envelope envelope, String channel, String pk, Position recover, String json) implements Request {
    }

    /** Unsubscribe from one pk of a channel; {@code pk} {@code null} for none. */
    record Unsubscribe(Envelope envelope, String channel, String pk, String json) implements Request {
    }

    /** Subscribe to several. */
    record Resubscribe(Envelope envelope, List<Subscribe> channels, String json) implements Request {
    }

    /**
     * Publish; {@code message} is the JSON of the message exactly as the client wrote it, {@code key} its idempotency key,
     * {@code null} for none.
     */
    record Publish(Envelope envelope, String channel, List<String> pks, String message, String key, String json)
            implements Request {
    }

    /** Stored messages of one pk of a channel; {@code limit} and {@code since} {@code null} where the client does not say. */
    record History(Envelope envelope, String channel, String pk, Integer limit, Long since, String json)
            implements Request {
    }

    /** Ask who is present in a channel; {@code pk} {@code null} for the channel itself. */
    record Presence(Envelope envelope, String channel, String pk, String json) implements Request {
    }

    /** An action of the application's own. */
    record Custom(Envelope envelope, String action, String channel, List<String> pks, String json)
            implements Request {
    }
}
