package io.quarkiverse.ws4redis.broker;

import java.util.List;
import java.util.regex.Pattern;

/** Recognizes what Redis refuses a command with, and what is to blame for it: the command, the server, or the moment. */
final class RedisError {

    /** What the client puts before the error of one command of a batch, and Redis before 7 before that of a script's command. */
    private static final Pattern BEFORE = Pattern.compile("^(?:ERR \\[\\d+] )?"
            + "(?:ERR Error running script \\(call to \\w+\\): (?:@user_script: ?\\d+: )+-?(?=[A-Z]+ ))?");

    /** What a node of a Cluster answers to what it does not do. */
    private static final List<String> TURNED_AWAY = List.of("MOVED", "ASK", "TRYAGAIN", "CLUSTERDOWN");

    /** What a server answers that takes no writes: no master any more, cut off from its replicas, or not ready yet. */
    private static final List<String> NOT_WRITABLE = List.of("READONLY", "NOREPLICAS", "MASTERDOWN", "LOADING");

    /** The server has no room, cannot save, is busy with a script, or does not let this user: the same may work later. */
    private static final List<String> NOT_NOW = List.of("OOM", "MISCONF", "BUSY", "NOPERM", "NOAUTH");

    /** Its key is of another type, or it cannot be done as it stands. */
    private static final List<String> OF_COMMAND = List.of("WRONGTYPE", "ERR");

    /** What Redis before 7.2 says in a script of what it does not let its user do; there is a kind of its own for it since. */
    private static final String NOT_PERMITTED = "The user executing the script can't";

    /** After this, an error quotes the command. */
    private static final String QUOTE = ", with args";

    private RedisError() {
    }

    /** {@return whether a failure is an error reply of this kind, its first word} */
    static boolean is(Throwable failure, String kind) {
        return is(failure.getMessage(), kind);
    }

    static boolean is(String message, String kind) {
        return kind(message).equals(kind);
    }

    /** {@return whether an error reply says that the server takes no writes} */
    static boolean isNotWritable(String message) {
        return NOT_WRITABLE.contains(kind(message));
    }

    /** {@return whether an error reply says that the command belongs elsewhere, or must come again} */
    static boolean isTurnedAway(String message) {
        return TURNED_AWAY.contains(kind(message));
    }

    /** {@return what a command fails with, by what the client says of it; without what was to be published} */
    static LinkDownException failure(String message) {
        String kind = kind(message);
        if (TURNED_AWAY.contains(kind)) {
            return TurnedAwayException.of(message);
        }
        String words = message.split(QUOTE, 2)[0];
        if (NOT_WRITABLE.contains(kind)) {
            return new RefusedCommandException(false, kind, false, words);
        }
        if (NOT_NOW.contains(kind) || OF_COMMAND.contains(kind)) {
            return new RefusedCommandException(true, kind, OF_COMMAND.contains(kind), words);
        }
        return new LinkDownException(true, words);
    }

    private static String kind(String message) {
        if (message == null) {
            return "";
        }
        return message.contains(NOT_PERMITTED) ? "NOPERM" : BEFORE.matcher(message).replaceFirst("").split(" ", 2)[0];
    }
}
