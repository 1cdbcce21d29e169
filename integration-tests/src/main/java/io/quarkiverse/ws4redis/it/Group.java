package io.quarkiverse.ws4redis.it;

import java.util.List;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.transaction.Transactional;

import io.quarkiverse.ws4redis.Ws4Redis;
import io.quarkiverse.ws4redis.WsAction;
import io.quarkiverse.ws4redis.WsChannel;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsMessage;
import io.quarkus.arc.Arc;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A group of members: only they subscribe and publish; a terminal may listen to group 1. */
@Entity
@Table(name = "member_group")
@WsChannel("group")
public class Group extends PanacheEntityBase {

    @Id
    public Long id;
    public String status;

    /** The payload of the action {@code status}. */
    record StatusChange(Long pk, String status) {
    }

    static List<Long> canSubscribeTo(WsCredentials who, WsMessage message) {
        if (who.kind().equals("terminal")) {
            return List.of(1L);
        }
        Member member = Member.findById(Long.valueOf(who.pk()));
        return member.groups.stream().sorted().toList();
    }

    static boolean canPublishTo(WsCredentials who, WsMessage message) {
        if (!who.kind().equals(WsCredentials.MEMBER)) {
            return false;
        }
        Member member = Member.findById(Long.valueOf(who.pk()));
        return message.pkAsLong().map(member.groups::contains).orElse(false);
    }

    @WsAction("status")
    @Transactional
    static String onStatus(StatusChange change) {
        Group group = findById(change.pk());
        group.status = change.status();
        Arc.container().instance(Ws4Redis.class).get().afterCommit().publish(group,
                new Event("status", 0, change.status(), new Component(group.id, "account.Group")));
        return group.status;
    }

    static void onWS4RedisMessage(WsMessage message) {
        // As in the original: other actions are accepted and ignored.
    }

    /** An event as the original's server-side helpers build it. */
    record Event(String name, int priority, Object message, Component component) {
    }

    /** What an event is about. */
    record Component(Long pk, String model) {
    }
}
