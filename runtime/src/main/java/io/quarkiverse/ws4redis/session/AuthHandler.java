package io.quarkiverse.ws4redis.session;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.LongStream;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.jwt.JsonWebToken;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.ws4redis.WsAuthRequest;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsNames;
import io.quarkiverse.ws4redis.dispatch.Authenticator;
import io.quarkiverse.ws4redis.dispatch.DispatchRegistry;
import io.quarkiverse.ws4redis.dispatch.Invoker;
import io.quarkiverse.ws4redis.protocol.Frames;
import io.quarkiverse.ws4redis.protocol.Position;
import io.quarkiverse.ws4redis.protocol.Request;
import io.quarkiverse.ws4redis.protocol.WireError;
import io.quarkiverse.ws4redis.security.TokenRefusedException;
import io.quarkiverse.ws4redis.security.TokenVerifier;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;

/**
 * Finds out who a connection is: by an {@code auth} message, by what a URL authenticator made of the handshake, or by the
 * identity of the HTTP upgrade. What follows from it is for {@link Identification}.
 */
@Singleton
final class AuthHandler {

    static final String JWT = "jwt";
    /** Where Quarkus has it when the identity ends that came with the HTTP upgrade: a {@code Long}, seconds of the epoch. */
    static final String EXPIRE_TIME = "quarkus.identity.expire-time";

    private final DispatchRegistry registry;
    private final Invoker invoker;
    private final TokenVerifier tokens;
    private final Identification identification;
    private final ObjectMapper mapper;

    @Inject
    AuthHandler(DispatchRegistry registry, Invoker invoker, TokenVerifier tokens, Identification identification,
            ObjectMapper mapper) {
        this.registry = registry;
        this.invoker = invoker;
        this.tokens = tokens;
        this.identification = identification;
        this.mapper = mapper;
    }

    Future<String> handle(Session session, Request.Auth request) {
        try {
            ObjectNode fields = (ObjectNode) mapper.readTree(request.json());
            return authenticate(session, WsAuthRequest.of(mapper, fields), request.recover());
        } catch (JsonProcessingException e) {
            return Future.failedFuture(e);
        }
    }

    /** {@return the JSON fields of the answer; fails with what the client is told, leaving the session as it was} */
    Future<String> authenticate(Session session, WsAuthRequest request) {
        return authenticate(session, WsAuthRequest.of(mapper, (ObjectNode) request.body()), null);
    }

    private Future<String> authenticate(Session session, WsAuthRequest request, Position recover) {
        WsAuthRequest here = request.facility(session.facility());
        Future<Verified> verified = JWT.equals(here.kind()) ? byToken(session, here) : byKind(session, here, null);
        return identified(session, verified, recover);
    }

    /** The same for an identity that Quarkus established at the HTTP upgrade. */
    Future<String> upgraded(Session session, SecurityIdentity identity) {
        try {
            tokens.requireAccessToken(identity);
        } catch (TokenRefusedException e) {
            return identified(session, Future.failedFuture(refusal(e)), null);
        }
        return identified(session, bySecurityIdentity(session, identity), null);
    }

    private Future<String> identified(Session session, Future<Verified> verified, Position recover) {
        return session.onLoop(verified)
                .onFailure(e -> {
                    // A database that is away is nobody's guess at a password, nor is an authenticator that says 503.
                    if (Failures.decision(e).isPresent()) {
                        session.authFailed();
                    }
                })
                .compose(v -> identification.adopt(session, v, recover))
                .map(v -> okFields(session));
    }

    private Future<Verified> byToken(Session session, WsAuthRequest request) {
        return future(tokens.verify(request.token()))
                .recover(e -> Future.failedFuture(refusal(e)))
                .compose(identity -> session.onLoop(Future.succeededFuture(identity)))
                .compose(identity -> registry.authenticator(JWT).isPresent()
                        ? byKind(session, request.jwt((JsonWebToken) identity.getPrincipal()), identity)
                        : Future.succeededFuture(byDefault(identity)));
    }

    private Future<Verified> bySecurityIdentity(Session session, SecurityIdentity identity) {
        if (identity.getPrincipal() instanceof JsonWebToken jwt && registry.authenticator(JWT).isPresent()) {
            ObjectNode fields = mapper.createObjectNode().put("kind", JWT).put("token", jwt.getRawToken());
            return byKind(session, WsAuthRequest.of(mapper, fields).facility(session.facility()).jwt(jwt), identity);
        }
        try {
            return Future.succeededFuture(byDefault(identity));
        } catch (RefusedException e) {
            return Future.failedFuture(e);
        }
    }

    private Future<Verified> byKind(Session session, WsAuthRequest request, SecurityIdentity identity) {
        Optional<Authenticator> authenticator = request.kind() == null
                ? Optional.empty()
                : registry.authenticator(request.kind());
        if (authenticator.isEmpty()) {
            return Future.failedFuture(new RefusedException(WireError.INVALID_KIND, Denial.UNKNOWN_KIND));
        }
        return invoker.invoke(session.context(), authenticator.get().authExecution(), identity,
                session.trace().within(() -> authenticator.get().authenticate(request))).compose(answer -> {
                    if (!(answer instanceof WsCredentials who)) {
                        return Future.failedFuture(
                                new RefusedException(WireError.INVALID_CREDENTIALS, Denial.NO_CREDENTIALS));
                    }
                    WsCredentials limited = who.expiresAt() == null && identity != null
                            ? who.expiresAt(expiry(identity))
                            : who;
                    return Future.succeededFuture(new Verified(limited, identity, request.kind()));
                });
    }

    /** Kind {@code member}; the principal's name is {@code upn}, {@code preferred_username} or {@code sub}. */
    private static Verified byDefault(SecurityIdentity identity) {
        String name = identity.getPrincipal().getName();
        if (!WsNames.isValid(name)) {
            throw new RefusedException(WireError.INVALID_CREDENTIALS);
        }
        return new Verified(WsCredentials.of(WsCredentials.MEMBER, name).expiresAt(expiry(identity)), identity, JWT);
    }

    /** {@return when the first of the token and the identity ends; {@code null} for never} */
    private static Instant expiry(SecurityIdentity identity) {
        long token = identity.getPrincipal() instanceof JsonWebToken jwt ? jwt.getExpirationTime() : 0;
        long own = identity.getAttribute(EXPIRE_TIME) instanceof Long seconds ? seconds : 0;
        return LongStream.of(token, own).filter(seconds -> seconds > 0).min().stream().mapToObj(Instant::ofEpochSecond)
                .findFirst().orElse(null);
    }

    private static Throwable refusal(Throwable failure) {
        if (failure instanceof TokenRefusedException refused) {
            return new RefusedException(refused.isExpired() ? WireError.TOKEN_EXPIRED : WireError.INVALID_TOKEN,
                    Frames.SYSTEM, null);
        }
        return failure;
    }

    private static Future<SecurityIdentity> future(Uni<SecurityIdentity> uni) {
        return Future.fromCompletionStage(uni.subscribeAsCompletionStage());
    }

    private String okFields(Session session) {
        WsCredentials who = session.who();
        ObjectNode fields = mapper.createObjectNode();
        fields.put("kind", who.kind()).put("pk", who.pk()).put("uuid", who.uuid());
        if (who.expiresAt() != null) {
            fields.put("expiry", who.expiresAt().getEpochSecond());
        }
        String json = fields.put("connection", session.id()).toString();
        return json.substring(1, json.length() - 1);
    }
}
