package io.quarkiverse.ws4redis.it;

import static io.quarkiverse.ws4redis.WsChange.REMOVED;
import static io.quarkiverse.ws4redis.WsChange.UPDATED;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import io.quarkiverse.ws4redis.WsChannel;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsHistory;
import io.quarkiverse.ws4redis.WsMessage;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** Open to members with a pass, as long as it is not closed, and they are not banned. */
@Entity
@WsChannel(value = "vault", presence = true, history = @WsHistory(size = 10, ttl = "1H"), permissionTtl = "1H", recheck = {
        UPDATED, REMOVED})
public class Vault extends PanacheEntityBase {

    @Id
    public Long id;
    public boolean closed;

    static boolean canSubscribeTo(WsCredentials who, WsMessage message) {
        Vault vault = findById(message.pkAsLong().orElseThrow());
        long member = Long.parseLong(who.pk());
        return vault != null && !vault.closed && Ban.count("member.id", member) == 0
                && Pass.count("vault = ?1 and member.id = ?2", vault, member) > 0;
    }

    static boolean canPublishTo(WsCredentials who, WsMessage message) {
        return canSubscribeTo(who, message);
    }
}
