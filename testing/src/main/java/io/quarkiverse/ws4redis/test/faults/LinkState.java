package io.quarkiverse.ws4redis.test.faults;

/** How well a link works at the moment. Not thread-safe. */
final class LinkState {

    boolean frozen;
    long delayMillis;
    /** 0: as many as it can */
    int bytesPerSecond;

    void reset() {
        frozen = false;
        delayMillis = 0;
        bytesPerSecond = 0;
    }
}
