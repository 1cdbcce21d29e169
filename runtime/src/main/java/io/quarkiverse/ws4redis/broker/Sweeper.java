package io.quarkiverse.ws4redis.broker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;

import org.jboss.logging.Logger;

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

    private final Script lease = new Script("lease");
    private final RedisLink link;
    private final RedisKeys keys;
    private final String node;
    private final String expiry;
    private final BiFunction<String, Member, Future<Boolean>> leave;
    private final ChannelPresence channels;

    Sweeper(RedisLink link, RedisKeys keys, String node, String expiry, BiFunction<String, Member, Future<Boolean>> leave,
            ChannelPresence channels) {
        this.link = link;
        this.keys = keys;
        this.node = node;
        this.expiry = expiry;
        this.leave = leave;
        this.channels = channels;
    }

    Future<Void> remember(Member member) {
        return link.send(Request.cmd(Command.HSET).arg(keys.members(node)).arg(field(member)).arg(encode(member)))
                .mapEmpty();
    }

    Future<Void> forget(String ofNode, List<Member> members) {
        Request request = Request.cmd(Command.HDEL).arg(keys.members(ofNode));
        members.forEach(member -> request.arg(field(member)));
        return link.send(request).<Void>mapEmpty()
                .onFailure(e -> LOG.debugf("Connection stays in the node's list for now: %s", e.getMessage()));
    }

    /** Renews this node's lease, and sweeps nodes whose lease is over. */
    Future<Void> lease(Collection<Member> own, PresenceListener listener) {
        return lease.call(link, keys.nodes(), List.of(node, expiry)).compose(reply -> {
            if (reply.get(0).toInteger() == 0) {
                // New, or taken for dead meanwhile: the others must know our connections (again).
                own.forEach(this::remember);
                channels.remember();
            }
            // Longer than a lease, so that it is there to be swept; not for ever, for the case that nobody is left to.
            link.send(Request.cmd(Command.PEXPIRE).arg(keys.members(node)).arg(Long.parseLong(expiry) * 20));
            Future<Void> all = Future.succeededFuture();
            for (int i = 1; i < reply.size(); i++) {
                String dead = reply.get(i).toString();
                all = all.compose(v -> sweep(dead, listener));
            }
            return all;
        });
    }

    private Future<Void> sweep(String dead, PresenceListener listener) {
        Request claim = Request.cmd(Command.SET).arg(keys.sweep(dead)).arg(node).arg("NX").arg("PX").arg(expiry);
        return link.send(claim).compose(claimed -> {
            if (claimed == null) {
                return Future.succeededFuture();
            }
            LOG.infof("Node %s is gone; removing its connections from presence", dead);
            return link.send(Request.cmd(Command.HVALS).arg(keys.members(dead)))
                    .compose(values -> remove(dead, members(values), listener))
                    .compose(v -> channels.sweep(dead))
                    .compose(v -> link.send(Request.cmd(Command.ZREM).arg(keys.nodes()).arg(dead)))
                    .compose(v -> link.send(Request.cmd(Command.DEL).arg(keys.members(dead))))
                    .<Void>mapEmpty();
        });
    }

    private Future<Void> remove(String dead, List<Member> members, PresenceListener listener) {
        List<Future<Void>> removed = new ArrayList<>(members.size());
        for (Member member : members) {
            removed.add(leave.apply(dead, member).compose(last -> {
                if (last) {
                    listener.onOffline(member);
                }
                return forget(dead, List.of(member));
            }));
        }
        return Future.join(removed).mapEmpty();
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
