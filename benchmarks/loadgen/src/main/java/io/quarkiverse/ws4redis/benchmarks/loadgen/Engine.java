package io.quarkiverse.ws4redis.benchmarks.loadgen;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.HdrHistogram.Histogram;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;

/** Event loops, connections and publishers of one run. */
final class Engine {
    final Options opts;
    final Protocol protocol;
    final Identities identities;
    final int run = ThreadLocalRandom.current().nextInt(1, 0x10000);
    private final EpollEventLoopGroup group;
    private final List<EventLoop> loops = new ArrayList<>();
    private final List<Stats> stats = new ArrayList<>();
    private final AtomicInteger source = new AtomicInteger();
    private final int publisherCount;
    private final int subscribersPerChannel;
    private DeliveryListener listener = (publisher, seq) -> {
    };

    /** Hears of each delivery, on the subscriber's event loop. */
    interface DeliveryListener {
        void delivered(int publisher, int seq);
    }

    /** {@code connections}: how many identities they need at the most. */
    Engine(Options opts, int publisherCount, int subscribersPerChannel, int connections) {
        this.opts = opts;
        this.identities = new Identities(opts, run, connections);
        this.protocol = Protocol.byName(opts, identities);
        this.publisherCount = publisherCount;
        this.subscribersPerChannel = subscribersPerChannel;
        group = new EpollEventLoopGroup(opts.threads);
        for (int i = 0; i < opts.threads; i++) {
            loops.add(group.next());
            stats.add(new Stats());
        }
    }

    int publisherCount() {
        return publisherCount;
    }

    int subscribersPerChannel() {
        return subscribersPerChannel;
    }

    EventLoop loop(int i) {
        return loops.get(i % loops.size());
    }

    void listener(DeliveryListener l) {
        listener = l;
    }

    void delivered(int publisher, int seq) {
        listener.delivered(publisher, seq);
    }

    /**
     * Opens connections, at most --in-flight at a time, and returns when each is ready or has failed. A failed one is
     * null in the result.
     */
    Conn[] open(List<Want> wants, Histogram times) throws InterruptedException {
        Conn[] done = new Conn[wants.size()];
        CountDownLatch left = new CountDownLatch(wants.size());
        AtomicInteger next = new AtomicInteger();
        AtomicReference<String> firstFailure = new AtomicReference<>();
        Runnable[] opener = new Runnable[1];
        opener[0] = () -> {
            int i = next.getAndIncrement();
            if (i >= wants.size()) {
                return;
            }
            connect(i, wants.get(i), c -> {
                done[i] = c;
                if (times != null) {
                    synchronized (times) {
                        times.recordValue(c.readyNanos - c.startNanos);
                    }
                }
                left.countDown();
                opener[0].run();
            }, why -> {
                firstFailure.compareAndSet(null, why);
                left.countDown();
                opener[0].run();
            });
        };
        for (int i = 0; i < Math.min(opts.inFlight, wants.size()); i++) {
            opener[0].run();
        }
        long before = -1;
        while (!left.await(20, TimeUnit.SECONDS)) {
            if (left.getCount() == before) {
                System.err.println("stuck with " + before + " connections not ready");
                break;
            }
            before = left.getCount();
        }
        if (firstFailure.get() != null) {
            System.err.println("a connection failed: " + firstFailure.get());
        }
        return done;
    }

    private void connect(int i, Want w, Consumer<Conn> ready,
            Consumer<String> failed) {
        int l = i % loops.size();
        Stats s = stats.get(l);
        Conn conn = new Conn(this, s, w, ready, c -> failed.accept(c.end()));
        Bootstrap b = new Bootstrap().group(loops.get(l)).channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 30_000)
                .option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel ch) {
                        ch.pipeline().addLast(conn);
                    }
                });
        if (!w.reads()) {
            b.option(ChannelOption.SO_RCVBUF, 4096);
        }
        int ip = 1 + source.getAndIncrement() % opts.sourceIps;
        b.connect(new InetSocketAddress(w.url().getHost(), w.url().getPort()), new InetSocketAddress("127.0.0." + ip, 0))
                .addListener(f -> {
                    if (!f.isSuccess()) {
                        failed.accept(String.valueOf(f.cause()));
                    }
                });
    }

    /** The sum of all loops' counters; each is read on its own loop. */
    Stats snapshot(boolean resetLatency) throws InterruptedException {
        Stats sum = new Stats();
        for (int i = 0; i < loops.size(); i++) {
            Stats s = stats.get(i);
            loops.get(i).submit(() -> {
                synchronized (sum) {
                    s.addTo(sum);
                }
                if (resetLatency) {
                    s.latency.reset();
                }
            }).sync();
        }
        return sum;
    }

    static int failed(Conn[] conns) {
        return (int) Arrays.stream(conns).filter(Objects::isNull).count();
    }

    void close(Conn[] conns) throws InterruptedException {
        for (Conn c : conns) {
            if (c != null) {
                c.loop().execute(c::close);
            }
        }
        Thread.sleep(300);
    }

    void shutdown() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
