package io.quarkiverse.ws4redis.it;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import io.quarkiverse.ws4redis.WsAuthenticator;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A device: one connection at a time. */
@Entity
@WsAuthenticator("terminal")
public class Terminal extends PanacheEntityBase {

    @Id
    public Long id;
    public String tid;
    public String token;

    /** What a terminal sends, or has in its URL. */
    public record Login(String token) {
    }

    static WsCredentials authWS4RedisConnection(Login auth) {
        Terminal t = find("token", auth.token()).firstResult();
        return t == null ? null : WsCredentials.of("terminal", t.id).uuid(t.tid).onlyOne(true).instance(t);
    }
}
