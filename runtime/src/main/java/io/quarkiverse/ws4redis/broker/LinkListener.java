package io.quarkiverse.ws4redis.broker;

/** What a link tells those who use it, on its event loop. */
interface LinkListener extends BrokerListener {

    /** The server took away, or turned away, what it should have been responsible for. */
    void onDisowned();
}
