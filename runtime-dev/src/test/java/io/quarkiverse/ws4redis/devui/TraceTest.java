package io.quarkiverse.ws4redis.devui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TraceTest {

    private final Trace trace = new Trace();

    @Test
    void theOldestEntriesMakeRoom() {
        for (int i = 0; i < Trace.LIMIT + 3; i++) {
            trace.add(TraceTest::entry);
        }
        assertThat(trace.entries()).hasSize(Trace.LIMIT).extracting(TraceEntry::number).startsWith(4L)
                .endsWith(Trace.LIMIT + 3L);
    }

    @Test
    void itGoesOnCountingAfterItIsCleared() {
        trace.add(TraceTest::entry);
        trace.clear();
        trace.add(TraceTest::entry);
        assertThat(trace.entries()).extracting(TraceEntry::number).containsExactly(2L);
    }

    private static TraceEntry entry(long number) {
        return new TraceEntry(number, 0, "connection", null, "events", "subscribe", "room", "1", "ok", 0, null, null);
    }
}
