package io.quarkiverse.ws4redis.benchmarks.relay;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.impl.WebSocketInternal;
import io.vertx.core.impl.ContextInternal;

/** The least that a Vert.x server can do between one Redis subscription and many WebSockets. */
public final class Relay extends AbstractVerticle {
    private static final Shard.Mode MODE = Shard.Mode.valueOf(System.getProperty("mode", "batch").toUpperCase(Locale.ROOT));
    private static final int PORT = Integer.getInteger("port", 7001);
    private static final List<Shard> SHARDS = new CopyOnWriteArrayList<>();
    private static RedisHub hub;

    private Shard shard;

    public static void main(String[] args) {
        int loops = Integer.getInteger("loops", 2);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops).setPreferNativeTransport(true));
        hub = new RedisHub(vertx.getOrCreateContext());
        hub.connect(vertx, System.getProperty("redis", "redis://127.0.0.1:6391"), (topic, payload) -> {
            ByteBuf frame = Shard.needsFrame(MODE) ? Wire.frame(payload) : null;
            for (Shard s : SHARDS) {
                s.offer(topic, payload, frame == null ? null : frame.retain());
            }
            if (frame != null) {
                frame.release();
            }
        }).compose(v -> vertx.deployVerticle(Relay.class, new DeploymentOptions().setInstances(loops)))
                .onSuccess(id -> System.out.println("ready on " + PORT + ", " + MODE + ", native "
                        + vertx.isNativeTransportEnabled()))
                .onFailure(t -> {
                    t.printStackTrace();
                    System.exit(1);
                });
    }

    @Override
    public void start(io.vertx.core.Promise<Void> done) {
        EventLoop loop = ((ContextInternal) context).nettyEventLoop();
        shard = new Shard(loop, MODE);
        SHARDS.add(shard);
        vertx.createHttpServer(new HttpServerOptions().setPort(PORT).setHost("127.0.0.1").setTcpNoDelay(true)
                .setAcceptBacklog(4096).setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false))
                .webSocketHandler(this::open).listen().<Void>mapEmpty().onComplete(done);
    }

    private void open(ServerWebSocket ws) {
        Shard.Sub sub = new Shard.Sub(ws::writeTextMessage, ((WebSocketInternal) ws).channelHandlerContext());
        Map<String, Boolean> topics = new HashMap<>();
        ws.textMessageHandler(s -> {
            String channel = Wire.channel(s);
            int pk = Wire.pk(s);
            String topic = channel + ":" + pk;
            switch (Wire.action(s)) {
                case "publish" -> hub.publish(topic, Wire.delivery(channel, pk, s));
                case "subscribe" -> {
                    if (topics.putIfAbsent(topic, true) == null) {
                        shard.add(topic, sub);
                        hub.subscribe(topic).onSuccess(v -> ws.writeTextMessage(Wire.subscribed(channel, pk)));
                    }
                }
                default -> ws.writeTextMessage("{\"name\":\"error\"}");
            }
        });
        ws.closeHandler(v -> topics.keySet().forEach(t -> {
            shard.remove(t, sub);
            hub.unsubscribe(t);
        }));
    }
}
