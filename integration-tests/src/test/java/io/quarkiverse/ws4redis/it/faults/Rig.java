package io.quarkiverse.ws4redis.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.vertx.core.Vertx;

/** What a fault suite works on: nodes behind links that can be broken, and clients that publish to one topic and follow it. */
final class Rig implements AutoCloseable {

    /** Time enough for anything to be well again on a busy machine. */
    static final Duration PATIENCE = Duration.ofSeconds(120);

    /** A channel with history, open to everybody. */
    static final String CHANNEL = "ledger";
    static final String PK = "1";

    /** A channel without history, open to everybody: what is published there is not kept. */
    static final String UNKEPT = "lounge";

    private static final Duration DURATION = Duration.ofMinutes(Integer.getInteger("faults.minutes", 0));
    private static final int CALM_MILLIS = 500;

    private static final String[] OPTIONS = {
            "-Dquarkus.ws4redis.channels." + CHANNEL + ".publish=true",
            "-Dquarkus.ws4redis.channels." + CHANNEL + ".history.size=5000",
            "-Dquarkus.ws4redis.channels." + CHANNEL + ".history.ttl=1H",
            "-Dquarkus.ws4redis.history.user.size=100", "-Dquarkus.ws4redis.history.user.ttl=1H",
            "-Dquarkus.ws4redis.history.broadcast.size=100", "-Dquarkus.ws4redis.history.broadcast.ttl=1H"};

    private final Vertx vertx = Vertx.vertx();
    private final List<ProxiedNode> nodes;
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final List<Publisher> publishers = new ArrayList<>();
    /** Asked for by subscribers, on whatever thread. */
    private final List<Publisher> unkept = new CopyOnWriteArrayList<>();
    private int names;

    /** Starts nodes that are called so, each with these options besides. */
    Rig(RedisProcess redis, List<String> names, String... options) {
        String[] all = Stream.concat(Stream.of(OPTIONS), Stream.of(options)).toArray(String[]::new);
        nodes = names.parallelStream().map(name -> new ProxiedNode(name, redis, all)).toList();
    }

    List<ProxiedNode> nodes() {
        return nodes;
    }

    ProxiedNode node(int index) {
        return nodes.get(index);
    }

    List<Subscriber> subscribers() {
        return List.copyOf(subscribers);
    }

    List<Publisher> publishers() {
        return List.copyOf(publishers);
    }

    Vertx vertx() {
        return vertx;
    }

    /** Subscribers that begin with one node after the other, half of them with a subscription without history too. */
    void subscribe(int count) {
        for (int i = 0; i < count; i++) {
            String also = i / nodes.size() % 2 == 0 ? null : UNKEPT;
            subscribers.add(new Subscriber(vertx, "subscriber-" + ++names, ports(i), CHANNEL, PK, also, this::begun));
        }
        await().atMost(PATIENCE).until(() -> subscribers.stream().allMatch(Subscriber::isThere));
    }

    /** Publishers of small messages that begin with one node after the other. */
    void publish(int count, long paceMillis) {
        publish(count, paceMillis, 0);
    }

    /** The same with messages that many characters longer. */
    void publish(int count, long paceMillis, int padding) {
        for (int i = 0; i < count; i++) {
            publishers.add(new Publisher(vertx, "publisher-" + ++names, ports(i), CHANNEL, PK, paceMillis, padding));
        }
    }

    /** Publishers of small messages that are not kept. */
    void publishUnkept(int count, long paceMillis) {
        for (int i = 0; i < count; i++) {
            unkept.add(new Publisher(vertx, "talker-" + ++names, ports(i), UNKEPT, PK, paceMillis, 0));
        }
    }

    private Map<String, Long> begun() {
        return unkept.stream().collect(Collectors.toMap(Publisher::name, Publisher::begun));
    }

    private List<Publisher> all() {
        return Stream.concat(publishers.stream(), unkept.stream()).toList();
    }

    /** What a client may connect to, that of this node first. */
    List<Integer> ports(int first) {
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            ports.add(nodes.get((first + i) % nodes.size()).fromClients().port());
        }
        return ports;
    }

    /** Waits until each publisher has had so many more messages acknowledged. */
    void awaitPublished(int more) {
        List<Publisher> all = all();
        List<Integer> before = all.stream().map(publisher -> publisher.acknowledged().size()).toList();
        await().atMost(PATIENCE).until(() -> {
            for (int i = 0; i < all.size(); i++) {
                if (all.get(i).acknowledged().size() < before.get(i) + more) {
                    return false;
                }
            }
            return true;
        });
    }

    /** {@return how much there was to do, for people to read} */
    String summary() {
        return "%d messages to each of %d subscribers, %d sent again, %d recoveries, %d gaps told; %d not kept, in %d stints"
                .formatted(
                        publishers.stream().mapToInt(publisher -> publisher.acknowledged().size()).sum(), subscribers.size(),
                        all().stream().mapToLong(Publisher::retries).sum(),
                        subscribers.stream().mapToInt(Subscriber::recoveries).sum(),
                        subscribers.stream().mapToInt(subscriber -> subscriber.runs().size() - 1).sum(),
                        unkept.stream().mapToInt(publisher -> publisher.acknowledged().size()).sum(),
                        subscribers.stream().mapToInt(Subscriber::stints).sum());
    }

    /** Has clients at work while each of these faults happens once, or for longer if {@code -Dfaults.minutes} says so. */
    void endure(List<Fault> faults) {
        subscribe(8);
        publish(3, 50);
        publishUnkept(2, 50);
        awaitPublished(10);
        new Schedule(faults, DURATION, CALM_MILLIS).run();
        finish();
        System.out.println(summary());
    }

    /** No further messages; waits until all subscribers have the last ones. Nothing may be broken any more. */
    void finish() {
        nodes.forEach(node -> node.node().awaitReady(true));
        awaitPublished(5);
        all().forEach(Publisher::finish);
        await().atMost(PATIENCE).until(() -> all().stream().allMatch(Publisher::isFinished));
        for (Publisher publisher : unkept) {
            Message last = last(publisher);
            for (Subscriber subscriber : subscribers) {
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(subscriber.covers(last))
                        .as("%s has %s, which is not kept; it noted %s", subscriber.name(), last, subscriber.faults())
                        .isTrue());
            }
        }
        for (Publisher publisher : publishers) {
            Message last = last(publisher);
            for (Subscriber subscriber : subscribers) {
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(subscriber.has(last))
                        .as("%s has %s; it has %s, and noted %s", subscriber.name(), last, subscriber.runs(),
                                subscriber.faults())
                        .isTrue());
            }
        }
    }

    private static Message last(Publisher publisher) {
        List<Message> acknowledged = publisher.acknowledged();
        return acknowledged.get(acknowledged.size() - 1);
    }

    /** All clients go. */
    void leave() {
        all().forEach(Publisher::close);
        publishers.clear();
        unkept.clear();
        subscribers.forEach(Subscriber::close);
        subscribers.clear();
    }

    @Override
    public void close() {
        leave();
        nodes.forEach(ProxiedNode::close);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
