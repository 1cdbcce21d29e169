package io.quarkiverse.ws4redis.sample;

import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.runtime.StartupEvent;

/** People and rooms to play with. The password of each is the name: this is a demonstration. */
@ApplicationScoped
public class DemoData {

    private static final Logger LOG = Logger.getLogger(DemoData.class);

    @ConfigProperty(name = "quarkus.http.port")
    int port;

    @Transactional
    void load(@Observes StartupEvent event) {
        LOG.infof("Open http://127.0.0.1:%d/ in two windows", port);
        if (ChatUser.count() > 0) {
            return;
        }
        Map.of("alice", "Alice Adler", "bob", "Bob Brand", "carol", "Carol Cohen").forEach(DemoData::user);
        room(1L, "Lobby", List.of("alice", "bob", "carol"));
        room(2L, "Engineering", List.of("alice", "bob"));
        room(3L, "Lunch", List.of("bob", "carol"));
    }

    private static void user(String name, String fullName) {
        ChatUser user = new ChatUser();
        user.name = name;
        user.fullName = fullName;
        user.passwordHash = BcryptUtil.bcryptHash(name);
        user.persist();
    }

    private static void room(Long id, String title, List<String> members) {
        Room room = new Room();
        room.id = id;
        room.title = title;
        room.members.addAll(members);
        room.persist();
    }
}
