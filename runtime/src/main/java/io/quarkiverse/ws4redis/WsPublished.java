package io.quarkiverse.ws4redis;

/**
 * What became of a publish with a key.
 *
 * @param receivers how many nodes had subscribers and received the message
 * @param offset where the message stands in its channel's history; 0 for a channel without history
 */
public record WsPublished(int receivers, long offset) {
}
