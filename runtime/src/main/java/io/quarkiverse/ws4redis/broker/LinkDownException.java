package io.quarkiverse.ws4redis.broker;

/** Redis cannot be reached, or has refused. Without a stack trace: while Redis is away, every request fails with it. */
public sealed class LinkDownException extends RuntimeException permits RefusedCommandException, TurnedAwayException {

    private static final long serialVersionUID = 1L;

    private final boolean uncertain;

    /**
     * The link does not work.
     *
     * @param uncertain whether the command was sent
     * @param message why, for the log
     */
    public LinkDownException(boolean uncertain, String message) {
        super(message, null, false, false);
        this.uncertain = uncertain;
    }

    static LinkDownException down() {
        return new LinkDownException(false, "Redis link is down");
    }

    /** {@return whether the command was sent, so that it may have taken effect} */
    public boolean isUncertain() {
        return uncertain;
    }

    /** {@return whether Redis works and has refused the command for what it is, so that it would refuse it again} */
    public boolean isFaultOfCommand() {
        return false;
    }

    /** {@return why, in a word or two that quote nothing} */
    public String kind() {
        return "no answer";
    }
}
