package io.quarkiverse.ws4redis.broker;

import java.util.LinkedHashSet;
import java.util.Set;

import io.vertx.redis.client.Response;

/**
 * Which master of a Cluster has which slot, as one of its nodes sees it.
 *
 * @param masters the master of each slot; {@code null} for a slot that nobody has
 */
record SlotMap(NodeAddress[] masters) {

    /** Reads the reply to CLUSTER SLOTS; a node that does not know its own name is where it was {@code asked}. */
    static SlotMap of(Response reply, String asked) {
        NodeAddress[] masters = new NodeAddress[HashSlot.COUNT];
        for (Response range : reply) {
            Response master = range.get(2);
            String host = master.get(0) == null ? "" : master.get(0).toString();
            NodeAddress address = new NodeAddress(host.isEmpty() || host.equals("?") ? asked : host, master.get(1).toInteger());
            for (int slot = range.get(0).toInteger(); slot <= range.get(1).toInteger(); slot++) {
                masters[slot] = address;
            }
        }
        return new SlotMap(masters);
    }

    /** {@return whether each slot has a master} */
    boolean isComplete() {
        for (NodeAddress master : masters) {
            if (master == null) {
                return false;
            }
        }
        return true;
    }

    Set<NodeAddress> all() {
        Set<NodeAddress> all = new LinkedHashSet<>();
        for (NodeAddress master : masters) {
            if (master != null) {
                all.add(master);
            }
        }
        return all;
    }

    /** {@return a hash tag whose slot a node has} */
    String tagOf(NodeAddress node) {
        return HashSlot.tagIn(slot -> node.equals(masters[slot]));
    }
}
