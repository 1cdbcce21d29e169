package io.quarkiverse.ws4redis.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.protocol.Frames;
import io.quarkiverse.ws4redis.protocol.Request.Envelope;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.quarkiverse.ws4redis.protocol.WireError;
import io.quarkiverse.ws4redis.session.SessionStep.Auth;
import io.quarkiverse.ws4redis.session.SessionStep.Custom;
import io.quarkiverse.ws4redis.session.SessionStep.Heartbeat;
import io.quarkiverse.ws4redis.session.SessionStep.Malformed;
import io.quarkiverse.ws4redis.session.SessionStep.Publish;
import io.quarkiverse.ws4redis.session.SessionStep.Resubscribe;
import io.quarkiverse.ws4redis.session.SessionStep.Sent;
import io.quarkiverse.ws4redis.session.SessionStep.Subscribe;
import io.quarkiverse.ws4redis.session.SessionStep.TooLarge;
import io.quarkiverse.ws4redis.session.SessionStep.Unsubscribe;

/** What the protocol says of several clients of one node: who is who, who is subscribed to what, and so who gets which frame. */
final class SessionModel {

    static final int SUBSCRIPTIONS = 4;
    static final int CONNECTIONS = 2;
    static final int FAILURES = 3;
    static final int VIOLATIONS = 3;
    private static final int LIMITS = 4008;
    private static final int REPLACED = 4003;
    private static final int LOGGED_OUT = 4002;
    private static final String SYSTEM = "\"system\"";

    private final List<ModelClient> clients = new ArrayList<>();

    ModelClient open(String connection) {
        ModelClient client = new ModelClient(connection);
        clients.add(client);
        return client;
    }

    void closed(ModelClient client) {
        clients.remove(client);
    }

    /** The application publishes. */
    void tell(String channel, String pk, String message) {
        Topic topic = topic(channel, pk);
        String frame = Frames.message(channel, pk, message);
        for (ModelClient client : clients) {
            boolean everybody = channel.equals("broadcast") && pk == null && client.who != null;
            if (everybody || client.held.contains(topic)) {
                client.messages.add(frame);
            }
        }
    }

    void logout(String kind, String pk) {
        clients.stream().filter(client -> client.is(kind, pk)).forEach(client -> client.close(LOGGED_OUT));
    }

    void notUtf8(ModelClient client) {
        client.refuse(new WireError(400, "frame is not UTF-8"), SYSTEM, Envelope.NONE);
    }

    void sent(ModelClient client, Sent step, String id) {
        if (step instanceof Auth auth) {
            auth(client, auth, id);
            if (client.failures >= FAILURES) {
                client.close(LIMITS);
            }
        } else if (step instanceof Subscribe subscribe) {
            Refusal refusal = subscribe(client, subscribe);
            if (refusal == null) {
                client.answer(id, client.status() + pks(client, subscribe));
            } else {
                refuse(client, refusal, id, "subscribe", subscribe.channel(), subscribe.pk());
            }
        } else if (step instanceof Unsubscribe unsubscribe) {
            client.drop(topic(unsubscribe.channel(), unsubscribe.pk()));
            client.answer(id, client.status());
        } else if (step instanceof Resubscribe resubscribe) {
            resubscribe(client, resubscribe, id);
        } else if (step instanceof Publish publish) {
            publish(client, publish, id);
        } else if (step instanceof Custom custom) {
            custom(client, custom, id);
        } else if (step instanceof Malformed malformed) {
            client.refuse(malformed.error(), malformed.channel() == null ? SYSTEM : malformed.channel(),
                    new Envelope(null, malformed.action(), malformed.channel(), malformed.pk()));
        } else if (step instanceof TooLarge) {
            client.refuse(new WireError(413, "message too large"), SYSTEM, Envelope.NONE);
            if (++client.violations == VIOLATIONS) {
                client.close(LIMITS);
            }
        } else if (step instanceof Heartbeat) {
            client.answers.add(step.frame(null));
        }
    }

    private void auth(ModelClient client, Auth auth, String id) {
        Envelope about = new Envelope(id, "auth", null, null);
        Map<String, WsCredentials> known = switch (auth.kind()) {
            case "member" -> TestApplication.PEOPLE;
            case "terminal" -> TestApplication.TERMINALS;
            default -> null;
        };
        WsCredentials who = known == null ? null : known.get(auth.token());
        if (who == null) {
            client.failures++;
            client.refuse(known == null ? new WireError(400, "invalid auth kind") : new WireError(401, "invalid credentials"),
                    null, about);
            return;
        }
        if (!who.equals(client.who)) {
            List<ModelClient> others = clients.stream().filter(other -> other != client && other.is(who.kind(), who.pk()))
                    .toList();
            if (!who.onlyOne() && !who.sameIdentity(client.who) && others.size() >= CONNECTIONS) {
                client.refuse(new WireError(429, "too many connections"), null, about);
                return;
            }
            if (who.onlyOne()) {
                others.forEach(other -> other.close(REPLACED));
            }
            become(client, who);
        }
        client.answer(id, "\"kind\":\"" + who.kind() + "\",\"pk\":\"" + who.pk() + "\",\"uuid\":\"" + who.uuid()
                + "\",\"connection\":\"" + client.connection + "\"");
    }

