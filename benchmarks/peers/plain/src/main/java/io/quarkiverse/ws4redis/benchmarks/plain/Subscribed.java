package io.quarkiverse.ws4redis.benchmarks.plain;

/** What a client gets for a subscription. */
record Subscribed(String name, String channel, int status, int pk) {

    static Subscribed to(Request request) {
        return new Subscribed("subscribed", request.channel(), 200, request.pk());
    }
}
