package io.quarkiverse.ws4redis.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

class RecoveryTest {

    private final Recovery recovery = new Recovery(null);

    @Test
    void whatWasSeenIsNotNewAndAGapIsNoticed() {
        recovery.subscribed(at("a", 5));
        assertThat(message(5)).isEqualTo(Recovery.Step.KNOWN);
        assertThat(message(6)).isEqualTo(Recovery.Step.NEXT);
        assertThat(message(8)).isEqualTo(new Recovery.Step(true, Optional.of(new Position("a", 7))));
        assertThat(recovery.position()).contains(new Position("a", 8));
    }

    @Test
    void whoRecoversIsWhereTheApplicationWasUntilAllIsThere() {
        recovery.subscribed(at("a", 5));
        assertThat(recovery.start()).contains(new Position("a", 5));
        assertThat(recovery.subscribed(at("a", 7))).isFalse();
        assertThat(message(6)).isEqualTo(Recovery.Step.NEXT);
        assertThat(message(7)).isEqualTo(Recovery.Step.NEXT);
        assertThat(recovery.recovered(recovered("a", 7, true))).isFalse();
        assertThat(recovery.position()).contains(new Position("a", 7));
    }

    @Test
    void whatIsNotRecoveredMayBeMissing() {
        recovery.subscribed(at("a", 5));
        recovery.start();
        recovery.subscribed(at("b", 1));
        assertThat(recovery.recovered(recovered("b", 1, false))).isTrue();
        assertThat(recovery.position()).contains(new Position("b", 1));
    }

    @Test
    void whoSaysWhereTheyWereAfterTheServerWasAskedMayHaveMissedSomething() {
        Recovery late = new Recovery(new Position("a", 5));
        assertThat(late.subscribed(at("a", 7))).isTrue();
        assertThat(late.position()).contains(new Position("a", 7));
    }

    @Test
    void withoutHistoryEachNewConnectionMayHaveMissedSomething() {
        assertThat(recovery.subscribed(frame("{}"))).isFalse();
        recovery.start();
        assertThat(recovery.subscribed(frame("{}"))).isTrue();
        assertThat(recovery.message(OptionalLong.empty())).isEqualTo(Recovery.Step.NEXT);
    }

    private Recovery.Step message(long offset) {
        return recovery.message(OptionalLong.of(offset));
    }

    private static Frame at(String epoch, long offset) {
        return frame("{\"epoch\":\"" + epoch + "\",\"offset\":" + offset + "}");
    }

    private static Frame recovered(String epoch, long offset, boolean recovered) {
        return frame("{\"epoch\":\"" + epoch + "\",\"offset\":" + offset + ",\"recovered\":" + recovered + "}");
    }

    private static Frame frame(String json) {
        try {
            return new Frame(new ObjectMapper().readTree(json));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
