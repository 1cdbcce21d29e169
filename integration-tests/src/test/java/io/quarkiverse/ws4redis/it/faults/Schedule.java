package io.quarkiverse.ws4redis.it.faults;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Faults one after the other, sometimes two at once, in an order and for times that a seed decides: all faults once, then all
 * again in another order, until the time is over. Prints what happens, and the seed, which {@code -Dfaults.seed} gives.
 */
final class Schedule {

    private final List<Fault> faults;
    private final Duration duration;
    private final int calmMillis;
    private final Random random;

    /** {@code calmMillis}: the longest time without a fault. */
    Schedule(List<Fault> faults, Duration duration, int calmMillis) {
        this.faults = List.copyOf(faults);
        this.duration = duration;
        this.calmMillis = calmMillis;
        long seed = Long.getLong("faults.seed", System.nanoTime());
        this.random = new Random(seed);
        print("-Dfaults.seed=" + seed + " has these faults again:");
    }

    /** Every fault at least once, and until the time is over. {@return how many faults there were} */
    int run() {
        long endNanos = System.nanoTime() + duration.toNanos();
        int count = 0;
        while (true) {
            List<Fault> order = new ArrayList<>(faults);
            Collections.shuffle(order, random);
            for (Fault fault : order) {
                if (count >= faults.size() && System.nanoTime() > endNanos) {
                    return count;
                }
                strike(fault);
                count++;
            }
        }
    }

    private void strike(Fault fault) {
        List<Fault> others = faults.stream()
                .filter(other -> !other.needsTheRest() && !other.place().equals(fault.place())).toList();
        Fault other = others.get(random.nextInt(others.size()));
        boolean two = random.nextInt(3) == 0;
        print(fault + (two ? ", and " + other : ""));
        fault.strike().run();
        pass(100, 3500);
        if (two) {
            other.strike().run();
            pass(100, 1000);
            other.mend().run();
        }
        fault.mend().run();
        pass(100, calmMillis);
    }

    /** How long a fault lasts is the only thing here that has no condition to wait for. */
    private void pass(int minMillis, int maxMillis) {
        Duration time = Duration.ofMillis(minMillis + random.nextInt(maxMillis - minMillis));
        await().pollDelay(time).atMost(time.plusSeconds(60)).until(() -> true);
    }

    private static void print(String line) {
        System.out.println(LocalTime.now().truncatedTo(ChronoUnit.MILLIS) + " " + line);
    }
}
