package io.quarkiverse.ws4redis.broker;

/** What a link tells those who use it, on its event loop. */
interface LinkListener extends BrokerListener {

    /** The server took away what it should have been responsible for. */
    void onDisowned();

    /** The server turned away what it should have been responsible for, and may have said who is. */
    void onTurnedAway(TurnedAwayException cause);
}
