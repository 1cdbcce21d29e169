package io.quarkiverse.ws4redis.entity;

import static io.quarkiverse.ws4redis.WsChange.CREATED;
import static io.quarkiverse.ws4redis.WsChange.REMOVED;
import static io.quarkiverse.ws4redis.WsChange.UPDATED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.WsChange;

class VersionGuardTest {

    private final VersionGuard guard = new VersionGuard();
    private final List<String> published = new ArrayList<>();

    @Test
    void whatIsOlderThanWhatWasPublishedIsNotPublished() {
        happens(1, CREATED, 0);
        happens(1, UPDATED, 2);
        happens(1, UPDATED, 1);
        happens(1, UPDATED, 2);
        happens(1, UPDATED, 3);
        assertThat(published).containsExactly("1 CREATED 0", "1 UPDATED 2", "1 UPDATED 2", "1 UPDATED 3");
    }

    @Test
    void eachRowHasAnOrderOfItsOwn() {
        happens(1, UPDATED, 5);
        happens(2, UPDATED, 1);
        assertThat(published).containsExactly("1 UPDATED 5", "2 UPDATED 1");
    }

    @Test
    void afterARemovalOnlyACreationCounts() {
        happens(1, UPDATED, 5);
        happens(1, REMOVED, 5);
        happens(1, UPDATED, 5);
        happens(1, REMOVED, 5);
        happens(1, CREATED, 0);
        happens(1, UPDATED, 1);
        assertThat(published).containsExactly("1 UPDATED 5", "1 REMOVED 5", "1 CREATED 0", "1 UPDATED 1");
    }

    @Test
    void withoutAVersionThereIsNoOrder() {
        happens(1, REMOVED, null);
        happens(1, UPDATED, null);
        assertThat(published).containsExactly("1 REMOVED null", "1 UPDATED null");
    }

    private void happens(long id, WsChange change, Integer version) {
        guard.inOrder(new EntityEvent(new RowKey("Room", id), change, version, List.of()),
                () -> published.add(id + " " + change + " " + version));
    }
}
