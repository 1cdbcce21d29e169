package io.quarkiverse.ws4redis.it;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** Messages of the channel {@code journal} that are numbers, so that it can be seen whether one is missing. */
final class Numbers {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private Numbers() {
    }

    /** Publishes 1 to {@code last} through the nodes in turn, each until it is answered: its key sees to it that it is there once. */
    static void publish(String pk, int last, Node... nodes) {
        for (int i = 1; i <= last; i++) {
            Node node = nodes[i % nodes.length];
            String path = "/server/once?channel=journal&pk=" + pk + "&key=" + i;
            String number = Integer.toString(i);
            if (!node.tryPost(path, number)) {
                await().atMost(PATIENCE).until(() -> node.tryPost(path, number));
            }
        }
    }
}
