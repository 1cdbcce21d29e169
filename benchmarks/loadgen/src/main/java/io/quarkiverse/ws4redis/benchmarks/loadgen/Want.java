package io.quarkiverse.ws4redis.benchmarks.loadgen;

import java.net.URI;

/**
 * A connection to open.
 *
 * @param url the server
 * @param number tells identities apart
 * @param subscriber whether it subscribes to the channel, or only publishes
 * @param pk of the channel
 * @param reads false for one that will stop reading: the kernel then keeps little for it
 */
record Want(URI url, int number, boolean subscriber, int pk, boolean reads) {

    static Want subscriber(URI url, int number, int pk) {
        return new Want(url, number, true, pk, true);
    }

    static Want publisher(URI url, int number, int pk) {
        return new Want(url, number, false, pk, true);
    }

    static Want slowSubscriber(URI url, int number, int pk) {
        return new Want(url, number, true, pk, false);
    }
}
