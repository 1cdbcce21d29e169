package io.quarkiverse.ws4redis.it;

import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Version;

import io.quarkiverse.ws4redis.WsBroadcast;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** Told of in the channel of its project. */
@Entity
@WsBroadcast(channel = "project", via = "project", projection = TaskView.class)
public class Task extends PanacheEntityBase {

    @Id
    public Long id;
    public String text;

    @ManyToOne(fetch = FetchType.LAZY)
    public Project project;

    @OneToMany(mappedBy = "task", cascade = CascadeType.ALL, orphanRemoval = true)
    public List<Remark> remarks = new ArrayList<>();

    @Version
    public int version;
}
