package io.quarkiverse.ws4redis.benchmarks.loadgen;

import java.util.ArrayList;
import java.util.List;

/**
 * Which connections a run of {@link Delivery} has. In "fanout" all publishers share the one channel; in "many" each channel has
 * one publisher.
 */
final class Layout {

    private final Options opts;
    private final Engine engine;
    private final List<Want> wants = new ArrayList<>();
    /** Per publisher, its channels and for each the position of the connection to publish on. */
    private final int[][] pks;
    private final int[][] at;
    private final int subscribers;

    Layout(Options opts, Engine engine) {
        this.opts = opts;
        this.engine = engine;
        for (int k = 0; k < opts.subs; k++) {
            for (int c = 0; c < opts.channels; c++) {
                wants.add(Want.subscriber(opts.url, wants.size(), opts.pkBase + c));
            }
        }
        subscribers = wants.size();
        for (int i = 0; i < opts.notReading; i++) {
            wants.add(Want.slowSubscriber(opts.url, wants.size(), opts.pkBase));
        }
        pks = new int[opts.publishers][];
        at = new int[opts.publishers][];
        for (int p = 0; p < opts.publishers; p++) {
            publisher(p);
        }
    }

    private void publisher(int p) {
        List<Integer> mine = new ArrayList<>();
        for (int c = 0; c < opts.channels; c++) {
            if (opts.channels == 1 || c % opts.publishers == p) {
                mine.add(opts.pkBase + c);
            }
        }
        pks[p] = mine.stream().mapToInt(i -> i).toArray();
        at[p] = new int[pks[p].length];
        for (int i = 0; i < pks[p].length; i++) {
            if (engine.protocol.publisherPerChannel() || i == 0) {
                // Padded so that connection number mod threads is the publisher's loop.
                do {
                    wants.add(Want.publisher(opts.pubUrl, wants.size(), pks[p][i]));
                } while ((wants.size() - 1) % opts.threads != p % opts.threads);
            }
            at[p][i] = wants.size() - 1;
        }
    }

    List<Want> wants() {
        return wants;
    }

    int subscribers() {
        return subscribers;
    }

    /** {@return those that are to stop reading, which come after the other subscribers} */
    List<Conn> notReading(Conn[] conns) {
        return List.of(conns).subList(subscribers, subscribers + opts.notReading);
    }

    Publisher[] publishers(Conn[] conns) {
        Publisher[] publishers = new Publisher[opts.publishers];
        for (int p = 0; p < publishers.length; p++) {
            Conn[] own = new Conn[pks[p].length];
            for (int i = 0; i < own.length; i++) {
                own[i] = conns[at[p][i]];
            }
            publishers[p] = new Publisher(engine, p, engine.loop(p), pks[p], own);
        }
        return publishers;
    }
}
