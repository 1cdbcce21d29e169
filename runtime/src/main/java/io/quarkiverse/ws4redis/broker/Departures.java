package io.quarkiverse.ws4redis.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jboss.logging.Logger;

import io.vertx.core.Future;

/**
 * Connections that are gone without Redis knowing for sure: it is told again until it does. A connection may come back
 * meanwhile, and then nothing of this may reach it. May be used from any thread.
 */
final class Departures {

    private static final Logger LOG = Logger.getLogger(Departures.class);

    /** Once more than needed: what was underway on a link that was lost may arrive after what is sent on the next one. */
    private static final int LEAVES = 2;

    /** {@code counted}: whether Redis had been told that it is there; {@code leaves}: how often it has still to be told that it is not. */
    private record Departed(Member member, boolean counted, int leaves) {
    }

    private record Told(MemberKey key, Departed departed, Future<Boolean> last) {
    }

    private final Map<MemberKey, Departed> departed = new ConcurrentHashMap<>();
    private final Set<MemberKey> returning = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean telling = new AtomicBoolean();
    private final Predicate<Member> reachable;
    private final Predicate<MemberKey> here;
    private final Function<Member, Future<Boolean>> leave;
    private final Consumer<List<Member>> forget;

    /**
     * {@code reachable}: whether the Redis that counts a member is there; {@code here}: whether a connection counts; {@code leave}
     * tells Redis and whether it was the last of its identity, {@code forget} the sweepers.
     */
    Departures(Predicate<Member> reachable, Predicate<MemberKey> here, Function<Member, Future<Boolean>> leave,
            Consumer<List<Member>> forget) {
        this.reachable = reachable;
        this.here = here;
        this.leave = leave;
        this.forget = forget;
    }

    /** Redis may count one that is not here; {@code counted}: and others were told that it was. */
    void add(Member member, boolean counted) {
        departed.compute(MemberKey.of(member), (key, former) -> {
            boolean stays = here.test(key) || former != null && (former.counted() || !counted);
            return stays ? former : new Departed(member, counted, LEAVES);
        });
    }

    /** It is about to join; Redis is not told anything until it is known whether it {@link #returned} or was {@link #notReturned not}. */
    void returning(Member member) {
        departed.compute(MemberKey.of(member), (key, former) -> {
            returning.add(key);
            return former;
        });
    }

    /** It is here. */
    void returned(Member member) {
        MemberKey key = MemberKey.of(member);
        departed.remove(key);
        returning.remove(key);
    }

    /** It is as gone as it was before. */
    void notReturned(Member member) {
        returning.remove(MemberKey.of(member));
    }

    /** Tells Redis of all that it can be told of, unless that is still going on; {@code onOffline} gets who was the last. */
    void tell(Consumer<Member> onOffline) {
        if (telling.compareAndSet(false, true)) {
            Parts.inTurn(departed.keySet().iterator(), keys -> tell(keys, onOffline)).onComplete(v -> telling.set(false));
        }
    }

    private Future<?> tell(List<MemberKey> keys, Consumer<Member> onOffline) {
        List<Told> part = new ArrayList<>();
        keys.forEach(key -> tell(key, part));
        part.forEach(told -> told.last().onSuccess(last -> {
            if (last && told.departed().counted()) {
                onOffline.accept(told.departed().member());
            }
        }));
        return Future.join(part.stream().map(Told::last).toList())
                .onFailure(e -> LOG.debugf("Presence of connections that are gone not removed yet: %s", e.getMessage()))
                .onComplete(v -> settle(part));
    }

    /** In one step with {@link #returning}: what is sent here is sent before the connection joins again, or not at all. */
    private void tell(MemberKey key, List<Told> part) {
        departed.computeIfPresent(key, (k, gone) -> {
            if (!returning.contains(key) && reachable.test(gone.member())) {
                part.add(new Told(key, gone, leave.apply(gone.member())));
            }
            return gone;
        });
    }

    private void settle(List<Told> part) {
        List<Member> forgotten = part.stream().filter(told -> told.last().succeeded() && settle(told))
                .map(told -> told.departed().member()).toList();
        if (!forgotten.isEmpty()) {
            forget.accept(forgotten);
        }
    }

    /** {@return whether it is still gone} */
    private boolean settle(Told told) {
        Departed gone = told.departed();
        departed.computeIfPresent(told.key(), (key, now) -> {
            if (!now.equals(gone) || returning.contains(key)) {
                return now;
            }
            return gone.leaves() > 1 ? new Departed(gone.member(), false, gone.leaves() - 1) : null;
        });
        return !returning.contains(told.key()) && !here.test(told.key());
    }
}
