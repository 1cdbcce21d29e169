package io.quarkiverse.ws4redis.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.broker.Subscriptions.Added;

class SubscriptionsTest {

    private final Subscriptions subscriptions = new Subscriptions();

    @Test
    void theFirstUserSubscribesAndTheOthersWaitWithIt() {
        Added first = subscriptions.add("x");
        Added second = subscriptions.add("x");
        assertThat(first.isNew()).isTrue();
        assertThat(second.isNew()).isFalse();
        assertThat(second.confirmed().isComplete()).isFalse();
        subscriptions.confirm("x");
        assertThat(first.confirmed().succeeded()).isTrue();
        assertThat(second.confirmed().succeeded()).isTrue();
        assertThat(subscriptions.add("x").confirmed().succeeded()).isTrue();
    }

    @Test
    void onlyWhatHasBeenUnusedForLongEnoughIsTaken() {
        subscriptions.add("x");
        subscriptions.add("x");
        subscriptions.confirm("x");
        subscriptions.remove("x", 100);
        assertThat(subscriptions.takeUnused(1000)).isEmpty();
        subscriptions.remove("x", 200);
        assertThat(subscriptions.takeUnused(199)).isEmpty();
        subscriptions.add("x");
        assertThat(subscriptions.takeUnused(1000)).isEmpty();
        subscriptions.remove("x", 300);
        assertThat(subscriptions.takeUnused(300)).containsExactly("x");
        assertThat(subscriptions.add("x").isNew()).isTrue();
    }

    @Test
    void aSubscriptionThatIsNotConfirmedYetIsNotTaken() {
        subscriptions.add("x");
        subscriptions.remove("x", 100);
        assertThat(subscriptions.takeUnused(1000)).isEmpty();
        subscriptions.confirm("x");
        assertThat(subscriptions.takeUnused(1000)).containsExactly("x");
    }

    @Test
    void aLostLinkFailsWhoWaitsAndRemembersWhoWasSubscribed() {
        subscriptions.add("used");
        subscriptions.confirm("used");
        subscriptions.add("unused");
        subscriptions.confirm("unused");
        subscriptions.remove("unused", 100);
        Added waiting = subscriptions.add("waiting");
        assertThat(subscriptions.lost(new LinkDownException(true, "test"))).containsExactly("used");
        assertThat(waiting.confirmed().failed()).isTrue();
        assertThat(subscriptions.takeUnsent()).containsExactly("used");
        assertThat(subscriptions.add("used").confirmed().isComplete()).isFalse();
    }

    @Test
    void whoWasSubscribedIsRememberedHoweverManyAttemptsToRestoreItFail() {
        subscriptions.add("used");
        subscriptions.confirm("used");
        subscriptions.lost(new LinkDownException(true, "test"));
        Added waiting = subscriptions.add("used");
        assertThat(subscriptions.lost(new LinkDownException(true, "test"))).isEmpty();
        assertThat(waiting.confirmed().failed()).isTrue();
        assertThat(subscriptions.takeUnsent()).containsExactly("used");
        subscriptions.confirm("used");
        subscriptions.remove("used", 100);
        assertThat(subscriptions.takeUnused(100)).containsExactly("used");
    }

    @Test
    void whatRedisEndsUnaskedIsAGapUntilItIsConfirmedAgain() {
        subscriptions.add("x");
        assertThat(subscriptions.confirm("x")).as("nothing was missed").isFalse();
        assertThat(subscriptions.end("x")).isTrue();
        assertThat(subscriptions.end("x")).isFalse();
        assertThat(subscriptions.end("never subscribed")).isFalse();
        assertThat(subscriptions.takeUnsent()).containsExactly("x");
        assertThat(subscriptions.takeUnsent()).isEmpty();
        subscriptions.refused();
        assertThat(subscriptions.takeUnsent()).containsExactly("x");
        assertThat(subscriptions.confirm("x")).isTrue();
        assertThat(subscriptions.confirm("x")).isFalse();
    }

    @Test
    void aGapThatSomebodyMayKnowOfEndsThoughNobodyUsesTheChannelMeanwhile() {
        subscriptions.add("x");
        subscriptions.confirm("x");
        assertThat(subscriptions.lost(new LinkDownException(true, "test"))).containsExactly("x");
        subscriptions.remove("x", 100);
        assertThat(subscriptions.lost(new LinkDownException(true, "test"))).isEmpty();
        subscriptions.add("x");
        assertThat(subscriptions.confirm("x")).isTrue();
    }

    @Test
    void aGapWhoseEndHasNotBeenToldEndsAgain() {
        subscriptions.add("x");
        subscriptions.confirm("x");
        subscriptions.remove("x", 100);
        subscriptions.reopen(List.of("x", "never subscribed"));
        assertThat(subscriptions.lost(new LinkDownException(true, "test"))).containsExactly("x");
        assertThat(subscriptions.takeUnsent()).containsExactly("x");
        assertThat(subscriptions.confirm("x")).isTrue();
    }

    @Test
    void whoIsDeniedASubscriptionLearnsThatAndDoesNotCount() {
        subscriptions.add("confirmed");
        subscriptions.confirm("confirmed");
        subscriptions.keep("kept");
        Added denied = subscriptions.add("denied");
        Added beside = subscriptions.add("kept");
        subscriptions.denied(new LinkDownException(false, "test"));
        assertThat(denied.confirmed().failed()).isTrue();
        assertThat(beside.confirmed().failed()).isTrue();
        assertThat(subscriptions.contains("denied")).isFalse();
        assertThat(subscriptions.contains("kept")).isTrue();
        assertThat(subscriptions.add("confirmed").confirmed().succeeded()).isTrue();
        assertThat(subscriptions.add("denied").isNew()).as("it is tried again").isTrue();
        assertThat(subscriptions.add("kept").isNew()).as("it is tried again").isTrue();
        assertThat(subscriptions.add("kept").isNew()).isFalse();
    }

    @Test
    void aChannelThatIsKeptHasAGapUntilItIsConfirmedForTheFirstTime() {
        Subscriptions other = new Subscriptions();
        subscriptions.keep("kept");
        subscriptions.keep("moved");
        assertThat(subscriptions.lost(new LinkDownException(false, "test"))).as("nobody knows of it").isEmpty();
        subscriptions.release("moved"::equals, new ArrayList<>()).forEach(other::adopt);
        assertThat(subscriptions.confirm("kept")).isTrue();
        assertThat(subscriptions.confirm("kept")).isFalse();
        assertThat(other.confirm("moved")).isTrue();
    }

    @Test
    void whoWaitsForAChannelWaitsForItElsewhereWhenItIsGivenAway() {
        Subscriptions other = new Subscriptions();
        subscriptions.add("waiting");
        subscriptions.add("confirmed");
        subscriptions.confirm("confirmed");
        Added stays = subscriptions.add("stays");
        Added waiting = subscriptions.add("waiting");
        List<String> confirmed = new ArrayList<>();
        subscriptions.release(channel -> !channel.equals("stays"), confirmed).forEach(other::adopt);
        assertThat(confirmed).containsExactly("confirmed");
        assertThat(other.takeUnsent()).containsExactlyInAnyOrder("waiting", "confirmed");
        assertThat(other.confirm("waiting")).isFalse();
        assertThat(other.confirm("confirmed")).isTrue();
        assertThat(waiting.confirmed().succeeded()).isTrue();
        assertThat(stays.confirmed().isComplete()).isFalse();
        other.remove("confirmed", 100);
        other.remove("waiting", 100);
        assertThat(other.takeUnused(100)).as("two users came along with it").containsExactly("confirmed");
    }
}
