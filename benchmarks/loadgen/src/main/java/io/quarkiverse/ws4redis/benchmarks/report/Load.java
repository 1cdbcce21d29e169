package io.quarkiverse.ws4redis.benchmarks.report;

import java.util.List;
import java.util.function.Predicate;

/**
 * A load that several servers were measured under.
 *
 * @param title what it is called in a table
 * @param matches tells its measurements
 */
record Load(String title, Predicate<Result> matches) {

    boolean matches(Result result) {
        return matches.test(result);
    }

    Load inRound(double round) {
        return with(Results.ROUND, round);
    }

    private Load with(String key, double value) {
        return new Load(title, matches.and(r -> r.has(key) && r.number(key) == value));
    }

    private Load with(String key, String value) {
        return new Load(title, matches.and(r -> r.text(key).equals(value)));
    }

    private static Load of(String title, String mode) {
        return new Load(title, r -> r.mode().equals(mode));
    }

    private static String subscribers(int count) {
        return count == 1 ? "1 subscriber" : count + " subscribers";
    }

    static Load fanout(int subscribers, int size, int window) {
        return of(subscribers(subscribers) + ", " + (size % 1024 == 0 ? size / 1024 + " KiB" : size + " B") + ", window "
                + window, "fanout")
                .with("subscribers", subscribers).with("size", size).with("window", window).with("not_reading", 0);
    }

    static Load fixedRate(int subscribers, int perSecond) {
        Load load = of(subscribers(subscribers) + ", " + perSecond + " messages a second", "fanout")
                .with("subscribers", subscribers).with("rate", perSecond);
        return new Load(load.title, load.matches.and(half().matches.negate()));
    }

    static Load half() {
        return of("100 subscribers, half load", "fanout").with("load", "half");
    }

    static Load many(int channels, int subscribers) {
        return of(channels + " channels, " + subscribers(subscribers / channels) + " each", "many")
                .with("channels", channels).with("subscribers", subscribers);
    }

    static Load storm(String title, String auth) {
        return of(title, "storm").with("auth", auth);
    }

    static Load idle(int connections) {
        return of(connections + " connections", "idle").with("conns", connections);
    }

    static Load mixed() {
        return of("100 connections, window 4", "mixed");
    }

    static Load slow() {
        Load load = of("1000 subscribers, 4 KiB, window 16, one more that does not read", "fanout");
        return new Load(load.title, load.matches.and(r -> r.number("not_reading") > 0));
    }

    static List<Load> fanouts() {
        return List.of(fanout(1, 128, 16), fanout(10, 128, 16), fanout(100, 128, 16), fanout(1000, 128, 16),
                fanout(1, 1024, 16), fanout(10, 1024, 16), fanout(100, 1024, 16), fanout(1000, 1024, 16),
                fanout(100, 128, 1), fanout(1000, 128, 1));
    }
}
