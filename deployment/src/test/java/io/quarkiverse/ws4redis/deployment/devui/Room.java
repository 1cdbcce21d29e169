package io.quarkiverse.ws4redis.deployment.devui;

import java.util.List;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import io.quarkiverse.ws4redis.WsAction;
import io.quarkiverse.ws4redis.WsChannel;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsHistory;
import io.quarkiverse.ws4redis.WsMessage;

@Entity
@WsChannel(value = "room", history = @WsHistory(size = 20, ttl = "1H"), presence = true, permissionTtl = "5S")
public class Room {

    @Id
    public Long id;

    static List<Long> canSubscribeTo() {
        return List.of(1L, 2L);
    }

    static boolean canPublishTo(WsCredentials who, WsMessage message) {
        return who.kind().equals("visitor");
    }

    @WsAction("paint")
    static String paint(WsMessage message) {
        throw new IllegalStateException("a secret that is in an exception's text");
    }
}
