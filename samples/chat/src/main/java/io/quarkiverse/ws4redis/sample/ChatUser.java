package io.quarkiverse.ws4redis.sample;

import java.util.Map;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.jwt.JsonWebToken;

import io.quarkiverse.ws4redis.WsAuthenticator;
import io.quarkiverse.ws4redis.WsCredentials;
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
        return user == null ? null : user.credentials();
    }

    private WsCredentials credentials() {
        return WsCredentials.of(WsCredentials.MEMBER, name).meta(Map.of("name", fullName)).onlyOne(oneWindow());
    }

    /** Whether who opens a second window loses the first. */
    private static boolean oneWindow() {
        return ConfigProvider.getConfig().getValue("chat.one-window", Boolean.class);
    }

    boolean hasPassword(String password) {
        return BcryptUtil.matches(password, passwordHash);
    }
}
