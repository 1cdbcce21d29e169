package io.quarkiverse.ws4redis.it.reactive;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import io.quarkiverse.ws4redis.WsAuthRequest;
import io.quarkiverse.ws4redis.WsAuthenticator;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;

/** A person, who is known by a token. */
@Entity
@WsAuthenticator("visitor")
public class Visitor extends PanacheEntityBase {

    @Id
    public Long id;
    public String token;

    static Uni<WsCredentials> authWS4RedisConnection(WsAuthRequest request) {
        return Panache.withSession(() -> Visitor.<Visitor>find("token", request.token()).firstResult())
                .map(visitor -> visitor == null ? null : WsCredentials.of("visitor", visitor.id));
    }
}
