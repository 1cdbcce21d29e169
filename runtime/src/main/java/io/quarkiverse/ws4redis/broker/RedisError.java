package io.quarkiverse.ws4redis.broker;

import java.util.regex.Pattern;

/** Recognizes what Redis refuses a command with. */
final class RedisError {

    /** What the client puts before the error of one command of a batch. */
    private static final Pattern OF_BATCH = Pattern.compile("^ERR \\[\\d+] ");

    private RedisError() {
    }

    /** {@return whether a failure is an error reply of this kind, its first word} */
    static boolean is(Throwable failure, String kind) {
        String message = failure.getMessage();
        return message != null && OF_BATCH.matcher(message).replaceFirst("").startsWith(kind);
    }
}
