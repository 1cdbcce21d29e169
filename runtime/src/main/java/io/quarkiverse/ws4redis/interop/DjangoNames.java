package io.quarkiverse.ws4redis.interop;

import java.util.Set;

import io.quarkiverse.ws4redis.protocol.Topic;

/**
 * The names of Redis channels that Django workers have: {@code <prefix>:<channel>:<pk>:<facility>}. They publish to one facility
 * only, whatever facility their sockets are in, and it stands for our default facility. None of our own names ends like that.
 */
final class DjangoNames {

    private static final String FACILITY = "events";

    private final String start;
    private final String end = ":" + FACILITY;
    private final String facility;
    private final Set<String> channels;

    /** {@code facility}: ours; {@code channels}: those that are exchanged, {@code null} for all. */
    DjangoNames(String prefix, String facility, Set<String> channels) {
        this.start = prefix + ":";
        this.facility = facility;
        this.channels = channels;
    }

    /** {@return what they call a topic; {@code null} if it is not exchanged} */
    String of(Topic topic) {
        if (!topic.facility().equals(facility) || channels != null && !channels.contains(topic.channel())) {
            return null;
        }
        return topic.pk() == null
                ? start + topic.channel() + end
                : start + topic.channel() + ":" + topic.pk() + end;
    }

    /** {@return the topic of one of their Redis channels; {@code null} if it is none of theirs} */
    Topic topic(String redisChannel) {
        if (!redisChannel.startsWith(start) || !redisChannel.endsWith(end)
                || redisChannel.length() <= start.length() + end.length()) {
            return null;
        }
        String name = redisChannel.substring(start.length(), redisChannel.length() - end.length());
        int colon = name.indexOf(':');
        return colon < 0
                ? new Topic(facility, name, null)
                : new Topic(facility, name.substring(0, colon), name.substring(colon + 1));
    }
}
