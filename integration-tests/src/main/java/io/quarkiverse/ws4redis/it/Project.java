package io.quarkiverse.ws4redis.it;

import static io.quarkiverse.ws4redis.WsChange.CREATED;
import static io.quarkiverse.ws4redis.WsChange.REMOVED;
import static io.quarkiverse.ws4redis.WsChange.UPDATED;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;

import io.quarkiverse.ws4redis.WsChannel;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsHistory;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** An entity whose channel tells of its own changes, and of those of its tasks. Only alice may listen. */
@Entity
@WsChannel(value = "project", history = @WsHistory(size = 100, ttl = "1H"), broadcasts = {CREATED, UPDATED,
        REMOVED}, projection = Project.View.class)
public class Project extends PanacheEntityBase {

    @Id
    public Long id;
    public String name;
    public String budget;

    @Version
    public int version;

    static boolean canSubscribeTo(WsCredentials who) {
        return who.pk().equals("7");
    }

    /** What everybody who listens may know. */
    record View(String name) {

        static View of(Project project) {
            return new View(project.name);
        }
    }
}
