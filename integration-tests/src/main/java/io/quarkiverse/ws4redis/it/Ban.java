package io.quarkiverse.ws4redis.it;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;

import io.quarkiverse.ws4redis.WsChange;
import io.quarkiverse.ws4redis.WsRecheck;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** Keeps a member out of all vaults. */
@Entity
@WsRecheck(kind = "member", via = "member", changes = WsChange.CREATED)
public class Ban extends PanacheEntityBase {

    @Id
    public Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    public Member member;
}
