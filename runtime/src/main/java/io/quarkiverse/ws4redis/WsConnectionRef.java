package io.quarkiverse.ws4redis;

/**
 * A connection, on whatever node.
 *
 * @param nodeId the node that holds it
 * @param connectionId its id, as {@link WsMessage#connectionId()} and the final answer to {@code auth} have it
 */
public record WsConnectionRef(String nodeId, String connectionId) {
}
