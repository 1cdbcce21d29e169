package io.quarkiverse.ws4redis.broker;

/** Redis has answered a command with an error. */
final class RefusedCommandException extends LinkDownException {

    private static final long serialVersionUID = 1L;

    private final String kind;
    private final boolean faultOfCommand;

    /**
     * A command is refused.
     *
     * @param uncertain whether it may have taken effect
     * @param kind the first word of the error
     * @param faultOfCommand whether it would be refused again
     * @param message the error, for the log
     */
    RefusedCommandException(boolean uncertain, String kind, boolean faultOfCommand, String message) {
        super(uncertain, message);
        this.kind = kind;
        this.faultOfCommand = faultOfCommand;
    }

    @Override
    public boolean isFaultOfCommand() {
        return faultOfCommand;
    }

    @Override
    public String kind() {
        return kind;
    }
}
