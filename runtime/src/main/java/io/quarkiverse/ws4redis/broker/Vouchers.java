package io.quarkiverse.ws4redis.broker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which servers of a Cluster can have handed a topic over unharmed: the masters, whether or not the links to them work at this
 * moment, and those that were masters and gave all they had to others. Not one whose replica took over: that has what it had as
 * far as it was told. Changes on the links' event loop, is asked from any thread.
 */
final class Vouchers {

    /** How many former masters are remembered. */
    private static final int FORMER = 16;

    private volatile Map<NodeAddress, String> former = Map.of();

    /**
     * Other masters, or others' slots. A master that is gone has given its slots away if all who have them now were masters
     * beside it: a replica that takes over was none.
     */
    void change(Map<NodeAddress, ClusterLink> before, RedisLink[] had, Collection<NodeAddress> next, RedisLink[] have) {
        Set<RedisLink> known = new HashSet<>();
        before.values().forEach(master -> known.add(master.link()));
        Set<RedisLink> replaced = new HashSet<>();
        for (int slot = 0; slot < have.length; slot++) {
            if (had[slot] != have[slot] && !known.contains(have[slot])) {
                replaced.add(had[slot]);
            }
        }
        Map<NodeAddress, String> all = new LinkedHashMap<>(former);
        before.forEach((address, master) -> {
            if (!next.contains(address)) {
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

    /** {@return the run id of a master, and those of all others that vouch for what it has} */
    String servers(RedisLink owner, Map<NodeAddress, ClusterLink> masters) {
        Set<String> servers = new LinkedHashSet<>(List.of(owner.server()));
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
