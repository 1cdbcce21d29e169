package io.quarkiverse.ws4redis.sample;

import java.util.Map;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.eclipse.microprofile.jwt.JsonWebToken;

import io.quarkiverse.ws4redis.Ws4Redis;
import io.quarkiverse.ws4redis.WsAuthenticator;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkus.arc.Arc;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;

/** Somebody who chats. The token is verified before the method is called; the method says who that is. */
@Entity
@Table(name = "chat_user")
@WsAuthenticator("jwt")
public class ChatUser extends PanacheEntityBase {

    @Id
    public String name;
    public String fullName;
    public String passwordHash;

    static WsCredentials authWS4RedisConnection(JsonWebToken token) {
        ChatUser user = findById(token.getName());
        return user == null ? null : WsCredentials.of(WsCredentials.MEMBER, user.name).instance(user.fullName);
    }

    static void onWS4RedisOnline(WsCredentials who) {
        tellEverybody(who, true);
    }

    static void onWS4RedisOffline(WsCredentials who) {
        tellEverybody(who, false);
    }

    private static void tellEverybody(WsCredentials who, boolean online) {
        Arc.container().instance(Ws4Redis.class).get().broadcastAndAwait(Map.of("user", who.pk(), "online", online));
    }

    boolean hasPassword(String password) {
        return BcryptUtil.matches(password, passwordHash);
    }
}
