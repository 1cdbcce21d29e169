package io.quarkiverse.ws4redis.session;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.protocol.Frames;
import io.quarkiverse.ws4redis.protocol.Request.Envelope;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.quarkiverse.ws4redis.protocol.WireError;

/** One connection, and what it must get in the step that is going on. */
final class ModelClient {

    final String connection;
    /** What answers it, in order. */
    final List<String> answers = new ArrayList<>();
    /** What is published, in order. */
    final List<String> messages = new ArrayList<>();
    int closeCode;
    final Set<Topic> held = new LinkedHashSet<>();
    WsCredentials who;
    int failures;
    int violations;

    ModelClient(String connection) {
        this.connection = connection;
    }

    boolean is(String kind, String pk) {
        return who != null && who.kind().equals(kind) && who.pk().equals(pk);
    }

    Topic personal() {
        return SessionModel.topic(who.personalChannel(), who.uuid());
    }

    void close(int code) {
        closeCode = code;
    }

    void answer(String id, String fields) {
        if (id != null) {
            answers.add(Frames.ok(id, fields));
        }
    }

    void refuse(WireError error, String channelJson, Envelope about) {
        answers.add(Frames.error(channelJson, error, about));
    }

    void add(Topic topic) {
        held.add(topic);
        answers.add(Frames.subscribed(topic.channel(), topic.pk(), held.size()));
    }

    void drop(Topic topic) {
        if (held.remove(topic)) {
            answers.add(Frames.unsubscribed(topic.channel(), topic.pk(), held.size()));
        }
    }

    String status() {
        return "\"status\":" + held.size();
    }
}
