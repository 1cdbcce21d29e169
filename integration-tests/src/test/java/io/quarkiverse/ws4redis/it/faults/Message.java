package io.quarkiverse.ws4redis.it.faults;

/**
 * A message of a publisher.
 *
 * @param from the publisher
 * @param number which of its messages, from 1
 * @param offset where it is in the topic, as the server said; 0 without history
 */
record Message(String from, long number, long offset) {
}
