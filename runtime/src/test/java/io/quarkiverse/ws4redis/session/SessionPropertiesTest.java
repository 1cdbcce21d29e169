package io.quarkiverse.ws4redis.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

import io.quarkiverse.ws4redis.protocol.Topic;
import io.quarkiverse.ws4redis.protocol.WireError;
import io.quarkiverse.ws4redis.session.SessionStep.Auth;
import io.quarkiverse.ws4redis.session.SessionStep.Close;
import io.quarkiverse.ws4redis.session.SessionStep.Custom;
import io.quarkiverse.ws4redis.session.SessionStep.Heartbeat;
import io.quarkiverse.ws4redis.session.SessionStep.Logout;
import io.quarkiverse.ws4redis.session.SessionStep.Malformed;
import io.quarkiverse.ws4redis.session.SessionStep.NotUtf8;
import io.quarkiverse.ws4redis.session.SessionStep.Publish;
import io.quarkiverse.ws4redis.session.SessionStep.Resubscribe;
import io.quarkiverse.ws4redis.session.SessionStep.Sent;
import io.quarkiverse.ws4redis.session.SessionStep.Subscribe;
import io.quarkiverse.ws4redis.session.SessionStep.Tell;
import io.quarkiverse.ws4redis.session.SessionStep.TooLarge;
import io.quarkiverse.ws4redis.session.SessionStep.Unsubscribe;
import io.vertx.core.buffer.Buffer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Whatever four clients of one node send in whatever order: each gets exactly the frames that the model says, or is closed as it
 * says. After each step all that comes of it is waited for, so that nothing that should not come is missed.
 */
class SessionPropertiesTest {

    static final String FACILITY = "events";
    static final int MAX_MESSAGE_SIZE = 400;

    /** In the place of what the model cannot know: how many nodes a message reached, the reference of an error. */
    static final String SOME = "0";

    private static final int CLIENTS = 4;

    /** {@code identified}: whether the request has an id. */
    private record Turn(int client, SessionStep step, boolean identified) {
    }

    /** Kept: one that is not referred to loses its level. */
    private static final Logger FAILURES = Logger.getLogger(Failures.class.getName());

    private static SessionNode node;

    @BeforeContainer
    static void start() {
        // One of the actions fails, often.
        FAILURES.setLevel(Level.OFF);
        node = new SessionNode(Map.of("limits.max-message-size", "" + MAX_MESSAGE_SIZE,
                "limits.max-subscriptions", "" + SessionModel.SUBSCRIPTIONS,
                "limits.max-connections-per-identity", "" + SessionModel.CONNECTIONS,
                "auth.max-failures", "" + SessionModel.FAILURES, "limits.max-violations", "" + SessionModel.VIOLATIONS));
    }

    @AfterContainer
    static void stop() {
        FAILURES.setLevel(null);
        if (node != null) {
            node.close();
        }
    }

    @Property(tries = 400)
    void everybodyGetsWhatTheModelSaysAndNothingElse(@ForAll("anything") List<Turn> turns) {
        Run run = new Run();
        try {
            for (int i = 0; i < turns.size(); i++) {
                run.perform(turns.get(i), i);
            }
        } finally {
            node.closeAll();
        }
        assertThat(node.index.all()).isEmpty();
        assertThat(node.escaped).isEmpty();
    }

    /** The real clients, and those of the model. */
    private static final class Run {

        private final SessionModel model = new SessionModel();
        private final Map<Integer, Peer> peers = new HashMap<>();
        private final Map<Integer, ModelClient> clients = new HashMap<>();

        void perform(Turn turn, int number) {
            Peer peer = peers.computeIfAbsent(turn.client(), k -> node.open(FACILITY));
            ModelClient client = clients.computeIfAbsent(turn.client(), k -> model.open(peer.id()));
            SessionStep step = turn.step();
            if (step instanceof Sent sent) {
                String id = turn.identified() && !(step instanceof Malformed) ? "" + number : null;
                model.sent(client, sent, id);
                peer.send(sent.frame(id));
            } else if (step instanceof NotUtf8) {
                model.notUtf8(client);
                peer.send(Buffer.buffer(new byte[]{(byte) 0xc3, '('}));
            } else if (step instanceof Close) {
                model.closed(client);
                peer.close();
                peers.remove(turn.client());
                clients.remove(turn.client());
            } else if (step instanceof Tell tell) {
                model.tell(tell.channel(), tell.pk(), tell.message());
                SessionNode.get(node.publisher.publish(new Topic(FACILITY, tell.channel(), tell.pk()), tell.message(), null));
            } else if (step instanceof Logout logout) {
                model.logout(logout.kind(), logout.pk());
                node.logout(logout.kind(), logout.pk());
            }
            node.settle();
            List.copyOf(clients.keySet()).forEach(this::check);
        }

