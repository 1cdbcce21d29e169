package io.quarkiverse.ws4redis.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TurnedAwayExceptionTest {

    @Test
    void whoHasASlotThatHasMovedIsNamed() {
        assertThat(TurnedAwayException.of("MOVED 3999 127.0.0.1:6381").owner()).contains(new NodeAddress("127.0.0.1", 6381));
        assertThat(TurnedAwayException.of("ERR [4] MOVED 3999 ::1:6381").owner()).contains(new NodeAddress("::1", 6381));
    }

    @Test
    void aNameThatIsNotKnownNamesNobody() {
        assertThat(TurnedAwayException.of("MOVED 3999 :6381").owner()).isEmpty();
        assertThat(TurnedAwayException.of("MOVED 3999 ?:6381").owner()).isEmpty();
    }

    @Test
    void whoIsAboutToHaveASlotDoesNotHaveItYet() {
        assertThat(TurnedAwayException.of("ASK 3999 127.0.0.1:6381").owner()).isEmpty();
        assertThat(TurnedAwayException.of("TRYAGAIN Multiple keys request during rehashing of slot").isElsewhere()).isFalse();
    }
}
