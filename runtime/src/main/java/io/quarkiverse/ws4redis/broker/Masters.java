package io.quarkiverse.ws4redis.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

import org.jboss.logging.Logger;

import io.quarkiverse.ws4redis.observe.OperatorLog;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Redis;

/**
 * The masters of a Cluster, a link to each, and who has which slot. That is looked at again whenever something shows that it is
 * not as it was: a node that takes a subscription away or turns a command away, or a lost link. Subscriptions of a slot that has
 * moved move too. On the links' event loop, what only asks from any thread.
 */
final class Masters implements LinkListener {

    private static final Logger LOG = Logger.getLogger(Masters.class);
    private static final OperatorLog OPERATOR = OperatorLog.of(Masters.class);

    /** The longest wait between two looks at a Cluster that is not in order. */
    private static final Duration LOOK_MAX = Duration.ofSeconds(1);

    private final LinkContext context;
    private final ClusterNodes nodes;
    private final UnaryOperator<String> probeChannel;
    private final Backoff looks;
    private final Promise<Void> started = Promise.promise();
    private final Vouchers vouchers = new Vouchers();
    private final Set<String> gaps = ConcurrentHashMap.newKeySet();
    private volatile Map<NodeAddress, ClusterLink> links = Map.of();
    private volatile RedisLink[] owners = new RedisLink[HashSlot.COUNT];
    private BrokerListener listener;
    private BitSet moving = new BitSet();
    private Future<Void> moved = Future.succeededFuture();
    private Future<?> tried = Future.succeededFuture();
    private NodeAddress knowing;
    private boolean looking;
    private boolean quiet;
    private boolean stopped;

    /** {@code probeChannel} gives the name of a probe's channel with a hash tag. */
    Masters(LinkContext context, ClusterNodes nodes, UnaryOperator<String> probeChannel) {
        this.context = context;
        this.nodes = nodes;
        this.probeChannel = probeChannel;
        Duration min = context.config().reconnectMin();
        this.looks = new Backoff(min, min.compareTo(LOOK_MAX) > 0 ? min : LOOK_MAX);
    }

    void listener(BrokerListener newListener) {
        listener = newListener;
    }

    /** {@return completes when the first attempt to connect has succeeded or failed, and never fails} */
    Future<Void> start() {
        context.run(() -> {
            looking = true;
            look();
        });
        return started.future();
    }

    void stop() {
        context.runHere(() -> {
            stopped = true;
            links.values().forEach(ClusterLink::stop);
        });
    }

    boolean areUp() {
        return !links.isEmpty() && links.values().stream().allMatch(master -> master.link().isUp());
    }

    boolean isAnyUp() {
        return links.values().stream().anyMatch(master -> master.link().isUp());
    }

    /** {@return the link to the master of a slot; {@code null} as long as nothing is known} */
    RedisLink owner(int slot) {
        return owners[slot];
    }

    /** {@return the run id of the master of a slot, and those of all others that can have handed over to it what it has} */
    String servers(RedisLink owner, int slot) {
        return vouchers.servers(owner, slot, links);
    }

    /** {@return complete when each master has been connected to, or could not be, at least once} */
    Future<?> tried() {
        return tried;
    }

    /** {@return whether a channel has a gap that has not ended yet} */
    boolean hasGap(String channel) {
        return gaps.contains(channel);
    }

    /** {@return whether a slot is about to have another owner, which is so when {@link #moved} is complete} */
    boolean isMoving(int slot) {
        return moving.get(slot);
    }

    Future<Void> moved() {
        return moved;
    }

    /** A command did not get through: who has its slot instead is the one who knows. */
    void turnedAway(Throwable cause) {
        if (cause instanceof TurnedAwayException away) {
            knowing = away.owner().orElse(knowing);
        }
        lookSoon();
    }

    /** Something is not as it was. */
    void lookSoon() {
        if (!looking && !stopped) {
            looking = true;
            context.after(looks.next(), this::look);
        }
    }

    private void look() {
        List<ClusterLink> asked = new ArrayList<>(links.values());
        // Not always the same one first, which may be the one that does not know.
        Collections.shuffle(asked);
        NodeAddress first = knowing;
        asked.sort(Comparator.comparing(one -> !one.address().equals(first)));
        Optional<NodeAddress> stranger = Optional.ofNullable(first).filter(node -> !links.containsKey(node));
        nodes.slots(stranger, asked).onComplete(result -> context.run(() -> {
            if (stopped) {
                return;
            }
            if (result.succeeded()) {
                quiet = false;
                knowing = knowing == first ? null : knowing;
                prepare(result.result());
            } else {
                report(result.cause());
                looked();
                started.tryComplete();
            }
        }));
    }

