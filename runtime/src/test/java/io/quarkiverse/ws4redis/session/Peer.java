package io.quarkiverse.ws4redis.session;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.local.LocalChannel;
import io.quarkiverse.ws4redis.security.HandshakeCheck;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.UserData;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.impl.ContextInternal;

/**
 * A client of a {@link SessionNode}: what it sends is handled as the endpoint does it, and what is written to its Netty channel
 * is what it receives. All but {@link #open} may be called from any thread.
 */
final class Peer {

    private final String id;
    private final Sessions sessions;
    private final Context context;
    private final WebSocketConnection connection;
    private final Channel channel = new LocalChannel();
    private final Promise<Void> ended = Promise.promise();
    private final List<String> received = new ArrayList<>();
    private int closeCode;

    Peer(String id, String facility, Sessions sessions, Context context) {
        this.id = id;
        this.sessions = sessions;
        this.context = context;
        UserData data = new Attributes();
        data.put(HandshakeCheck.CHANNEL, channel);
        data.put(HandshakeCheck.FACILITY, facility);
        data.put(HandshakeCheck.HEADERS, MultiMap.caseInsensitiveMultiMap());
        this.connection = connection(data);
    }

    /** It comes with an identity that Quarkus has found out at the upgrade; before {@link #open}. */
    void identity(SecurityIdentity identity) {
        connection.userData().put(HandshakeCheck.IDENTITY, identity);
    }

    /** On its event loop. */
    void open() {
        ((ContextInternal) context).nettyEventLoop().register(channel);
        channel.pipeline().addFirst(new Capture());
        sessions.open(connection);
    }

    String id() {
        return id;
    }

    void send(String text) {
        context.runOnContext(v -> session().inbound().receive(text));
    }

    void send(Buffer binary) {
        context.runOnContext(v -> session().inbound().receive(binary));
    }

    void close() {
        context.runOnContext(v -> end());
    }

    /** {@return completes when all that it has sent so far has been handled, or is of no interest to anybody any more} */
    Future<Void> handled() {
        Promise<Void> handled = Promise.promise();
        ended.future().onComplete(v -> handled.tryComplete());
        context.runOnContext(v -> session().inbound().enqueue(() -> {
            handled.tryComplete();
            return Future.succeededFuture();
        }));
        return handled.future();
    }

    /** {@return completes when its event loop has done all that it has to do now} */
    Future<Void> looped() {
        Promise<Void> looped = Promise.promise();
        context.runOnContext(v -> looped.complete());
        return looped.future();
    }

    /** {@return whether nothing can come any more} */
    boolean isGone() {
        return ended.future().isComplete();
    }

    /** {@return what has come since the last call} */
    synchronized List<String> received() {
        List<String> all = List.copyOf(received);
        received.clear();
        return all;
    }

    /** {@return the code that the server closed with; 0 if it did not} */
    synchronized int closeCode() {
        return closeCode;
    }

    private synchronized void receive(String text) {
        received.add(text);
    }

    private Session session() {
        return connection.userData().get(ConnectionEndpoint.SESSION);
    }

    private synchronized void closedWith(CloseReason reason) {
        closeCode = reason.getCode();
        close();
    }

    private void end() {
        if (!isGone()) {
            sessions.closed(connection);
            channel.close();
            ended.complete();
        }
    }

    private WebSocketConnection connection(UserData data) {
        return (WebSocketConnection) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[]{WebSocketConnection.class}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "id" -> id;
                    case "userData" -> data;
                    case "sendBinary" -> {
                        receive(arguments[0].toString());
                        yield Uni.createFrom().voidItem();
                    }
                    case "close" -> {
                        closedWith((CloseReason) arguments[0]);
                        yield Uni.createFrom().voidItem();
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** Takes what would go to the socket. */
    private final class Capture extends ChannelOutboundHandlerAdapter {

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            ByteBuf frame = (ByteBuf) message;
            int length = frame.skipBytes(1).readUnsignedByte();
            long rest = length < 126 ? length : length == 126 ? frame.readUnsignedShort() : frame.readLong();
            if (rest != frame.readableBytes()) {
                throw new AssertionError("length " + rest + " of a frame of " + frame.readableBytes());
            }
            receive(frame.toString(StandardCharsets.UTF_8));
            frame.release();
            promise.trySuccess();
        }
    }

    private static final class Attributes implements UserData {

        private final Map<String, Object> values = new HashMap<>();

        @Override
        @SuppressWarnings("unchecked")
        public <V> V get(TypedKey<V> key) {
            return (V) values.get(key.value());
        }

        @Override
        @SuppressWarnings("unchecked")
        public <V> V put(TypedKey<V> key, V value) {
            return (V) values.put(key.value(), value);
        }

        @Override
        @SuppressWarnings("unchecked")
        public <V> V remove(TypedKey<V> key) {
            return (V) values.remove(key.value());
        }

        @Override
        public int size() {
            return values.size();
        }

        @Override
        public void clear() {
            values.clear();
        }
    }
}
