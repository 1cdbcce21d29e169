package io.quarkiverse.ws4redis.broker;

/** A node of a Cluster did not take a command, because the slot is not, or not wholly, its own. It had no effect. */
final class TurnedAwayException extends LinkDownException {

    private static final long serialVersionUID = 1L;

    private final boolean elsewhere;

    /** {@code elsewhere}: whether the slot has moved, in contrast to one that is about to. */
    TurnedAwayException(boolean elsewhere, String message) {
        super(false, message);
        this.elsewhere = elsewhere;
    }

    boolean isElsewhere() {
        return elsewhere;
    }
}
