package io.quarkiverse.ws4redis.broker;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/**
 * Which Redis has what: one link, or several, and the rule by which a key or channel belongs to one of them. What has the same
 * hash tag belongs together. May be used from any thread; its futures complete on any thread and fail with
 * {@link LinkDownException}.
 */
abstract sealed class Topology permits StandaloneTopology, ClusterTopology {

    /** A command and a key that says where to. */
    record Keyed(String key, Request request) {
    }

    final LinkContext context;

    Topology(LinkContext context) {
        this.context = context;
    }

    PubSub pubSub() {
        return context.pubSub();
    }

    /** Sets who gets the messages; once, before {@link #start}. */
    abstract void listener(BrokerListener newListener);

    /** Channels that are always subscribed, for the nodes' own use; to be called before {@link #start}. */
    void route(String channel, Consumer<Buffer> consumer) {
        context.routes().put(channel, consumer);
    }

    /** Scripts that Redis shall know before anything is sent; to be called before {@link #start}. */
    void preload(Script script) {
        context.scripts().add(script);
    }

    /** Runs something on the event loop on which the listener is called; at once for a caller that is there. */
    void execute(Runnable task) {
        context.runHere(task);
    }

    /** {@return completes when the first attempt to connect has succeeded or failed, and never fails} */
    abstract Future<Void> start();

    abstract void stop();

    /** {@return whether all links work} */
    abstract boolean isUp();

    /** {@return whether there is a link that works} */
    abstract boolean isAnyUp();

    /** {@return whether the link that has a key or channel works, and a subscription of that channel misses nothing} */
    abstract boolean isUp(String key);

    /** Sends a command. What one thread sends to one hash tag stays in order. */
    abstract Future<Response> send(String key, Request request);

    /** {@return whether what one thread sends to two keys stays in order too} */
    boolean isInOrder(String key, String other) {
        return HashSlot.tag(key).equals(HashSlot.tag(other));
    }

    /**
     * Sends a command whose content depends on which server gets it. What one thread sends to one hash tag stays in order.
     *
     * @param key says where to
     * @param request makes the command when it goes out, again each time if it must go more than once: of the run id of the
     *        server that gets it; after it, separated by spaces, those that this one can have got the key from unharmed
     * @return the reply
     */
    abstract Future<Response> send(String key, Function<String, Request> request);

    /** Sends commands in few writes, and not in order with what {@link #send} sends; each may be sent again. */
    abstract List<Future<Response>> sendAll(List<Keyed> commands);

    /**
     * Divides what commands are about into what one command may name.
     *
     * @param all what the commands are about, in an order that is kept among those of the same key
     * @param key the key of each
     * @param size how many of them one command may name at the most
     * @return the groups, each of which belongs to the Redis that has its first key
     */
    abstract <T> List<List<T>> together(List<T> all, Function<T, String> key, int size);

    /** {@return completes when Redis has confirmed one more user of a channel; if it fails, the user does not count} */
    abstract Future<Void> subscribe(String channel);

    /** One user of a channel less. */
    abstract void unsubscribe(String channel);
}
