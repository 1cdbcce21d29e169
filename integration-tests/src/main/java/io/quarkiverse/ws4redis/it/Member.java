package io.quarkiverse.ws4redis.it;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;

import org.eclipse.microprofile.jwt.JsonWebToken;

import io.quarkiverse.ws4redis.WsAuthenticator;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsException;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** A person: authenticates by a token that names it by the claim {@code user_id}. */
@Entity
@WsAuthenticator("jwt")
public class Member extends PanacheEntityBase {

    @Id
    public Long id;
    public String username;
    public boolean loginEnabled;
    public String sessionKey;

    @ElementCollection(fetch = FetchType.EAGER)
    public Set<Long> groups = new HashSet<>();

    static WsCredentials authWS4RedisConnection(JsonWebToken token) {
        Object id = token.getClaim("user_id");
        Member member = id == null ? null : findById(Long.valueOf(id.toString()));
        return member == null ? null : member.credentials();
    }

    WsCredentials credentials() {
        if (!loginEnabled) {
            throw new WsException(401, "account disabled");
        }
        return WsCredentials.of(WsCredentials.MEMBER, id).uuid(username).meta(Map.of("name", username))
                .instance(List.copyOf(groups));
    }

    static void onWS4RedisOnline(WsCredentials who) {
        HookLog.add("online " + who);
    }

    static void onWS4RedisOffline(WsCredentials who) {
        HookLog.add("offline " + who);
    }
}