    /** Somebody else loses everything, somebody by another name only what went with the name. */
    private static void become(ModelClient client, WsCredentials who) {
        if (client.who != null) {
            List<Topic> lost = who.sameIdentity(client.who) ? List.of(client.personal()) : List.copyOf(client.held);
            lost.forEach(client::drop);
        }
        client.who = who;
        client.failures = 0;
        client.add(client.personal());
    }

    private record Refusal(WireError error, String pk) {
    }

    /** {@return {@code null} if all is well} */
    private static Refusal subscribe(ModelClient client, Subscribe step) {
        List<String> granted = readable(client.who, step);
        if (granted.isEmpty()) {
            return new Refusal(new WireError(403, "subscribe permission denied"), null);
        }
        for (String pk : granted) {
            Topic topic = topic(step.channel(), pk);
            if (!client.held.contains(topic)) {
                if (client.held.size() >= SUBSCRIPTIONS) {
                    return new Refusal(new WireError(409, "too many subscriptions"), pk);
                }
                client.add(topic);
            }
        }
        return null;
    }

    private static String pks(ModelClient client, Subscribe step) {
        return step.pk() == null && step.channel().equals("room")
                ? readable(client.who, step).stream().map(Frames::quote).collect(Collectors.joining(",", ",\"pks\":[", "]"))
                : "";
    }

    /** A list has {@code null} for the channel itself. */
    private static List<String> readable(WsCredentials who, Subscribe step) {
        List<String> asked = new ArrayList<>();
        asked.add(step.pk());
        if (who == null) {
            return List.of();
        }
        if (step.channel().equals(who.personalChannel()) && who.uuid().equals(step.pk())) {
            return asked;
        }
        return switch (step.channel()) {
            case "room" -> TestApplication.readableRooms(who).stream().filter(pk -> step.pk() == null || pk.equals(step.pk()))
                    .toList();
            case "wall", "lobby" -> asked;
            default -> List.of();
        };
    }

    private static void resubscribe(ModelClient client, Resubscribe step, String id) {
        int refused = 0;
        for (Subscribe entry : step.entries()) {
            Refusal refusal = subscribe(client, entry);
            if (refusal != null) {
                refused++;
                String channel = Frames.quote(entry.channel());
                client.refuse(refusal.error(), channel, new Envelope(null, "resubscribe", channel, entry.pk()));
            }
        }
        client.answer(id, client.status() + ",\"refused\":" + refused);
    }

    private void publish(ModelClient client, Publish step, String id) {
        Refusal refusal = publishing(client.who, step.channel(), step.pks(), "publish permission denied");
        if (refusal != null) {
            refuse(client, refusal, id, "publish", step.channel(), only(step.pks()));
            return;
        }
        if (step.pks().isEmpty()) {
            tell(step.channel(), null, step.message());
        }
        step.pks().forEach(pk -> tell(step.channel(), pk, step.message()));
        client.answer(id, "\"receivers\":" + SessionPropertiesTest.SOME);
    }

    private static void custom(ModelClient client, Custom step, String id) {
        Refusal refusal = publishing(client.who, step.channel(), step.pks(), "cannot publish to channel");
        if (refusal == null) {
            refusal = switch (step.channel().equals("room") ? step.action() : "none") {
                case "status", "nothing" -> null;
                case "refuse" -> new Refusal(new WireError(409, "not now"), null);
                case "fail" -> new Refusal(new WireError(500, "internal error " + SessionPropertiesTest.SOME), null);
                default -> new Refusal(new WireError(404, "channel does not support onWS4RedisMessage"), null);
            };
        }
        if (refusal != null) {
            refuse(client, refusal, id, step.action(), step.channel(), only(step.pks()));
        } else {
            String pks = step.pks().stream().map(Frames::quote).collect(Collectors.joining(","));
            client.answer(id, step.action().equals("status") ? "\"result\":{\"of\":[" + pks + "]}" : "");
        }
    }

    private static Refusal publishing(WsCredentials who, String channel, List<String> pks, String text) {
        Refusal denied = new Refusal(new WireError(403, text), null);
        if (who == null) {
            return denied;
        }
        return switch (channel) {
            case "lobby" -> null;
            case "room" -> pks.isEmpty()
                    ? denied
                    : pks.stream().filter(pk -> !TestApplication.writableRooms(who).contains(pk)).findFirst()
                            .map(pk -> new Refusal(denied.error(), pk)).orElse(null);
            case "wall" -> TestApplication.isBob(who)
                    ? null
                    : new Refusal(denied.error(), pks.isEmpty() ? null : pks.get(0));
            default -> denied;
        };
    }

    private static void refuse(ModelClient client, Refusal refusal, String id, String action, String channel, String pk) {
        String json = Frames.quote(channel);
        client.refuse(refusal.error(), json, new Envelope(id, action, json, refusal.pk() == null ? pk : refusal.pk()));
    }

    private static String only(List<String> pks) {
        return pks.size() == 1 ? pks.get(0) : null;
    }

    static Topic topic(String channel, String pk) {
        return new Topic(SessionPropertiesTest.FACILITY, channel, pk);
    }
}