    private void report(Throwable cause) {
        if (quiet) {
            LOG.debugf("Redis Cluster still not known: %s", cause.getMessage());
        } else {
            quiet = true;
            OPERATOR.clusterUnknown(cause.getMessage());
        }
    }

    /** What has been sent to a slot's former master must be answered before more is sent to the new one. */
    private void prepare(SlotMap map) {
        Map<NodeAddress, ClusterLink> next = new LinkedHashMap<>();
        map.all().forEach(address -> next.put(address,
                links.containsKey(address) ? links.get(address) : link(address, map.tagOf(address))));
        RedisLink[] after = new RedisLink[HashSlot.COUNT];
        Set<RedisLink> former = new HashSet<>();
        moving = new BitSet();
        for (int slot = 0; slot < after.length; slot++) {
            after[slot] = next.get(map.masters()[slot]).link();
            if (after[slot] != owners[slot]) {
                moving.set(slot);
                if (owners[slot] != null) {
                    former.add(owners[slot]);
                }
            }
        }
        Promise<Void> done = Promise.promise();
        moved = done.future();
        Future.join(former.stream().map(RedisLink::answered).toList()).onComplete(v -> context.run(() -> {
            try {
                if (!stopped) {
                    apply(map, next, after);
                    looked();
                }
            } finally {
                done.complete();
            }
        }));
    }

    private ClusterLink link(NodeAddress address, String tag) {
        Redis client = nodes.client(address);
        return new ClusterLink(address, client, new RedisLink(context, client, probeChannel.apply(tag), this));
    }

    private void apply(SlotMap map, Map<NodeAddress, ClusterLink> next, RedisLink[] after) {
        Map<NodeAddress, ClusterLink> before = links;
        boolean first = before.isEmpty();
        boolean changed = !Arrays.equals(owners, after);
        vouchers.change(before, owners, next.keySet(), after);
        links = next;
        owners = after;
        moving = new BitSet();
        if (first) {
            context.routes().keySet().forEach(channel -> after[HashSlot.of(channel)].subscriber().keep(channel));
        } else if (changed) {
            LOG.debug("Slots of the Redis Cluster have moved");
            before.values().forEach(master -> moveFrom(master.link()));
        }
        // Nobody waits for the end of a gap in what is not subscribed any more.
        gaps.removeIf(channel -> !after[HashSlot.of(channel)].subscriber().contains(channel));
        before.values().stream().filter(master -> !next.containsValue(master)).forEach(ClusterLink::stop);
        next.forEach((address, master) -> {
            RedisLink link = master.link();
            if (after[HashSlot.of(link.probeChannel())] != link) {
                link.subscriber().probeBy(probeChannel.apply(map.tagOf(address)));
            }
            link.subscriber().subscribeUnsent();
        });
        List<Future<?>> attempts = new ArrayList<>(List.of(tried));
        next.values().stream().filter(master -> !before.containsValue(master))
                .forEach(master -> attempts.add(master.link().start()));
        tried = Future.join(attempts).onComplete(v -> started.tryComplete());
    }

    private void moveFrom(RedisLink link) {
        link.subscriber().release(channel -> owners[HashSlot.of(channel)] != link)
                .forEach((channel, entry) -> owners[HashSlot.of(channel)].subscriber().adopt(channel, entry));
    }

    private void looked() {
        looking = false;
        if (areUp() && gaps.isEmpty()) {
            looks.reset();
        } else {
            lookSoon();
        }
    }

    @Override
    public void onMessage(String redisChannel, Buffer payload) {
        listener.onMessage(redisChannel, payload);
    }

    @Override
    public void onGap(Collection<String> redisChannels) {
        gaps.addAll(redisChannels);
        listener.onGap(redisChannels);
        lookSoon();
    }

    @Override
    public void onRestored(Collection<String> redisChannels) {
        redisChannels.forEach(gaps::remove);
        listener.onRestored(redisChannels);
    }

    @Override
    public void onDisowned() {
        lookSoon();
    }

    @Override
    public void onTurnedAway(TurnedAwayException cause) {
        turnedAway(cause);
    }
}
