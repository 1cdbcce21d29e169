package io.quarkiverse.ws4redis.broker;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.redis.client.Request;

/** Messages between nodes: one Redis channel for all of them, and one for each. May be called from any thread. */
@Singleton
public final class Control {

    private static final Logger LOG = Logger.getLogger(Control.class);
    private static final int VERSION = 1;

    private final Topology redis;
    private final RedisKeys keys;
    private volatile Consumer<ControlMessage> listener;

    @Inject
    Control(Broker broker, RedisKeys keys, NodeId node) {
        this.redis = broker.redis();
        this.keys = keys;
        redis.route(keys.control(), this::receive);
        redis.route(keys.control(node.value()), this::receive);
    }

    /** Sets who gets the messages, on the links' event loop; before the broker is started. */
    public void listener(Consumer<ControlMessage> newListener) {
        listener = newListener;
    }

    /** {@return whether the Redis that all nodes are told by can be used at the moment} */
    public boolean isReachable() {
        return redis.isUp(keys.control());
    }

    /** {@return done when Redis has the message for this node} */
    public Future<Void> send(String nodeId, ControlMessage message) {
        return publish(keys.control(nodeId), message);
    }

    /** {@return done when Redis has the message for all nodes, this one included} */
    public Future<Void> sendAll(ControlMessage message) {
        return publish(keys.control(), message);
    }

    private Future<Void> publish(String channel, ControlMessage message) {
        return redis.send(channel, Request.cmd(redis.pubSub().publish).arg(channel).arg(encode(message))).mapEmpty();
    }

    private void receive(Buffer payload) {
        Optional<ControlMessage> message = decode(payload.toString());
        if (message.isPresent()) {
            listener.accept(message.get());
        } else {
            LOG.debug("Control message of another version ignored");
        }
    }

    /** These Redis channels had a gap: what was said there meanwhile is not known, so all permissions are asked for again. */
    public void restored(Collection<String> redisChannels) {
        if (redisChannels.contains(keys.control())) {
            listener.accept(new ControlMessage.RecheckAll());
        }
    }

    /** {@return a message as text} */
    public static String encode(ControlMessage message) {
        JsonArray json = new JsonArray().add(VERSION);
        if (message instanceof ControlMessage.CloseConnection m) {
            json.add("close-connection").add(m.connectionId()).add(m.closeCode());
        } else if (message instanceof ControlMessage.CloseIdentity m) {
            json.add("close-identity").add(m.kind()).add(m.pk()).add(m.closeCode());
        } else if (message instanceof ControlMessage.Recheck m) {
            json.add("recheck").add(m.kind()).add(m.pk());
        } else if (message instanceof ControlMessage.RecheckSubscribers m) {
            json.add("recheck-subscribers").add(m.channel()).add(new JsonArray(m.pks()));
        } else if (message instanceof ControlMessage.RecheckChannel m) {
            json.add("recheck-channel").add(m.channel());
        } else if (message instanceof ControlMessage.RecheckKind m) {
            json.add("recheck-kind").add(m.kind());
        } else if (message instanceof ControlMessage.RecheckAll) {
            json.add("recheck-all");
        }
        return json.encode();
    }

    /** {@return what {@link #encode} wrote; empty if it is of another version} */
    public static Optional<ControlMessage> decode(String text) {
        try {
            JsonArray json = new JsonArray(text);
            if (json.getInteger(0) != VERSION) {
                return Optional.empty();
            }
            return switch (json.getString(1)) {
                case "close-connection" -> Optional.of(
                        new ControlMessage.CloseConnection(json.getString(2), json.getInteger(3)));
                case "close-identity" -> Optional.of(
                        new ControlMessage.CloseIdentity(json.getString(2), json.getString(3), json.getInteger(4)));
                case "recheck" -> Optional.of(new ControlMessage.Recheck(json.getString(2), json.getString(3)));
                case "recheck-subscribers" -> Optional.of(
                        new ControlMessage.RecheckSubscribers(json.getString(2), texts(json.getJsonArray(3))));
                case "recheck-channel" -> Optional.of(new ControlMessage.RecheckChannel(json.getString(2)));
                case "recheck-kind" -> Optional.of(new ControlMessage.RecheckKind(json.getString(2)));
                case "recheck-all" -> Optional.of(new ControlMessage.RecheckAll());
                default -> Optional.empty();
            };
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static List<String> texts(JsonArray json) {
        return IntStream.range(0, json.size()).mapToObj(json::getString).toList();
    }
}
