package io.quarkiverse.ws4redis.it;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the hooks were told, for the tests to read. */
final class HookLog {

    private static final List<String> LINES = new CopyOnWriteArrayList<>();

    private HookLog() {
    }

    static void add(String line) {
        LINES.add(line);
    }

    static List<String> lines() {
        return List.copyOf(LINES);
    }
}
