package io.quarkiverse.ws4redis.interop;

/** A message that the other side cannot be given; the text says why, and nothing of the message. */
final class UntranslatableException extends Exception {

    private static final long serialVersionUID = 1L;

    UntranslatableException(String reason) {
        super(reason, null, false, false);
    }
}
