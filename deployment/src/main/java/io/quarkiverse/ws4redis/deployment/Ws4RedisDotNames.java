package io.quarkiverse.ws4redis.deployment;

import java.util.Set;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.jandex.DotName;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonView;

import io.quarkiverse.ws4redis.WsAction;
import io.quarkiverse.ws4redis.WsAuthRequest;
import io.quarkiverse.ws4redis.WsAuthenticator;
import io.quarkiverse.ws4redis.WsBroadcast;
import io.quarkiverse.ws4redis.WsChannel;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsMessage;
import io.quarkiverse.ws4redis.WsRecheck;
import io.quarkiverse.ws4redis.WsUrlAuthenticator;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;

/** The names that the build steps look for. */
public final class Ws4RedisDotNames {

    public static final DotName WS_AUTHENTICATOR = DotName.createSimple(WsAuthenticator.class);
    public static final DotName WS_CHANNEL = DotName.createSimple(WsChannel.class);
    public static final DotName WS_BROADCAST = DotName.createSimple(WsBroadcast.class);
    public static final DotName WS_BROADCAST_LIST = DotName.createSimple(WsBroadcast.List.class);
    public static final DotName WS_RECHECK = DotName.createSimple(WsRecheck.class);
    public static final DotName WS_RECHECK_LIST = DotName.createSimple(WsRecheck.List.class);
    public static final DotName WS_ACTION = DotName.createSimple(WsAction.class);
    public static final DotName WS_CREDENTIALS = DotName.createSimple(WsCredentials.class);
    public static final DotName WS_MESSAGE = DotName.createSimple(WsMessage.class);
    public static final DotName WS_AUTH_REQUEST = DotName.createSimple(WsAuthRequest.class);
    public static final DotName WS_URL_AUTHENTICATOR = DotName.createSimple(WsUrlAuthenticator.class);
    public static final DotName JSON_WEB_TOKEN = DotName.createSimple(JsonWebToken.class);
    public static final DotName UNI = DotName.createSimple(Uni.class);
    public static final DotName BLOCKING = DotName.createSimple(Blocking.class);
    public static final DotName NON_BLOCKING = DotName.createSimple(NonBlocking.class);
    public static final DotName RUN_ON_VIRTUAL_THREAD = DotName.createSimple(RunOnVirtualThread.class);
    public static final DotName TRANSACTIONAL = DotName.createSimple("jakarta.transaction.Transactional");
    public static final DotName ENTITY = DotName.createSimple("jakarta.persistence.Entity");
    public static final DotName MAPPED_SUPERCLASS = DotName.createSimple("jakarta.persistence.MappedSuperclass");
    public static final DotName JSON_VIEW = DotName.createSimple(JsonView.class);
    public static final DotName JSON_IGNORE = DotName.createSimple(JsonIgnore.class);
    public static final DotName OBJECT = DotName.createSimple(Object.class);
    public static final DotName BOOLEAN = DotName.createSimple(Boolean.class);

    /** What a permission may return besides boolean; only these, so that nothing else is taken for a grant. */
    public static final Set<DotName> COLLECTIONS = Set.of(DotName.createSimple("java.util.Collection"),
            DotName.createSimple("java.util.List"), DotName.createSimple("java.util.Set"));

    /** The associations that lead to one entity. */
    public static final Set<DotName> TO_ONE = Set.of(DotName.createSimple("jakarta.persistence.ManyToOne"),
            DotName.createSimple("jakarta.persistence.OneToOne"));

    /** Quarkus enforces these on beans; on static methods nothing would. */
    public static final Set<DotName> SECURITY = Set.of(DotName.createSimple("jakarta.annotation.security.RolesAllowed"),
            DotName.createSimple("jakarta.annotation.security.PermitAll"),
            DotName.createSimple("jakarta.annotation.security.DenyAll"),
            DotName.createSimple("io.quarkus.security.Authenticated"),
            DotName.createSimple("io.quarkus.security.PermissionsAllowed"),
            DotName.createSimple("io.quarkus.security.PermissionsAllowed$List"));

    /** Quarkus enforces this on HTTP endpoints only. */
    public static final DotName AUTHORIZATION_POLICY = DotName
            .createSimple("io.quarkus.vertx.http.security.AuthorizationPolicy");

    /** Results that would arrive later, which only a Uni may here: the others would be sent as JSON of themselves. */
    public static final Set<DotName> ASYNC = Set.of(DotName.createSimple("java.util.concurrent.CompletionStage"),
            DotName.createSimple("java.util.concurrent.CompletableFuture"),
            DotName.createSimple("java.util.concurrent.Future"), DotName.createSimple("java.util.concurrent.Flow$Publisher"),
            DotName.createSimple("io.smallrye.mutiny.Multi"), DotName.createSimple("io.vertx.core.Future"));

    private Ws4RedisDotNames() {
    }
}
