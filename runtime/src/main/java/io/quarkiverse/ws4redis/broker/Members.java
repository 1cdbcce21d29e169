package io.quarkiverse.ws4redis.broker;

import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** This node's connections that count. May be used from any thread. */
final class Members {

    private record Entry(Member member, long number) {
    }

    private final Map<MemberKey, Entry> entries = new ConcurrentHashMap<>();
    private final AtomicLong came = new AtomicLong();

    void add(Member member) {
        entries.put(MemberKey.of(member), new Entry(member, came.incrementAndGet()));
    }

    void remove(Member member) {
        entries.remove(MemberKey.of(member));
    }

    boolean contains(MemberKey key) {
        return entries.containsKey(key);
    }

    /** {@return all that are here now} */
    Collection<Member> all() {
        return entries.values().stream().map(Entry::member).toList();
    }

    /**
     * {@return all, those first that must be the only ones of their identity, and of them the last one to come: where Redis has
     * forgotten them, the first to be confirmed is the one that stays}
     */
    Iterator<Member> inOrderOfConfirmation() {
        List<Entry> only = entries.values().stream().filter(entry -> entry.member().onlyOne())
                .sorted(Comparator.comparingLong(Entry::number).reversed()).toList();
        return Stream.concat(only.stream(), entries.values().stream().filter(entry -> !entry.member().onlyOne()))
                .map(Entry::member).iterator();
    }
}
