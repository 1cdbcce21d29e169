package io.quarkiverse.ws4redis.broker;

import java.util.Optional;

/** A node of a Cluster did not take a command, because the slot is not, or not wholly, its own. It had no effect. */
final class TurnedAwayException extends LinkDownException {

    private static final long serialVersionUID = 1L;

    private final boolean elsewhere;

    /** {@code elsewhere}: whether the slot has moved, in contrast to one that is about to. */
    private TurnedAwayException(boolean elsewhere, String message) {
        super(false, message);
        this.elsewhere = elsewhere;
    }

    /** What an error reply says that is {@link RedisError#isTurnedAway one of these}. */
    static TurnedAwayException of(String error) {
        return new TurnedAwayException(RedisError.is(error, "MOVED"), error);
    }

    @Override
    public String kind() {
        return "turned away";
    }

    boolean isElsewhere() {
        return elsewhere;
    }

    /** {@return the node that has the slot now, if the refusal names one: {@code MOVED 3999 127.0.0.1:6381}, not {@code :6381}} */
    Optional<NodeAddress> owner() {
        String address = getMessage().substring(getMessage().lastIndexOf(' ') + 1);
        int colon = address.lastIndexOf(':');
        return elsewhere && colon > 0 && !address.startsWith("?")
                ? Optional.of(new NodeAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))))
                : Optional.empty();
    }
}