        private void check(int number) {
            ModelClient client = clients.get(number);
            Peer peer = peers.get(number);
            List<String> answers = new ArrayList<>();
            List<String> messages = new ArrayList<>();
            // What Redis brings and what answers a request come by different ways, in no order.
            peer.received().forEach(frame -> (isMessage(frame) ? messages : answers).add(known(frame)));
            assertThat(answers).as("answers to client %d", number).containsExactlyElementsOf(client.answers);
            assertThat(messages).as("messages to client %d", number).containsExactlyElementsOf(client.messages);
            assertThat(peer.closeCode()).as("close code of client %d", number).isEqualTo(client.closeCode);
            client.answers.clear();
            client.messages.clear();
            if (client.closeCode != 0) {
                model.closed(client);
                clients.remove(number);
                peers.remove(number);
            }
        }

        private static boolean isMessage(String frame) {
            return frame.startsWith("{\"channel\":") && !frame.contains("\"message\":{\"error\":");
        }

        private static String known(String frame) {
            return frame.replaceFirst("\"receivers\":\\d+", "\"receivers\":" + SOME)
                    .replaceFirst("internal error [0-9a-f-]{36}", "internal error " + SOME);
        }
    }

    @Provide
    Arbitrary<List<Turn>> anything() {
        Arbitrary<SessionStep> steps = Arbitraries.frequencyOf(Tuple.of(6, auth()), Tuple.of(6, subscribe().map(step -> step)),
                Tuple.of(3, subscribe().map(step -> new Unsubscribe(step.channel(), step.pk()))),
                Tuple.of(2, subscribe().list().ofMaxSize(4).map(Resubscribe::new)), Tuple.of(7, publish()),
                Tuple.of(3, custom()),
                Tuple.of(2, broken()), Tuple.of(1, Arbitraries.just(new Close())), Tuple.of(2, tell()),
                Tuple.of(1, Arbitraries.of(new Logout("member", "7"), new Logout("member", "8"), new Logout("terminal", "1"))));
        Arbitrary<Turn> turns = Combinators.combine(Arbitraries.integers().between(0, CLIENTS - 1), steps,
                Arbitraries.of(true, false)).as(Turn::new);
        return turns.list().ofMaxSize(60);
    }

    private static Arbitrary<SessionStep> auth() {
        return Arbitraries.frequency(Tuple.of(4, new Auth("member", "alice")), Tuple.of(3, new Auth("member", "bob")),
                Tuple.of(2, new Auth("member", "ally")), Tuple.of(2, new Auth("terminal", "t1")),
                Tuple.of(1, new Auth("member", "eve")), Tuple.of(1, new Auth("terminal", "alice")),
                Tuple.of(1, new Auth("nobody", "alice")));
    }

    private static Arbitrary<Subscribe> subscribe() {
        return Arbitraries.of(new Subscribe("room", "1"), new Subscribe("room", "2"), new Subscribe("room", "3"),
                new Subscribe("room", null), new Subscribe("wall", null), new Subscribe("wall", "1"),
                new Subscribe("lobby", "1"), new Subscribe("mute", "1"), new Subscribe("nowhere", null),
                new Subscribe("broadcast", null), new Subscribe("user", "alice"), new Subscribe("user", "bob"),
                new Subscribe("terminal", "T-1"));
    }

    private static Arbitrary<SessionStep> publish() {
        return Combinators.combine(Arbitraries.of("room", "room", "room", "wall", "wall", "lobby", "mute", "nowhere", "user"),
                pks(), Arbitraries.of("5", "null", "\"text\"", "{\"a\":[1,{}]}", "\"{}\"")).as(Publish::new);
    }

    private static Arbitrary<SessionStep> custom() {
        return Combinators.combine(Arbitraries.of("status", "nothing", "fail", "refuse", "other"),
                Arbitraries.of("room", "room", "wall", "lobby", "mute", "nowhere"), pks()).as(Custom::new);
    }

    private static Arbitrary<List<String>> pks() {
        return Arbitraries.of(List.of(), List.of("1"), List.of("2"), List.of("3"), List.of("2", "3"), List.of("1", "2"));
    }

    private static Arbitrary<SessionStep> tell() {
        return Arbitraries.of(new Tell("user", "alice", "1"), new Tell("user", "bob", "2"), new Tell("terminal", "T-1", "3"),
                new Tell("broadcast", null, "4"), new Tell("room", "2", "5"));
    }

    private static Arbitrary<SessionStep> broken() {
        return Arbitraries.of(new Malformed("no JSON", new WireError(400, "not valid JSON"), null, null, null),
                new Malformed("[1]", new WireError(400, "not a JSON object"), null, null, null),
                new Malformed("{}", new WireError(400, "action missing"), null, null, null),
                new Malformed("{\"action\":\"subscribe\"}", new WireError(400, "channel missing"), "subscribe", null, null),
                new Malformed("{\"action\":\"publish\",\"channel\":\"room\",\"pk\":2}", new WireError(400, "message missing"),
                        "publish", "\"room\"", "2"),
                new Malformed("{\"action\":\"subscribe\",\"channel\":\"a:b\"}",
                        new WireError(400, "channel is not a valid name"), "subscribe", "\"a:b\"", null),
                new NotUtf8(), new TooLarge(), new TooLarge(), new Heartbeat());
    }
}
