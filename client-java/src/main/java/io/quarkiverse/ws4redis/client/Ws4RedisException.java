package io.quarkiverse.ws4redis.client;

/** Why a request failed, or a connection ended. */
public final class Ws4RedisException extends RuntimeException {

    /** What became of it. */
    public enum Reason {
        /** The server says no; see {@link Ws4RedisException#code()}. */
        SERVER,
        /** There was no answer in time. */
        TIMEOUT,
        /** The connection was lost before the answer, or there was none and the request may not wait. */
        DISCONNECTED,
        /** The client was closed, or the server wants no more of it. */
        ENDED,
        /** Too many requests wait for a connection. */
        FULL
    }

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final int code;
    private final boolean uncertain;

    private Ws4RedisException(Reason reason, int code, String message, boolean uncertain) {
        super(message);
        this.reason = reason;
        this.code = code;
        this.uncertain = uncertain;
    }

    static Ws4RedisException server(int code, String message) {
        return new Ws4RedisException(Reason.SERVER, code, message, message.contains("may have"));
    }

    static Ws4RedisException of(Reason reason, String message) {
        return new Ws4RedisException(reason, 0, message, false);
    }

    static Ws4RedisException uncertain(Reason reason, String message) {
        return new Ws4RedisException(reason, 0, message, true);
    }

    /** {@return what became of it} */
    public Reason reason() {
        return reason;
    }

    /** {@return the server's number: 403, 404, 429, 503 ...; 0 for other reasons} */
    public int code() {
        return code;
    }

    /** {@return whether the request may have taken effect all the same} */
    public boolean isUncertain() {
        return uncertain;
    }

    /** Whether asking again later may help. */
    boolean isPassing() {
        return code == 429 || code == 503 || reason == Reason.TIMEOUT || reason == Reason.DISCONNECTED;
    }
}
