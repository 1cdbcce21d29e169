package io.quarkiverse.ws4redis.broker;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Gaps that have begun or ended and have not been reported yet: many follow on each other's heels, and are reported together. What
 * is reported last of a channel is how it stands: an end that comes too early, or a beginning that comes too late, would leave its
 * subscribers without messages and without knowing. On the links' event loop.
 */
final class GapReports {

    private final LinkListener listener;
    private final Consumer<Runnable> later;
    private final Set<String> begun = new LinkedHashSet<>();
    private final Set<String> ended = new LinkedHashSet<>();

    /** {@code later} runs something on the event loop, after what is being done there. */
    GapReports(LinkListener listener, Consumer<Runnable> later) {
        this.listener = listener;
        this.later = later;
    }

    /** Redis has ended the subscription of a channel. */
    void begins(String channel) {
        ended.remove(channel);
        if (begun.add(channel) && begun.size() == 1) {
            later.accept(this::reportBegun);
        }
    }

    /** A channel is subscribed again. */
    void ends(String channel) {
        reportBegun();
        if (ended.add(channel) && ended.size() == 1) {
            later.accept(this::reportEnded);
        }
    }

    /** Reports now which gaps have begun. */
    void reportBegun() {
        List<String> all = take(begun);
        if (!all.isEmpty()) {
            listener.onGap(all);
            listener.onDisowned();
        }
    }

    /** Reports now which gaps have ended. */
    void reportEnded() {
        List<String> all = take(ended);
        if (!all.isEmpty()) {
            listener.onRestored(all);
        }
    }

    /** Channels are somebody else's from now on, who will report the ends of their gaps. */
    void release(Collection<String> channels) {
        reportBegun();
        ended.removeAll(channels);
    }

    /** {@return the channels whose gaps have begun, which are the caller's to report} */
    List<String> takeBegun() {
        return take(begun);
    }

    /** {@return the channels whose gaps have ended, which is not reported any more} */
    List<String> takeEnded() {
        return take(ended);
    }

    private static List<String> take(Set<String> channels) {
        List<String> all = List.copyOf(channels);
        channels.clear();
        return all;
    }
}
