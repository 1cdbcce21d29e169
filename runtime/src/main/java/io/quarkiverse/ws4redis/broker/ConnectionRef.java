package io.quarkiverse.ws4redis.broker;

/** A connection and the node that holds it. */
public record ConnectionRef(String nodeId, String connectionId) {

    private static final char SEPARATOR = '|';

    /** {@return whether it is no connection, but a node that stands in for one that it had} */
    boolean isStandIn() {
        return connectionId.isEmpty();
    }

    String encoded() {
        return nodeId + SEPARATOR + connectionId;
    }

    static ConnectionRef decode(String text) {
        int separator = text.indexOf(SEPARATOR);
        return new ConnectionRef(text.substring(0, separator), text.substring(separator + 1));
    }
}
