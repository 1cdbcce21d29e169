package io.quarkiverse.ws4redis.benchmarks.loadgen;

import java.util.List;

/** A kind of request of {@link Mixed}. */
enum RequestKind {
    AUTH,
    SUBSCRIBE,
    UNSUBSCRIBE,
    PUBLISH,
    ACTION;

    /** What each connection does in turn: half of it publishes. Subscribing comes before unsubscribing. */
    private static final List<RequestKind> TURN = List.of(AUTH, PUBLISH, ACTION, PUBLISH, SUBSCRIBE, PUBLISH, ACTION,
            PUBLISH, PUBLISH, ACTION, PUBLISH, ACTION, UNSUBSCRIBE, PUBLISH, ACTION, PUBLISH, PUBLISH, ACTION, PUBLISH,
            ACTION);

    /** {@return the kind of the request with this id} */
    static RequestKind of(int id) {
        return TURN.get(id % TURN.size());
    }

    /** {@return the request's JSON up to its end, which a publish's message and the brace are} */
    String json(int id, Want want, Options opts, Identities identities) {
        String on = ",\"channel\":\"" + opts.channel + "\",\"pk\":";
        String fields = switch (this) {
            case AUTH -> "\"auth\"," + identities.fields(want.number());
            // A channel of its own, on which nothing is published.
            case SUBSCRIBE -> "\"subscribe\"" + on + (opts.pkBase + opts.channels + want.number());
            case UNSUBSCRIBE -> "\"unsubscribe\"" + on + (opts.pkBase + opts.channels + want.number());
            case PUBLISH -> "\"publish\"" + on + want.pk();
            case ACTION -> "\"touch\"" + on + want.pk();
        };
        return "{\"id\":" + id + ",\"action\":" + fields;
    }
}
