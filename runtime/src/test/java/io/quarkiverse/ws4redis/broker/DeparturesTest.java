package io.quarkiverse.ws4redis.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.vertx.core.Promise;

class DeparturesTest {

    private static final Member ALICE = member("alice");

    private final Set<MemberKey> here = new HashSet<>();
    private final Set<Member> unreachable = new HashSet<>();
    private final List<Member> left = new ArrayList<>();
    private final List<Promise<Boolean>> replies = new ArrayList<>();
    private final List<Member> forgotten = new ArrayList<>();
    private final List<Member> offline = new ArrayList<>();
    private final Departures departures = new Departures(member -> !unreachable.contains(member), here::contains, member -> {
        left.add(member);
        replies.add(Promise.promise());
        return replies.get(replies.size() - 1).future();
    }, forgotten::addAll);

    @Test
    void redisIsToldOfManyPartByPart() {
        for (int i = 0; i < 1000; i++) {
            departures.add(member("m" + i), false);
        }
        tell();
        int part = left.size();
        assertThat(part).isLessThan(300);
        tell();
        assertThat(left).as("while the first part is underway").hasSize(part);
        answer(false);
        assertThat(left).hasSizeGreaterThan(part).hasSizeLessThan(600).doesNotHaveDuplicates();
        while (!replies.isEmpty()) {
            answer(false);
        }
        assertThat(left).hasSize(1000).doesNotHaveDuplicates();
        assertThat(forgotten).hasSize(1000);
    }

    @Test
    void aRedisThatIsAwayIsNotToldAnything() {
        Member bob = member("bob");
        departures.add(ALICE, true);
        departures.add(bob, true);
        unreachable.add(ALICE);
        tell();
        answer(true);
        assertThat(left).containsExactly(bob);
        assertThat(offline).containsExactly(bob);
        unreachable.clear();
        tell();
        assertThat(left).contains(ALICE);
    }

    @Test
    void aConnectionThatIsAboutToJoinIsLeftAlone() {
        departures.returning(ALICE);
        // A refresh of its former time here has an answer only now.
        departures.add(ALICE, false);
        tell();
        assertThat(left).isEmpty();
        here.add(MemberKey.of(ALICE));
        departures.returned(ALICE);
        tell();
        assertThat(left).isEmpty();
    }

    @Test
    void aConnectionThatIsHereIsNotGone() {
        here.add(MemberKey.of(ALICE));
        departures.add(ALICE, false);
        tell();
        assertThat(left).isEmpty();
    }

    @Test
    void aConnectionThatDidNotJoinAfterAllIsStillGone() {
        departures.add(ALICE, true);
        departures.returning(ALICE);
        departures.add(ALICE, false);
        departures.notReturned(ALICE);
        tell();
        answer(true);
        assertThat(offline).containsExactly(ALICE);
    }

    @Test
    void theSweepersKeepWhoJoinsWhileRedisIsToldThatItIsGone() {
        departures.add(ALICE, false);
        tell();
        departures.returning(ALICE);
        answer(false);
        assertThat(forgotten).isEmpty();
    }

    private static Member member(String name) {
        return new Member("member", name, name, "c-" + name, false, "jwt");
    }

    private void tell() {
        departures.tell(offline::add);
    }

    private void answer(boolean last) {
        List<Promise<Boolean>> underway = List.copyOf(replies);
        replies.clear();
        underway.forEach(reply -> reply.complete(last));
    }
}
