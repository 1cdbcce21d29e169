package io.quarkiverse.ws4redis.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.WsCredentials;

class PublishGrantsTest {

    private static final long SECOND = 1_000_000_000L;

    private static final WsCredentials ALICE = WsCredentials.of("member", "7");

    private final PermissionClock clock = new PermissionClock();
    private final PublishGrants grants = new PublishGrants(clock);

    @Test
    void whatWasGrantedIsCoveredUntilItsTimeIsOver() {
        add(0, List.of("3"));
        assertThat(grants.cover(ALICE, "publish", "room", List.of("3"), SECOND)).isTrue();
        assertThat(grants.cover(ALICE, "publish", "room", List.of("3"), SECOND + 1)).isFalse();
    }

    @Test
    void anotherActionChannelOrPkIsNotCovered() {
        add(0, List.of("3"));
        assertThat(grants.cover(ALICE, "status", "room", List.of("3"), 0)).isFalse();
        assertThat(grants.cover(ALICE, "publish", "hall", List.of("3"), 0)).isFalse();
        assertThat(grants.cover(ALICE, "publish", "room", List.of("3", "4"), 0)).isFalse();
        assertThat(grants.cover(ALICE, "publish", "room", List.of(), 0)).isFalse();
    }

    @Test
    void whatWasAskedBeforeEverythingWasForgottenIsNotRemembered() {
        PublishGrants.Asked asked = grants.ask();
        grants.clear();
        grants.add(asked, "publish", "room", List.of("3"), 1000, 0);
        assertThat(grants.cover(ALICE, "publish", "room", List.of("3"), 0)).isFalse();
    }

    @Test
    void whatHasChangedSinceItWasAskedForIsNotCovered() {
        add(0, List.of("3", "4"));
        clock.changed("room", "3");
        assertThat(grants.cover(ALICE, "publish", "room", List.of("3"), 0)).isFalse();
        assertThat(grants.cover(ALICE, "publish", "room", List.of("4"), 0)).isTrue();
        clock.changedFor("member", "7");
        assertThat(grants.cover(ALICE, "publish", "room", List.of("4"), 0)).isFalse();
    }

    @Test
    void whatHasChangedWhileItWasAskedForIsNotCovered() {
        PublishGrants.Asked asked = grants.ask();
        clock.changed("room", "3");
        grants.add(asked, "publish", "room", List.of("3"), 1000, 0);
        assertThat(grants.cover(ALICE, "publish", "room", List.of("3"), 0)).isFalse();
    }

    @Test
    void theOldestMakesRoom() {
        for (int i = 0; i <= 256; i++) {
            add(i, List.of(Integer.toString(i)));
        }
        assertThat(grants.cover(ALICE, "publish", "room", List.of("0"), 0)).isFalse();
        assertThat(grants.cover(ALICE, "publish", "room", List.of("1"), 0)).isTrue();
        assertThat(grants.cover(ALICE, "publish", "room", List.of("256"), 0)).isTrue();
    }

    private void add(long now, List<String> pks) {
        grants.add(grants.ask(), "publish", "room", pks, 1000, now);
    }
}
