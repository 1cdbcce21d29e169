package io.quarkiverse.ws4redis.it;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

import io.quarkiverse.ws4redis.test.nodes.WsTestNode;

/** Messages of the channel {@code journal} that are numbers, so that it can be seen whether one is missing. */
final class Numbers {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private Numbers() {
    }

    /** Publishes 1 to {@code last} through the nodes in turn, each until it is answered: its key sees to it that it is there once. */
    static void publish(String pk, int last, WsTestNode... nodes) {
        for (int i = 1; i <= last; i++) {
            WsTestNode node = nodes[i % nodes.length];
            String path = "/server/once?channel=journal&pk=" + pk + "&key=" + i;
            String number = Integer.toString(i);
            if (node.postForStatus(path, number) >= 300) {
                await().atMost(PATIENCE).until(() -> node.postForStatus(path, number) < 300);
            }
        }
    }
}
