package io.quarkiverse.ws4redis.broker;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/**
 * One Redis, or several that know nothing of each other. With several, each of the hash slots that Redis Cluster would have
 * belongs to the one whose name and the slot's number together have the highest hash (rendezvous hashing): a Redis more or less
 * moves no more than its own share.
 */
final class StandaloneTopology extends Topology implements LinkListener {

    private final List<RedisLink> links = new ArrayList<>();
    private final RedisLink only;
    private final RedisLink[] owners;
    private BrokerListener listener;

    /** {@code clients} by their names, in any order; {@code probeChannel} is the same for each. */
    StandaloneTopology(LinkContext context, Map<String, Redis> clients, String probeChannel) {
        super(context);
        Map<String, RedisLink> named = new HashMap<>();
        clients.forEach((name, redis) -> named.put(name, new RedisLink(context, redis, probeChannel, this)));
        links.addAll(named.values());
        only = links.size() == 1 ? links.get(0) : null;
        owners = only == null ? owners(named) : null;
    }

    private static RedisLink[] owners(Map<String, RedisLink> named) {
        RedisLink[] owners = new RedisLink[HashSlot.COUNT];
        for (int slot = 0; slot < owners.length; slot++) {
            owners[slot] = named.get(owner(slot, named.keySet()));
        }
        return owners;
    }

    /** {@return the name of the Redis that has a slot} */
    static String owner(int slot, Collection<String> names) {
        String owner = null;
        long highest = 0;
        for (String name : names) {
            long weight = weight(name, slot);
            if (owner == null || weight > highest) {
                owner = name;
                highest = weight;
            }
        }
        return owner;
    }

    /** FNV-1a of the name and the slot, mixed as the finalizer of MurmurHash3 does. */
    private static long weight(String name, int slot) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : (name + ' ' + slot).getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ b & 0xff) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }

    private RedisLink link(String key) {
        return only != null ? only : owners[HashSlot.of(key)];
    }

    @Override
    void listener(BrokerListener newListener) {
        listener = newListener;
    }

    @Override
    Future<Void> start() {
        context.routes().keySet().forEach(channel -> link(channel).subscriber().keep(channel));
        return Future.join(links.stream().map(RedisLink::start).toList()).mapEmpty();
    }

    @Override
    void stop() {
        links.forEach(RedisLink::stop);
    }

    @Override
    boolean isUp() {
        return only != null ? only.isUp() : links.stream().allMatch(RedisLink::isUp);
    }

    @Override
    boolean isAnyUp() {
        return links.stream().anyMatch(RedisLink::isUp);
    }

    @Override
    boolean isUp(String key) {
        return link(key).isUp();
    }

    @Override
    Future<Response> send(String key, Request request) {
        return link(key).send(request);
    }

    @Override
    Future<Response> send(String key, Function<String, Request> request) {
        return link(key).send(request);
    }

    @Override
    boolean isInOrder(String key, String other) {
        return link(key) == link(other);
    }

    @Override
    List<Future<Response>> sendAll(List<Keyed> commands) {
        Batches batches = new Batches();
        List<Future<Response>> replies = commands.stream()
                .map(command -> batches.add(link(command.key()), command.request())).toList();
        batches.send();
        return replies;
    }

    @Override
    <T> List<List<T>> together(List<T> all, Function<T, String> key, int size) {
        Map<RedisLink, List<T>> byLink = new LinkedHashMap<>();
        all.forEach(one -> byLink.computeIfAbsent(link(key.apply(one)), link -> new ArrayList<>()).add(one));
        return byLink.values().stream().flatMap(ofLink -> Parts.of(ofLink, size).stream()).toList();
    }

    @Override
    Future<Void> subscribe(String channel) {
        return link(channel).subscribe(channel);
    }

    @Override
    void unsubscribe(String channel) {
        link(channel).unsubscribe(channel);
    }

    @Override
    public void onMessage(String redisChannel, Buffer payload) {
        listener.onMessage(redisChannel, payload);
    }

    @Override
    public void onGap(Collection<String> redisChannels) {
        listener.onGap(redisChannels);
    }

    @Override
    public void onRestored(Collection<String> redisChannels) {
        listener.onRestored(redisChannels);
    }

    @Override
    public void onDisowned() {
        // There is nobody else who could be the owner.
    }

    @Override
    public void onTurnedAway(TurnedAwayException cause) {
        // Nor anybody whom it could name.
    }
}
