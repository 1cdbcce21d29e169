package io.quarkiverse.ws4redis.client;

import java.util.List;

/**
 * Who is in a channel.
 *
 * @param version grows by one with each who comes or goes
 * @param count how many there are; more than are listed, in a large channel
 * @param members those who are listed
 */
public record Presence(long version, int count, List<Member> members) {
}
