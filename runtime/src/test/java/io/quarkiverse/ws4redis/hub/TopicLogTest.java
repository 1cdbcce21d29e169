package io.quarkiverse.ws4redis.hub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.hub.Catchup.Recovery;
import io.quarkiverse.ws4redis.protocol.Position;

/** Examples of what {@link TopicLogPropertiesTest} looks at in general. */
class TopicLogTest {

    private final TopicLogModel model = new TopicLogModel();
    private final TopicLogModel.Client first = client();
    private final TopicLogModel.Client second = client();

    private TopicLogModel.Client client() {
        TopicLogModel.Client client = model.new Client();
        model.clients.add(client);
        return client;
    }

    @BeforeEach
    void oneIsIn() {
        first.join(null);
        read();
        assertThat(first.position).isEqualTo(at(0));
    }

    @Test
    void aGapIsFilledBeforeWhatComesAfterIt() {
        publish(3);
        model.vanish();
        model.arrive();
        model.arrive();
        assertThat(first.position).isEqualTo(at(0));
        read();
        assertThat(first.position).isEqualTo(at(3));
        assertThat(model.repairs).isEqualTo(1);
    }

    @Test
    void aLostLinkIsMadeUpFor() {
        model.loseLink();
        publish(3);
        model.restoreLink();
        publish(1);
        model.arrive();
        assertThat(first.position).isEqualTo(at(0));
        read();
        assertThat(first.position).isEqualTo(at(4));
        assertThat(first.isIn()).isTrue();
    }

    @Test
    void aGapThatCannotBeFilledIsTold() {
        model.loseLink();
        publish(TopicLogModel.KEPT + 1);
        model.restoreLink();
        read();
        assertThat(first.isIn()).isFalse();
        assertThat(model.repairs).isZero();
        first.join(first.position);
        read();
        assertThat(first.recovery).isEqualTo(Recovery.INCOMPLETE);
        assertThat(first.position).isEqualTo(at(TopicLogModel.KEPT + 1));
    }

    @Test
    void aNewEpochIsTold() {
        model.newEpoch();
        publish(1);
        model.arrive();
        read();
        assertThat(first.isIn()).isFalse();
        second.join(at(0));
        assertThat(second.recovery).isEqualTo(Recovery.INCOMPLETE);
    }

    @Test
    void whatIsPublishedDuringARecoveryComesAfterWhatWasMissed() {
        publish(2);
        model.arrive();
        model.arrive();
        second.join(at(1));
        model.runScript(true);
        publish(1);
        model.arrive();
        assertThat(first.position).isEqualTo(at(3));
        model.reply(true);
        assertThat(second.recovery).isEqualTo(Recovery.COMPLETE);
        assertThat(second.position).isEqualTo(at(3));
    }

    @Test
    void aRecoveryThatIsOvertakenByAGapIsIncomplete() {
        publish(2);
        model.arrive();
        model.arrive();
        second.join(at(1));
        model.runScript(true);
        publish(2);
        model.vanish();
        model.expire();
        model.arrive();
        model.runScript(true);
        model.reply(false);
        assertThat(first.isIn()).isFalse();
        publish(1);
        model.arrive();
        model.reply(true);
        assertThat(second.recovery).isEqualTo(Recovery.INCOMPLETE);
        assertThat(second.position).isEqualTo(at(5));
    }

    @Test
    void whoIsAheadOfThisNodeGetsNothingTwice() {
        publish(2);
        second.join(at(2));
        read();
        assertThat(second.recovery).isEqualTo(Recovery.COMPLETE);
        model.arrive();
        model.arrive();
        assertThat(first.position).isEqualTo(second.position).isEqualTo(at(2));
        publish(1);
        model.arrive();
        assertThat(second.position).isEqualTo(at(3));
    }

    @Test
    void nobodyRecoversFromWhatHasNotBeen() {
        publish(1);
        second.join(at(7));
        read();
        assertThat(second.recovery).isEqualTo(Recovery.INCOMPLETE);
        assertThat(second.position).isEqualTo(at(1));
    }

    @Test
    void aReadThatIsRefusedIsToldAndTriedAgain() {
        publish(2);
        model.vanish();
        model.arrive();
        model.runScript(true);
        model.refuse();
        assertThat(first.isIn()).isFalse();
        first.join(at(0));
        read();
        read();
        assertThat(first.recovery).isEqualTo(Recovery.COMPLETE);
        assertThat(first.position).isEqualTo(at(2));
    }

    @Test
    void whoJoinsFirstWhileTheLinkDoesNotWorkYetKeepsNobodyFromJoiningLater() {
        TopicLogModel fresh = new TopicLogModel();
        TopicLogModel.Client early = fresh.new Client();
        TopicLogModel.Client late = fresh.new Client();
        early.join(null);
        fresh.falter();
        assertThat(early.isJoining()).isFalse();
        fresh.recover();
        late.join(null);
        fresh.runScript(true);
        fresh.reply(true);
        assertThat(late.isIn()).isTrue();
    }

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            model.publish();
        }
    }

    private void read() {
        model.runScript(true);
        model.reply(true);
    }

    private static Position at(long offset) {
        return new Position("1", offset);
    }
}
