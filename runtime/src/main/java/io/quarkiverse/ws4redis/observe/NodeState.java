package io.quarkiverse.ws4redis.observe;

import jakarta.inject.Singleton;

/** Whether this node is about to end, so that nobody should be sent to it any more. Thread-safe. */
@Singleton
public final class NodeState {

    private volatile boolean ending;

    /** The node ends; there is no way back. */
    public void end() {
        ending = true;
    }

    /** {@return whether it ends} */
    public boolean isEnding() {
        return ending;
    }
}
