package io.quarkiverse.ws4redis.session;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import io.quarkiverse.ws4redis.WsAuthRequest;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsException;
import io.quarkiverse.ws4redis.dispatch.Authenticator;
import io.quarkiverse.ws4redis.dispatch.DispatchRegistry;
import io.quarkiverse.ws4redis.dispatch.Execution;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.quarkiverse.ws4redis.session.TestChannel.Permission;

/**
 * An application with people, of whom one has two names, and a terminal that must be the only one. Of the rooms each has some, the
 * wall is read by all and written by Bob, the log is read by all and written by Alice and has history, and the mute channel has
 * no methods. Beside them, {@code lobby} is open to all by configuration.
 */
final class TestApplication {

    /** What an exception says, and no client may get to know. */
    static final String SECRET = "secret";

    static final Map<String, WsCredentials> PEOPLE = Map.of("alice", person("7", "alice"), "ally", person("7", "ally"),
            "bob", person("8", "bob"));
    static final Map<String, WsCredentials> TERMINALS = Map.of("t1",
            WsCredentials.of("terminal", "1").uuid("T-1").onlyOne(true));
    private static final Map<String, List<String>> READ_ROOMS = Map.of("member:7", List.of("1", "2"), "member:8",
            List.of("2", "3"));
    private static final Map<String, List<String>> WRITE_ROOMS = Map.of("member:7", List.of("1"), "member:8",
            List.of("2", "3"));

    private TestApplication() {
    }

    private static WsCredentials person(String pk, String name) {
        return WsCredentials.of(WsCredentials.MEMBER, pk).uuid(name);
    }

    static DispatchRegistry registry() {
        return new DispatchRegistry(
                List.of(new TestChannel("room", 0, new Permission(Execution.WORKER, (who, message) -> readableRooms(who)),
                        new Permission(Execution.EVENT_LOOP, (who, message) -> writableRooms(who)), true,
                        Map.of("status", (who, message) -> Map.of("of", message.pks()),
                                "nothing", (who, message) -> null,
                                "fail", (who, message) -> {
                                    throw new IllegalStateException(SECRET);
                                }, "refuse", (who, message) -> {
                                    throw new WsException(409, "not now");
                                })),
                        new TestChannel("wall", 0, new Permission(Execution.EVENT_LOOP, (who, message) -> true),
                                new Permission(Execution.WORKER, (who, message) -> isBob(who)), false, Map.of()),
                        new TestChannel("log", 8, new Permission(Execution.EVENT_LOOP, (who, message) -> true),
                                new Permission(Execution.EVENT_LOOP, (who, message) -> !isBob(who)), false, Map.of()),
                        new TestChannel("mute", 0, null, null, false, Map.of())),
                List.of(authenticator(WsCredentials.MEMBER, PEOPLE), authenticator("terminal", TERMINALS)));
    }

    static List<String> readableRooms(WsCredentials who) {
        return READ_ROOMS.getOrDefault(who.toString(), List.of());
    }

    static List<String> writableRooms(WsCredentials who) {
        return WRITE_ROOMS.getOrDefault(who.toString(), List.of());
    }

    static boolean isBob(WsCredentials who) {
        return who.toString().equals("member:8");
    }

    static Stream<WsCredentials> everybody() {
        return Stream.concat(PEOPLE.values().stream(), TERMINALS.values().stream());
    }

    static boolean mayPublish(WsCredentials who, Topic topic) {
        return switch (topic.channel()) {
            case "room" -> topic.pk() != null && writableRooms(who).contains(topic.pk());
            case "wall" -> isBob(who);
            case "log" -> !isBob(who);
            case "lobby" -> true;
            default -> false;
        };
    }

    static Authenticator authenticator(String kind, Map<String, WsCredentials> known) {
        return authenticator(kind, request -> request.token() == null ? null : known.get(request.token()));
    }

    static Authenticator authenticator(String kind, Function<WsAuthRequest, Object> decision) {
        return new Authenticator() {
            @Override
            public String kind() {
                return kind;
            }

            @Override
            public Execution authExecution() {
                return Execution.WORKER;
            }

            @Override
            public Object authenticate(WsAuthRequest request) {
                return decision.apply(request);
            }
        };
    }
}
