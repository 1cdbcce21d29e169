package io.quarkiverse.ws4redis.broker;

import java.util.List;
import java.util.regex.Pattern;

/** Recognizes what Redis refuses a command with. */
final class RedisError {

    /** What the client puts before the error of one command of a batch. */
    private static final Pattern OF_BATCH = Pattern.compile("^ERR \\[\\d+] ");

    /** What a node of a Cluster answers to what it does not do. */
    private static final List<String> TURNED_AWAY = List.of("MOVED", "ASK", "TRYAGAIN", "CLUSTERDOWN");

    private RedisError() {
    }

    /** {@return whether a failure is an error reply of this kind, its first word} */
    static boolean is(Throwable failure, String kind) {
        return is(failure.getMessage(), kind);
    }

    static boolean is(String message, String kind) {
        return message != null && OF_BATCH.matcher(message).replaceFirst("").startsWith(kind);
    }

    /** {@return whether an error reply says that the command belongs elsewhere, or must come again} */
    static boolean isTurnedAway(String message) {
        return TURNED_AWAY.stream().anyMatch(kind -> is(message, kind));
    }
}
