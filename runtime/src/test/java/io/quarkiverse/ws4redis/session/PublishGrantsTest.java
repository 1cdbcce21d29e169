package io.quarkiverse.ws4redis.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class PublishGrantsTest {

    private static final long SECOND = 1_000_000_000L;

    private final PublishGrants grants = new PublishGrants();

    @Test
    void whatWasGrantedIsCoveredUntilItsTimeIsOver() {
        add(0, List.of("3"));
        assertThat(grants.cover("publish", "room", List.of("3"), SECOND)).isTrue();
        assertThat(grants.cover("publish", "room", List.of("3"), SECOND + 1)).isFalse();
    }

    @Test
    void anotherActionChannelOrPkIsNotCovered() {
        add(0, List.of("3"));
        assertThat(grants.cover("status", "room", List.of("3"), 0)).isFalse();
        assertThat(grants.cover("publish", "hall", List.of("3"), 0)).isFalse();
        assertThat(grants.cover("publish", "room", List.of("3", "4"), 0)).isFalse();
        assertThat(grants.cover("publish", "room", List.of(), 0)).isFalse();
    }

    @Test
    void whatWasAskedBeforeEverythingWasForgottenIsNotRemembered() {
        int asked = grants.generation();
        grants.clear();
        grants.add(asked, "publish", "room", List.of("3"), 1000, 0);
        assertThat(grants.cover("publish", "room", List.of("3"), 0)).isFalse();
    }

    @Test
    void theOldestMakesRoom() {
        for (int i = 0; i <= 256; i++) {
            add(i, List.of(Integer.toString(i)));
        }
        assertThat(grants.cover("publish", "room", List.of("0"), 0)).isFalse();
        assertThat(grants.cover("publish", "room", List.of("1"), 0)).isTrue();
        assertThat(grants.cover("publish", "room", List.of("256"), 0)).isTrue();
    }

    private void add(long now, List<String> pks) {
        grants.add(grants.generation(), "publish", "room", pks, 1000, now);
    }
}
