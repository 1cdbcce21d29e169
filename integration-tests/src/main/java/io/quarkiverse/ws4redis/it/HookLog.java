package io.quarkiverse.ws4redis.it;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jboss.logging.Logger;

/** What the hooks were told, for the tests to read; in the log too, for those that outlive the node. */
final class HookLog {

    private static final Logger LOG = Logger.getLogger(HookLog.class);
    private static final List<String> LINES = new CopyOnWriteArrayList<>();

    private HookLog() {
    }

    static void add(String line) {
        LINES.add(line);
        LOG.info(line);
    }

    static List<String> lines() {
        return List.copyOf(LINES);
    }
}
