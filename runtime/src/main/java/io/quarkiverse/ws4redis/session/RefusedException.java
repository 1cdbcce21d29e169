package io.quarkiverse.ws4redis.session;

import io.quarkiverse.ws4redis.protocol.WireError;

/** A request is refused with an error of the protocol. Without a stack trace: clients cause it at will. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient WireError error;
    private final String channel;
    private final String pk;
    private final Denial denial;

    RefusedException(WireError error) {
        this(error, null, null);
    }

    /** Refused for a reason that only the server knows. */
    RefusedException(WireError error, Denial denial) {
        this(error, null, null, denial);
    }

    /** Refused with an error on a channel (JSON) other than the request's, or for a certain pk; {@code null} for neither. */
    RefusedException(WireError error, String channel, String pk) {
        this(error, channel, pk, null);
    }

    RefusedException(WireError error, String channel, String pk, Denial denial) {
        super(error.text(), null, false, false);
        this.error = error;
        this.channel = channel;
        this.pk = pk;
        this.denial = denial;
    }

    WireError error() {
        return error;
    }

    String channel() {
        return channel;
    }

    String pk() {
        return pk;
    }

    /** {@return why; {@code null} where the error says it all} */
    Denial denial() {
        return denial;
    }
}
