package org.acme;

import io.quarkiverse.ws4redis.WsAuthRequest;
import io.quarkiverse.ws4redis.WsAuthenticator;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;

/**
 * Something to play with, in dev mode and tests: a room, and people who are who they say they are. In production it does
 * nothing and lets nobody in. Replace it by your own log-in.
 */
@ApplicationScoped
@WsAuthenticator("demo")
public class Demo {

    WsCredentials authWS4RedisConnection(WsAuthRequest auth) {
        String name = auth.token();
        boolean welcome = LaunchMode.current().isDevOrTest() && name != null && name.matches("\\w{1,20}");
        return welcome ? WsCredentials.of("demo", name) : null;
    }

    @Transactional
    void furnish(@Observes StartupEvent started) {
        if (LaunchMode.current().isDevOrTest() && Room.count() == 0) {
            Room room = new Room();
            room.title = "Lobby";
            room.persist();
        }
    }
}
