package io.quarkiverse.ws4redis.broker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which servers of a Cluster can have handed a topic over unharmed: the masters, whether or not the links to them work at this
 * moment, and those that were masters and gave all they had to others. Not one whose replica took over: that has what it had as
 * far as it was told. Nor can anybody vouch for it who had the slot before that, only who has handed it over since. Changes on
 * the links' event loop, is asked from any thread.
 */
final class Vouchers {

    /** How many former masters are remembered, in all and of a slot. */
    private static final int FORMER = 16;

    private volatile Map<NodeAddress, String> former = Map.of();
    /** Of the slots that a replica took over: who has handed them over since then. The lists are never changed, only replaced. */
    private volatile Map<Integer, List<String>> since = Map.of();

    /**
     * Other masters, or others' slots. A master that is gone has given its slots away if all who have them now were masters
     * beside it: a replica that takes over was none.
     */
    void change(Map<NodeAddress, ClusterLink> before, RedisLink[] had, Collection<NodeAddress> next, RedisLink[] have) {
        Set<RedisLink> known = new HashSet<>();
        before.values().forEach(master -> known.add(master.link()));
        Set<RedisLink> gone = new HashSet<>();
        before.forEach((address, master) -> {
            if (!next.contains(address)) {
                gone.add(master.link());
            }
        });
        Set<RedisLink> replaced = new HashSet<>();
        Set<RedisLink> heirs = new HashSet<>();
        for (int slot = 0; slot < have.length; slot++) {
            if (gone.contains(had[slot]) && !known.contains(have[slot])) {
                replaced.add(had[slot]);
                heirs.add(have[slot]);
            }
        }
        follow(had, have, heirs);
        Map<NodeAddress, String> all = new LinkedHashMap<>(former);
        before.forEach((address, master) -> {
            if (gone.contains(master.link())) {
                all.remove(address);
                if (!replaced.contains(master.link()) && isKnown(master.link())) {
                    all.put(address, master.link().server());
                }
            }
        });
        List<NodeAddress> oldest = new ArrayList<>(all.keySet());
        oldest.subList(0, Math.max(0, all.size() - FORMER)).forEach(all::remove);
        former = all;
    }

    private void follow(RedisLink[] had, RedisLink[] have, Set<RedisLink> heirs) {
        Map<Integer, List<String>> all = new HashMap<>(since);
        for (int slot = 0; slot < have.length; slot++) {
            RedisLink from = had[slot];
            if (from == null || from == have[slot]) {
                continue;
            }
            if (heirs.contains(have[slot])) {
                all.put(slot, List.of());
            } else if (isKnown(from)) {
                all.computeIfPresent(slot, (same, others) -> with(others, from.server()));
            }
        }
        since = all;
    }

    private static List<String> with(List<String> others, String server) {
        List<String> all = new ArrayList<>(others);
        all.remove(server);
        all.add(server);
        return List.copyOf(all.subList(Math.max(0, all.size() - FORMER), all.size()));
    }

    /** {@return the run id of the master of a slot, and those of all others that vouch for what it has} */
    String servers(RedisLink owner, int slot, Map<NodeAddress, ClusterLink> masters) {
        Set<String> servers = new LinkedHashSet<>(List.of(owner.server()));
        List<String> sinceFailover = since.get(slot);
        if (sinceFailover != null) {
            servers.addAll(sinceFailover);
            return String.join(" ", servers);
        }
        masters.values().stream().map(ClusterLink::link).filter(Vouchers::isKnown).forEach(link -> servers.add(link.server()));
        former.forEach((address, server) -> {
            // One that is a master again speaks for itself as soon as it is known which server that is now.
            if (!masters.containsKey(address) || !isKnown(masters.get(address).link())) {
                servers.add(server);
            }
        });
        return String.join(" ", servers);
    }

    private static boolean isKnown(RedisLink link) {
        return !link.server().equals(ServerCheck.UNKNOWN);
    }
}
