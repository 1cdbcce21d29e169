package io.quarkiverse.ws4redis.benchmarks.loadgen;

/** One way to load a server. */
interface Mode {

    /** {@return whether nothing went wrong; what was measured is printed by then} */
    boolean run() throws Exception;
}
