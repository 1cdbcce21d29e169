package io.quarkiverse.ws4redis.interop;

/**
 * A message of ours as Django workers read it.
 *
 * @param redisChannel their Redis channel
 * @param text what they take the message from
 */
public record Copy(String redisChannel, String text) {
}
