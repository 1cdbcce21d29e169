package io.quarkiverse.ws4redis.client;

/** What follows from a close code. */
enum Consequence {
    /** Connect again, later each time. */
    BACKOFF,
    /** Connect again at once. */
    NOW,
    /** Connect again after a random part of two seconds, because everybody else of that node comes too. */
    SPREAD,
    /** Connect again with a new token. */
    TOKEN,
    /** Not any more. */
    END;

    /** Of those that are not listed, the server's own (4000 to 4999) end the connection. */
    static Consequence of(int closeCode) {
        return switch (closeCode) {
            case 1002, 1003, 1007, 1009 -> END;
            case 1012 -> SPREAD;
            case 4004 -> TOKEN;
            case 4005 -> BACKOFF;
            case 4006 -> NOW;
            default -> closeCode >= 4000 && closeCode < 5000 ? END : BACKOFF;
        };
    }
}
