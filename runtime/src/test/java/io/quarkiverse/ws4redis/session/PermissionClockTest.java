package io.quarkiverse.ws4redis.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.WsCredentials;

class PermissionClockTest {

    private static final WsCredentials ALICE = WsCredentials.of("member", "7");

    private final PermissionClock clock = new PermissionClock();

    @Test
    void anAnswerToAQuestionFromBeforeAChangeIsOld() {
        long asked = clock.now();
        clock.changed("room", "3");
        assertThat(hasChangedSince(asked, "3")).isTrue();
        assertThat(hasChangedSince(asked, "4")).isFalse();
        assertThat(hasChangedSince(clock.now(), "3")).isFalse();
    }

    @Test
    void aChannelItselfIsNoneOfItsPks() {
        long asked = clock.now();
        clock.changed("room", null);
        assertThat(hasChangedSince(asked, null)).isTrue();
        assertThat(hasChangedSince(asked, "3")).isFalse();
    }

    @Test
    void aChangeInAChannelConcernsAllItsPks() {
        long asked = clock.now();
        clock.changed("hall");
        assertThat(hasChangedSince(asked, "3")).isFalse();
        clock.changed("room");
        assertThat(hasChangedSince(asked, "3")).isTrue();
        assertThat(hasChangedSince(asked, null)).isTrue();
    }

    @Test
    void aChangeForAnIdentityConcernsAllThatItMayDo() {
        long asked = clock.now();
        clock.changedFor("member", "8");
        assertThat(hasChangedSince(asked, "3")).isFalse();
        clock.changedFor("member", "7");
        assertThat(hasChangedSince(asked, "3")).isTrue();
    }

    @Test
    void afterAChangeOfEverythingAllAnswersAreOld() {
        long asked = clock.now();
        clock.changedAll();
        assertThat(hasChangedSince(asked, "3")).isTrue();
        assertThat(hasChangedSince(clock.now(), "3")).isFalse();
    }

    private boolean hasChangedSince(long asked, String pk) {
        return clock.hasChangedSince(asked, "room", pk, ALICE);
    }
}
