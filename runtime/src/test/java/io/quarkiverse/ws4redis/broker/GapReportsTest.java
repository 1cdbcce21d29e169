package io.quarkiverse.ws4redis.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.vertx.core.buffer.Buffer;

class GapReportsTest {

    private final List<String> told = new ArrayList<>();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final GapReports reports = new GapReports(new LinkListener() {
        @Override
        public void onMessage(String redisChannel, Buffer payload) {
            throw new AssertionError();
        }

        @Override
        public void onGap(Collection<String> redisChannels) {
            told.add("gap " + redisChannels);
        }

        @Override
        public void onRestored(Collection<String> redisChannels) {
            told.add("restored " + redisChannels);
        }

        @Override
        public void onDisowned() {
            told.add("disowned");
        }

        @Override
        public void onTurnedAway(TurnedAwayException cause) {
            throw new AssertionError();
        }
    }, later::add);

    @Test
    void whatFollowsOnItsHeelsIsReportedTogether() {
        reports.begins("x");
        reports.begins("y");
        assertThat(told).isEmpty();
        runAll();
        assertThat(told).containsExactly("gap [x, y]", "disowned");
        told.clear();
        reports.ends("x");
        reports.ends("y");
        assertThat(told).isEmpty();
        runAll();
        assertThat(told).containsExactly("restored [x, y]");
    }

    @Test
    void theBeginningOfAGapIsReportedBeforeItsEndThoughOtherEndsWaitAlready() {
        reports.ends("other");
        reports.begins("x");
        reports.ends("x");
        runAll();
        assertThat(told).containsExactly("gap [x]", "disowned", "restored [other, x]");
    }

    @Test
    void aGapThatBeginsAgainHasNotEnded() {
        reports.ends("x");
        reports.begins("x");
        reports.ends("other");
        runAll();
        assertThat(told).containsExactly("gap [x]", "disowned", "restored [other]");
    }

    @Test
    void theEndOfAGapIsForTheNewOwnerToReport() {
        reports.ends("x");
        reports.ends("stays");
        reports.release(Set.of("x"));
        runAll();
        assertThat(told).containsExactly("restored [stays]");
    }

    @Test
    void theBeginningOfAGapIsReportedBeforeTheNewOwnerCanReportItsEnd() {
        reports.begins("x");
        reports.release(Set.of("x"));
        assertThat(told).containsExactly("gap [x]", "disowned");
        runAll();
        assertThat(told).hasSize(2);
    }

    @Test
    void whatHasBeenTakenIsNotReported() {
        reports.ends("x");
        reports.begins("y");
        assertThat(reports.takeEnded()).containsExactly("x");
        assertThat(reports.takeBegun()).containsExactly("y");
        runAll();
        assertThat(told).isEmpty();
    }

    private void runAll() {
        while (!later.isEmpty()) {
            later.poll().run();
        }
    }
}
