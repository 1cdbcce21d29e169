package io.quarkiverse.ws4redis.protocol;

/** A frame that is no request, with all that could be understood of it. Carries no stack trace: clients cause it at will. */
public final class MalformedRequestException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient WireError error;
    private final transient Request.Envelope envelope;

    MalformedRequestException(WireError error, Request.Envelope envelope) {
        super(error.text(), null, false, false);
        this.error = error;
        this.envelope = envelope;
    }

    /** {@return what to answer} */
    public WireError error() {
        return error;
    }

    /** {@return what the answer repeats} */
    public Request.Envelope envelope() {
        return envelope;
    }
}
