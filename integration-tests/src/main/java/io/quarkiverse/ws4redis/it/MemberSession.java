package io.quarkiverse.ws4redis.it;

import io.quarkiverse.ws4redis.WsAuthRequest;
import io.quarkiverse.ws4redis.WsAuthenticator;
import io.quarkiverse.ws4redis.WsCredentials;

/** The other way for a member to authenticate: by the key of its session. */
@WsAuthenticator("session")
final class MemberSession {

    private MemberSession() {
    }

    static WsCredentials authWS4RedisConnection(WsAuthRequest auth) {
        Member member = Member.find("sessionKey", auth.token()).firstResult();
        return member == null ? null : member.credentials();
    }
}
