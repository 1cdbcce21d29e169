package io.quarkiverse.ws4redis.it;

import static io.quarkiverse.ws4redis.WsChange.CREATED;
import static io.quarkiverse.ws4redis.WsChange.REMOVED;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;

import com.fasterxml.jackson.annotation.JsonView;

import io.quarkiverse.ws4redis.WsBroadcast;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** Told of in the channel of the project of its task; changes of it are not. It has no version. */
@Entity
@WsBroadcast(via = "task.project", changes = {CREATED, REMOVED}, view = Remark.ForMembers.class)
public class Remark extends PanacheEntityBase {

    /** What everybody may see. */
    interface ForAll {
    }

    /** What members see. */
    interface ForMembers extends ForAll {
    }

    /** What nobody else sees. */
    interface ForTheAuthor {
    }

    @Id
    public Long id;

    @JsonView(ForAll.class)
    public String text;

    @JsonView(ForMembers.class)
    public String author;

    @JsonView(ForTheAuthor.class)
    public String draft;

    public String password;

    @ManyToOne(fetch = FetchType.LAZY)
    public Task task;
}
