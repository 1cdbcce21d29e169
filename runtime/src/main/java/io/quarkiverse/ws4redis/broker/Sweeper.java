package io.quarkiverse.ws4redis.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.quarkiverse.ws4redis.observe.OperatorLog;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/**
 * Removes what dead nodes leave behind. Each node has a lease, and a hash of its connections; a node that finds another's
 * lease over takes a short claim on it, so that a sweeper that dies too is itself replaced, and removes connection by
 * connection.
 */
final class Sweeper {

    private static final Logger LOG = Logger.getLogger(Sweeper.class);
    private static final OperatorLog OPERATOR = OperatorLog.of(Sweeper.class);

    private final Script lease = new Script("lease");
    private final Topology redis;
    private final RedisKeys keys;
    private final String node;
    private final String expiry;
    private final BiFunction<String, Member, Future<Boolean>> leave;
    private final ChannelPresence channels;
    private final LongSupplier nanoTime;
    private final long expiryNanos;
    private volatile long leaseEnd;

    Sweeper(Topology redis, RedisKeys keys, String node, Duration expiry, BiFunction<String, Member, Future<Boolean>> leave,
            ChannelPresence channels, LongSupplier nanoTime) {
        this.redis = redis;
        this.keys = keys;
        this.node = node;
        this.expiry = Long.toString(expiry.toMillis());
        this.leave = leave;
        this.channels = channels;
        this.nanoTime = nanoTime;
        this.expiryNanos = expiry.toNanos();
        this.leaseEnd = nanoTime.getAsLong();
    }

    Future<Void> remember(Member member) {
        String key = keys.members(node);
        return redis.send(key, Request.cmd(Command.HSET).arg(key).arg(field(member)).arg(encode(member))).mapEmpty();
    }

    Future<Void> forget(String ofNode, List<Member> members) {
        String key = keys.members(ofNode);
        Request request = Request.cmd(Command.HDEL).arg(key);
        members.forEach(member -> request.arg(field(member)));
        return redis.send(key, request).<Void>mapEmpty()
                .onFailure(e -> LOG.debugf("Connection stays in the node's list for now: %s", e.getMessage()));
    }

    /** {@return whether this node may have been swept since it last tried to renew its lease} */
    boolean isLeaseOver() {
        return nanoTime.getAsLong() - leaseEnd >= 0;
    }

    /** Renews this node's lease, and sweeps nodes whose lease is over. */
    Future<Void> lease(Supplier<Iterator<Member>> own, PresenceListener listener) {
        leaseEnd = nanoTime.getAsLong() + expiryNanos;
        return lease.call(redis, keys.nodes(), List.of(node, expiry)).compose(reply -> {
            boolean unbroken = reply.get(0).toInteger() == 1;
            if (!unbroken) {
                // New, or taken for dead meanwhile: the others must know our connections (again).
                inTurn(own.get(), this::remember);
                channels.remember();
            }
            // Longer than a lease, so that it is there to be swept; not for ever, for the case that nobody is left to.
            send(keys.members(node), Command.PEXPIRE, Long.toString(Long.parseLong(expiry) * 20));
            Future<Void> all = Future.succeededFuture();
            // Whose own lease was over cannot tell who is dead: Redis may have been away for all.
            for (int i = 1; unbroken && i < reply.size(); i++) {
                String dead = reply.get(i).toString();
                all = all.compose(v -> sweep(dead, listener));
            }
            return all;
        });
    }

    private Future<Void> sweep(String dead, PresenceListener listener) {
        return send(keys.sweep(dead), Command.SET, node, "NX", "PX", expiry).compose(claimed -> {
            if (claimed == null) {
                return Future.succeededFuture();
            }
            OPERATOR.nodeGone(dead);
            return send(keys.members(dead), Command.HVALS)
                    .compose(values -> remove(dead, members(values), listener))
                    .compose(v -> channels.sweep(dead))
                    .compose(v -> send(keys.nodes(), Command.ZREM, dead))
                    .compose(v -> send(keys.members(dead), Command.DEL))
                    .<Void>mapEmpty();
        });
    }

    private Future<Void> remove(String dead, List<Member> members, PresenceListener listener) {
        return inTurn(members.iterator(), member -> leave.apply(dead, member).compose(last -> {
            if (last) {
                listener.onOffline(member);
            }
            return forget(dead, List.of(member));
        }));
    }

    /** Not all at once: a node has many connections, and publishes and the probe would wait behind them. */
    private static Future<Void> inTurn(Iterator<Member> members, Function<Member, Future<Void>> task) {
        List<Future<Void>> all = new ArrayList<>();
        return Parts.inTurn(members, part -> {
            List<Future<Void>> begun = part.stream().map(task).toList();
            all.addAll(begun);
            return Future.join(begun);
        }).compose(v -> Future.join(all)).mapEmpty();
    }

    private Future<Response> send(String key, Command command, String... arguments) {
        Request request = Request.cmd(command).arg(key);
        List.of(arguments).forEach(request::arg);
        return redis.send(key, request);
    }

    private static List<Member> members(Response values) {
        List<Member> members = new ArrayList<>();
        for (Response value : values) {
            members.add(decode(value.toString()));
        }
        return members;
    }

    private static String field(Member member) {
        return member.connectionId() + '|' + member.kind() + '|' + member.pk();
    }

    private static String encode(Member m) {
        return new JsonArray().add(m.kind()).add(m.pk()).add(m.uuid()).add(m.connectionId()).add(m.onlyOne())
                .add(m.authenticator()).encode();
    }

    private static Member decode(String json) {
        JsonArray a = new JsonArray(json);
        return new Member(a.getString(0), a.getString(1), a.getString(2), a.getString(3), a.getBoolean(4), a.getString(5));
    }
}
