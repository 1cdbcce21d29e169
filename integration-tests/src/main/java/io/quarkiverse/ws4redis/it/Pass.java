package io.quarkiverse.ws4redis.it;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;

import io.quarkiverse.ws4redis.WsRecheck;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** Lets a member into a vault. */
@Entity
@WsRecheck(channel = "vault", via = "vault")
public class Pass extends PanacheEntityBase {

    @Id
    public Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    public Vault vault;

    @ManyToOne(fetch = FetchType.LAZY)
    public Member member;
}
