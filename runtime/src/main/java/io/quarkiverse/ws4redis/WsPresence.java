package io.quarkiverse.ws4redis;

import java.util.List;
import java.util.Map;

/**
 * Who is present in a channel, at one moment.
 *
 * @param version grows by one whenever somebody comes or goes
 * @param count how many users there are, however many {@code members} lists
 * @param members those who have been there longest, up to {@code quarkus.ws4redis.presence.max-members}
 */
public record WsPresence(long version, int count, List<Member> members) {

    public WsPresence {
        members = List.copyOf(members);
    }

    /**
     * A user of a channel.
     *
     * @param kind the kind of its credentials
     * @param pk the pk of its credentials
     * @param uuid the uuid of its credentials
     * @param connections how many connections it has there, on all nodes; 0 if it has just gone and may come back
     * @param meta what its credentials say of it; empty for nothing
     */
    public record Member(String kind, String pk, String uuid, int connections, Map<String, Object> meta) {
    }
}
